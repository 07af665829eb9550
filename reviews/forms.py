"""The form of a review."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from catalog.forms.photos import SeveralFilesField, SeveralFilesInput
from core.forms import PlainTextField
from reviews.rules import LONGEST_REPLY, LONGEST_TEXT, MOST_PHOTOS

STARS = [
    (5, _("5: very good")),
    (4, _("4: good")),
    (3, _("3: as expected")),
    (2, _("2: disappointing")),
    (1, _("1: bad")),
]


class ReviewPhotosField(SeveralFilesField):
    """A few photos, or none where they are not required."""

    def __init__(self, **kwargs: Any) -> None:
        picker = SeveralFilesInput(attrs={"accept": "image/jpeg,image/png,image/webp,image/avif"})
        help_text = _(
            "At most 5: JPEG, PNG, WebP or AVIF, at most 15 megabytes each. Nobody in them who does not wish it."
        )
        super().__init__(widget=picker, help_text=help_text, **kwargs)

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        files = [file for file in super().clean(data, initial) if file]
        if len(files) > MOST_PHOTOS:
            raise forms.ValidationError(_("A review has at most 5 photos."))
        return files


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
    photos = ReviewPhotosField(label=_("Photos"), required=False)


class ReplyForm(forms.Form):
    """What the shop answers."""

    text = PlainTextField(label=_("Your reply"), max_length=LONGEST_REPLY, rows=4)


class PhotosForm(forms.Form):
    """Photos for a review that is published."""

    photos = ReviewPhotosField(label=_("Photos"))
