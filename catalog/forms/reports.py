"""What somebody fills in to tell us of a listing, and a shop to complain about a decision."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from catalog.states import ReportReason
from core.forms import PlainLineField, PlainTextField

LONGEST_WORDS = 3000


class ReportForm(forms.Form):
    """A report; without an account, with an address to write to."""

    reason = forms.ChoiceField(label=_("What is wrong?"), choices=ReportReason.choices, widget=forms.RadioSelect)
    words = PlainTextField(
        label=_("What exactly, and how you know"),
        max_length=LONGEST_WORDS,
        help_text=_("The more a moderator can check, the faster it is decided. The shop does not read this."),
    )
    owns_brand = forms.BooleanField(label=_("The brand is mine, or I act for its owner."), required=False)
    trademark_number = PlainLineField(
        label=_("Number of the trademark"), max_length=40, required=False, help_text=_("If the brand is yours.")
    )
    email = forms.EmailField(
        label=_("Your e-mail address"),
        max_length=254,
        help_text=_("We write to it what becomes of your report. The shop does not get it."),
    )
    good_faith = forms.BooleanField(label=_("I believe in good faith that what I say here is right and complete."))

    def __init__(self, *args: Any, is_member: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_member:
            del self.fields["email"]


class ComplaintForm(forms.Form):
    """What a shop says against a decision."""

    words = PlainTextField(label=_("Why the decision is wrong"), max_length=LONGEST_WORDS)
