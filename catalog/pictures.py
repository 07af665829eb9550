"""
From bytes that a stranger sent to a picture that we made: decoded under limits, turned upright, encoded anew.

Only pixels cross over. Positions, names, colour profiles, text chunks and whatever was hidden behind the picture stay
behind, and what is served is always WebP of our own making.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from io import BytesIO

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from PIL import Image, ImageOps

from core.errors import DomainError

FORMATS = ("JPEG", "PNG", "WEBP", "AVIF")
MOST_BYTES = 15_000_000
MOST_PIXELS = 40_000_000
LONGEST_EDGE = 1600
SHORTEST_EDGE = 4
QUALITY = 82


class NotAPicture(DomainError):
    """The bytes are not a picture that we take; the sentence says why."""

    code = "catalog.not_a_picture"


@dataclass(frozen=True)
class Picture:
    """What we made of it: WebP, its digest, and its size in pixels."""

    content: bytes
    digest: str
    width: int
    height: int

    @property
    def file(self) -> str:
        """The name under which it is served, made of its content."""
        return f"{self.digest[:2]}/{self.digest}.webp"


def check_upload(content: bytes) -> None:
    """
    Refuse at once, without decoding, what cannot be a picture: too large, or of another kind by its first bytes.

    Raises NotAPicture.
    """
    if len(content) > MOST_BYTES:
        raise NotAPicture(gettext_lazy("A photo has at most %(most)d megabytes.") % {"most": MOST_BYTES // 1_000_000})
    is_jpeg = content.startswith(b"\xff\xd8\xff")
    is_png = content.startswith(b"\x89PNG\r\n\x1a\n")
    is_webp = content.startswith(b"RIFF") and content[8:12] == b"WEBP"
    is_avif = content[4:8] == b"ftyp" and content[8:12] in {b"avif", b"avis", b"mif1", b"msf1"}
    if not (is_jpeg or is_png or is_webp or is_avif):
        raise NotAPicture(gettext_lazy("This is not a photo that we can read: use JPEG, PNG, WebP or AVIF."))


def make_picture(content: bytes) -> Picture:
    """
    Decode `content` and encode it anew: upright, at most 1600 pixels long, without metadata.

    Slow (up to a second) and meant for a worker. Raises NotAPicture with a sentence for any bytes whatsoever.
    """
    check_upload(content)
    try:
        with Image.open(BytesIO(content), formats=FORMATS) as image:
            # The header is read, the pixels are not: a small file that unfolds into gigabytes stops here.
            _check_size(image)
            pixels = _upright_pixels(image)
        return _encode(pixels)
    except NotAPicture:
        raise
    except Image.DecompressionBombError:
        raise NotAPicture(_too_many_pixels()) from None
    except Exception as error:
        # Hostile bytes make decoders raise nearly anything; whatever it is, it says that this is no photo.
        raise NotAPicture(_("This photo is damaged and cannot be read.")) from error


def _too_many_pixels() -> str:
    return _("A photo has at most %(most)d megapixels.") % {"most": MOST_PIXELS // 1_000_000}


def _check_size(image: Image.Image) -> None:
    width, height = image.size
    if width * height > MOST_PIXELS:
        raise NotAPicture(_too_many_pixels())
    if min(width, height) < SHORTEST_EDGE:
        raise NotAPicture(_("This photo is too small."))


def _upright_pixels(image: Image.Image) -> Image.Image:
    # JPEG can be decoded at a fraction of its size, which saves most of the time and memory.
    image.draft("RGB", (LONGEST_EDGE, LONGEST_EDGE))
    image.load()
    # Every picture that has ever been saved carries its turn in its metadata or none; ours carries none.
    image = ImageOps.exif_transpose(image)
    if image.mode.startswith("I"):
        # Sixteen bits of grey: converted as they are, nearly all would be white.
        image = image.point(lambda grey: grey / 256).convert("L")
    has_gaps = image.mode in {"RGBA", "LA", "PA"} or "transparency" in image.info
    image = image.convert("RGBA" if has_gaps else "RGB")
    image.thumbnail((LONGEST_EDGE, LONGEST_EDGE), Image.Resampling.LANCZOS)
    return image


def _encode(image: Image.Image) -> Picture:
    bare = Image.new(image.mode, image.size)
    bare.paste(image)
    file = BytesIO()
    bare.save(file, "WEBP", quality=QUALITY, method=4)
    content = file.getvalue()
    return Picture(content, hashlib.sha256(content).hexdigest(), *bare.size)
