"""The columns of a row that shows a picture, and the addresses of its files."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.db import models

from core.pictures.names import TONES, widths_of


class Addresses:
    """Where browsers load a picture in each width and format; all empty while there is none."""

    file: str
    width: int
    height: int
    tone: int

    @property
    def largest(self) -> str:
        """The name of the largest JPEG: the one file that every program can open."""
        return f"{self.file}-{self.width}.jpg" if self.file else ""

    @property
    def url(self) -> str:
        """The address of the largest JPEG."""
        return f"{settings.MEDIA_URL}{self.largest}" if self.file else ""

    @property
    def srcset_avif(self) -> str:
        return self._srcset("avif")

    @property
    def srcset_webp(self) -> str:
        return self._srcset("webp")

    @property
    def srcset_jpeg(self) -> str:
        return self._srcset("jpg")

    def _srcset(self, suffix: str) -> str:
        if not self.file:
            return ""
        base = f"{settings.MEDIA_URL}{self.file}"
        return ", ".join(f"{base}-{width}.{suffix} {width}w" for width in widths_of(self.width))


class PictureFields(Addresses, models.Model):
    """A row that has a picture, from `render_picture`: what is blank or 0 as long as it has none."""

    digest = models.CharField(max_length=64, blank=True)
    file = models.CharField(max_length=100, blank=True)
    width = models.PositiveIntegerField(default=0)
    height = models.PositiveIntegerField(default=0)
    tone = models.PositiveSmallIntegerField(default=TONES - 1)

    class Meta:
        abstract = True


@dataclass(frozen=True)
class KeptPicture(Addresses):
    """A picture that is known only by what a document says of it."""

    file: str
    width: int
    height: int
    tone: int = TONES - 1
    alt: str = ""
