"""The form of a review."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import PlainTextField
from reviews.rules import LONGEST_REPLY, LONGEST_TEXT

STARS = [
    (5, _("5: very good")),
    (4, _("4: good")),
    (3, _("3: as expected")),
    (2, _("2: disappointing")),
    (1, _("1: bad")),
]


class ReviewForm(forms.Form):
    rating = forms.TypedChoiceField(
        label=_("How is it?"), choices=STARS, coerce=int, widget=forms.RadioSelect, empty_value=None
    )
    text = PlainTextField(
        label=_("What should others know?"),
        max_length=LONGEST_TEXT,
        required=False,
        rows=6,
        help_text=_("How it is, whether it is as described, how it was sent. No names, addresses or links, please."),
    )


class ReplyForm(forms.Form):
    """What the shop answers."""

    text = PlainTextField(label=_("Your reply"), max_length=LONGEST_REPLY, rows=4)
