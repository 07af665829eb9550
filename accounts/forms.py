"""The forms of a person about themselves."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.zones import zone_choices
from core.forms import PlainLineField


def name_field() -> PlainLineField:
    return PlainLineField(
        label=_("Your name"),
        max_length=150,
        required=False,
        help_text=_("Shown to the shops that you buy from. Reviews show only the first name and an initial."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )


class PreferencesForm(forms.Form):
    name = name_field()
    language = forms.ChoiceField(label=_("Language"), help_text=_("Of the pages and of our mails to you."))
    time_zone = forms.ChoiceField(label=_("Time zone"), choices=zone_choices)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = settings.LANGUAGES  # type: ignore[attr-defined]


class NewPersonForm(forms.ModelForm):
    """Staff make an account: without a password, so its owner signs in with a mailed code."""

    class Meta:
        model = User
        fields = ("email", "name")

    def save(self, commit: bool = True) -> User:
        user: User = super().save(commit=False)
        user.set_unusable_password()
        if commit:
            user.save()
        return user
