"""What comes out when a picture is drawn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from core.pictures.names import base_of


@dataclass(frozen=True)
class Rendered:
    """
    A picture in every width and format that pages use.

    `digest` is made of all files (named "480.avif"), `width` and `height` are those of the largest, in pixels; `tone`
    (0 to 63) is the colour that covers most of it.
    """

    digest: str
    width: int
    height: int
    tone: int
    files: Mapping[str, bytes]

    @property
    def file(self) -> str:
        """The beginning of the names under which it is served: "ab/ab12…"."""
        return base_of(self.digest)

    @property
    def columns(self) -> dict[str, object]:
        """What a row with PictureFields notes of it."""
        return {name: getattr(self, name) for name in ("digest", "file", "width", "height", "tone")}


@dataclass(frozen=True)
class Redrawn:
    """One picture in the format in which it came, with nothing in it but its pixels."""

    content: bytes
    content_type: str


@dataclass(frozen=True)
class Look:
    """How the first page of a document looks; see `drawing.look`."""

    pages: int
    width: int
    height: int
    sharpness: float
    contrast: float
    likeness: str
    detail: str
    # Likeness and detail of the same page turned by a quarter, a half and three quarters.
    turned: Sequence[tuple[str, str]] = ()
