"""Photos and their words."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _

from core.forms import PlainLineField
from core.pictures import MOST_BYTES

MOST_AT_ONCE = 12


class SeveralFilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class SeveralFilesField(forms.FileField):
    """One or more files."""

    widget = SeveralFilesInput

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        files = data if isinstance(data, list | tuple) else [data]
        if len(files) > MOST_AT_ONCE:
            raise forms.ValidationError(_("At most %(most)d photos at once.") % {"most": MOST_AT_ONCE})
        return [super(SeveralFilesField, self).clean(file, initial) for file in files or [None]]


class UploadPhotosForm(forms.Form):
    photos = SeveralFilesField(
        label=_("Photos"),
        widget=SeveralFilesInput(attrs={"accept": "image/jpeg,image/png,image/webp,image/avif"}),
    )
    alt = PlainLineField(
        label=_("What do they show?"),
        max_length=200,
        required=False,
        help_text=_("For those who cannot see them; can be changed for each."),
    )

    most_bytes = MOST_BYTES

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Here, not above: there it would be in the language in which the program started.
        self.fields["photos"].help_text = _("JPEG, PNG, WebP or AVIF, at most %(most)d megabytes each.") % {
            "most": MOST_BYTES // 1_000_000
        }

    @property
    def most_words(self) -> str:
        """The most bytes of one photo as people say it."""
        return filesizeformat(MOST_BYTES)


class DescribePhotoForm(forms.Form):
    alt = PlainLineField(label=_("What does it show?"), max_length=200, required=False)
