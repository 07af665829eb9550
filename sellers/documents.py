"""
The document that comes with an application: what it may be, decided by its content and never by its name.

Pictures are decoded under limits and written anew, so that only the picture is kept: no place or camera data, and
nothing hidden behind it. A PDF is kept as it came (it is evidence), refused when it is locked or carries programs,
and only ever sent out as a download.
"""

from __future__ import annotations

import re
import warnings
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePath

import filetype
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps

from core.errors import DomainError
from core.text import plain_line

MOST_BYTES = 10 * 1024 * 1024
MOST_PIXELS = 40_000_000
LONGEST_SIDE = 5_000
PICTURES = {"image/jpeg": "JPEG", "image/png": "PNG", "image/webp": "WEBP"}
PDF = "application/pdf"
_SUFFIXES = {"image/jpeg": ".jpg", "image/png": ".png", "image/webp": ".webp", PDF: ".pdf"}
_STREAMS = re.compile(rb"stream\r?\n.*?endstream", re.DOTALL)
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
_PROGRAMS = re.compile(rb"/(JavaScript|JS|Launch|EmbeddedFiles?|RichMedia|XFA)(?![A-Za-z0-9])")
_LOCKED = re.compile(rb"/Encrypt(?![A-Za-z0-9])")


class DocumentRefused(DomainError):
    """The uploaded file is not a document that we can keep; the sentence says what to send instead."""

    code = "sellers.document_refused"


@dataclass(frozen=True)
class UploadedDocument:
    """A file as it came in: its name is only a label."""

    name: str
    content: bytes


@dataclass(frozen=True)
class SafeDocument:
    """What may be stored."""

    name: str
    content: bytes
    content_type: str


def inspect_document(document: UploadedDocument) -> SafeDocument:
    """
    Decide by its content whether the file can be kept, and return what to keep.

    Raises DocumentRefused for anything but one whole PDF, JPEG, PNG or WebP within the limits.
    """
    content = document.content
    if not content:
        raise DocumentRefused(_("This file is empty."))
    if len(content) > MOST_BYTES:
        raise DocumentRefused(_("This file is too large: at most 10 MB."))
    content_type = filetype.guess_mime(content)
    if content_type == PDF:
        _inspect_pdf(content)
    elif content_type in PICTURES:
        content = _rewrite_picture(content, PICTURES[content_type])
    else:
        raise DocumentRefused(_("Send a PDF, or a picture as JPEG, PNG or WebP."))
    return SafeDocument(_name(document.name, content_type), content, content_type)


def _name(name: str, content_type: str) -> str:
    """The name under which it is downloaded: what the applicant called it, with the suffix that is true."""
    stem = PurePath(plain_line(name).replace("\\", "/")).stem.strip(". ")
    return (stem[:100] or "document") + _SUFFIXES[content_type]


def _inspect_pdf(content: bytes) -> None:
    if not content.startswith(b"%PDF-") or b"%%EOF" not in content[-1024:]:
        raise DocumentRefused(_("This PDF is broken or not complete. Save it again, or send a picture."))
    # Compressed streams can contain any bytes; what makes a PDF locked or active stands outside of them.
    structure = _ESCAPED.sub(lambda found: bytes([int(found[1], 16)]), _STREAMS.sub(b"", content))
    if _LOCKED.search(structure):
        raise DocumentRefused(_("This PDF is locked with a password. Save it without, or send a picture."))
    if _PROGRAMS.search(structure):
        raise DocumentRefused(
            _("This PDF contains programs or other files. Print it to a plain PDF, or send a picture.")
        )


def _rewrite_picture(content: bytes, kind: str) -> bytes:
    too_large = DocumentRefused(_("This picture is too large: at most 40 megapixels."))
    try:
        # Pillow's warnings (a bomb, odd metadata) are answers about a stranger's file, not about our code.
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(BytesIO(content), formats=[kind]) as picture:
                if picture.width * picture.height > MOST_PIXELS:
                    raise too_large
                # JPEG can be decoded at a fraction of its size, which saves most of the memory.
                picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
                upright = _on_white(ImageOps.exif_transpose(picture))
        upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
        written = BytesIO()
        upright.save(written, kind, quality=90)
    except DocumentRefused:
        raise
    except Image.DecompressionBombError:
        raise too_large from None
    # Whatever a decoder raises on hostile bytes is the same news for the applicant.
    except Exception as error:
        raise DocumentRefused(_("This picture is broken. Save it again, or send a PDF.")) from error
    return written.getvalue()


def _on_white(picture: Image.Image) -> Image.Image:
    """A scan with a transparent ground is black on nothing: without paper under it, it would turn black on black."""
    if not picture.has_transparency_data:
        return picture.convert("RGB")
    seen = picture.convert("RGBA")
    paper = Image.new("RGB", seen.size, "white")
    paper.paste(seen, mask=seen.getchannel("A"))
    return paper
