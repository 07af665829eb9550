"""From the bytes that a stranger sent to the pictures that pages show."""

from __future__ import annotations

import re
from pathlib import Path

from django.conf import settings
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from core.errors import DomainError
from core.files import write_durably
from core.pictures.children import Drawn
from core.pictures.names import TONES, WIDTHS, digest_of, suffixes_of
from core.pictures.prepared import find_prepared
from core.pictures.rendered import Look, Redrawn, Rendered

MOST_BYTES = 15_000_000
MOST_PIXELS = 40_000_000
LONGEST_REDRAWN = 5_000  # pixels
LONGEST_LOOKED_AT = 1_400  # pixels
CONTENT_TYPES = {"JPEG": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp", "AVIF": "image/avif"}


class NotAPicture(DomainError):
    """The bytes are not a picture that we take; the sentence says why."""

    code = "core.not_a_picture"


def check_upload(content: bytes) -> None:
    """
    Refuse at once, without decoding, what cannot be a picture: too large, or of another kind by its first bytes.

    Raises NotAPicture.
    """
    if len(content) > MOST_BYTES:
        raise NotAPicture(_("A photo has at most %(most)d megabytes.") % {"most": MOST_BYTES // 1_000_000})
    is_jpeg = content.startswith(b"\xff\xd8\xff")
    is_png = content.startswith(b"\x89PNG\r\n\x1a\n")
    is_webp = content.startswith(b"RIFF") and content[8:12] == b"WEBP"
    is_avif = content[4:8] == b"ftyp" and content[8:12] in {b"avif", b"avis", b"mif1", b"msf1"}
    if not (is_jpeg or is_png or is_webp or is_avif):
        raise NotAPicture(_("This is not a photo that we can read: use JPEG, PNG, WebP or AVIF."))


def render_picture(content: bytes) -> Rendered:
    """
    Decode `content` in a child process and encode it anew: upright, without metadata, in all widths and formats.

    Slow (up to several seconds) and meant for a worker; at once when the same bytes were prepared beforehand. Raises
    NotAPicture with a sentence for any bytes whatsoever, PicturesBusy when the machine has no room for it now.
    """
    check_upload(content)
    prepared = find_prepared(content)
    if prepared is not None:
        return prepared
    return _rendered(draw("render", content, widths=list(WIDTHS), most_pixels=MOST_PIXELS))


def redraw_picture(content: bytes) -> Redrawn:
    """
    The same picture as one file in its own format, at most 5,000 pixels long: for documents, which are read, not shown.

    Raises NotAPicture and PicturesBusy as `render_picture` does.
    """
    check_upload(content)
    drawn = draw("redraw", content, longest=LONGEST_REDRAWN, most_pixels=MOST_PIXELS)
    content_type = CONTENT_TYPES.get(str(drawn.says.get("kind")))
    if content_type is None or list(drawn.files) != ["redrawn"]:
        raise _refusal("damaged")
    return Redrawn(drawn.files["redrawn"], content_type)


def look_at_document(content: bytes) -> Look | None:
    """
    How the first page of a picture or a PDF looks; None when it cannot be drawn. Takes seconds: not inside a
    transaction.

    Raises PicturesBusy.
    """
    drawer = import_string(settings.PICTURE_DRAWER)
    says = drawer("look", content, longest=LONGEST_LOOKED_AT, most_pixels=MOST_PIXELS).says
    try:
        if "refused" in says:
            return None
        turned = [(_bits(likeness, 16), _bits(detail, 256)) for likeness, detail in says["turned"]]
        turned = [both for both in turned if all(both)]
        return Look(
            # Believed as little as a child that a document has taken over deserves.
            pages=max(1, min(int(says["pages"]), 30_000)),
            width=int(says["width"]),
            height=int(says["height"]),
            sharpness=float(says["sharpness"]),
            contrast=float(says["contrast"]),
            likeness=_bits(says["likeness"], 16),
            detail=_bits(says["detail"], 256),
            turned=turned[:3],
        )
    except (KeyError, ValueError, TypeError):
        return None


def _bits(said: object, signs: int) -> str:
    """A fingerprint of so many hexadecimal signs; "" for anything else."""
    return str(said) if re.fullmatch(rf"[0-9a-f]{{{signs}}}", str(said)) else ""


def keep_picture(rendered: Rendered) -> None:
    """Write the files durably where they are served from. Written twice, they are the same."""
    for name, content in rendered.files.items():
        path = Path(settings.MEDIA_ROOT) / f"{rendered.file}-{name}"
        if not path.exists():
            write_durably(path, content)


def draw(job: str, content: bytes, **how: object) -> Drawn:
    """Let one job of `drawing.py` be done. Raises NotAPicture when it is refused, PicturesBusy as the drawer does."""
    drawn: Drawn = import_string(settings.PICTURE_DRAWER)(job, content, **how)
    if "refused" in drawn.says:
        raise _refusal(str(drawn.says["refused"]))
    return drawn


def _rendered(drawn: Drawn) -> Rendered:
    """What the child says, held against what was asked: the picture may have taken it over."""
    try:
        width, height, tone = (int(drawn.says[name]) for name in ("width", "height", "tone"))
    except (KeyError, TypeError, ValueError):
        raise _refusal("damaged") from None
    sizes = range(1, WIDTHS[-1] + 1)
    if width not in sizes or height not in sizes or tone not in range(TONES) or list(drawn.files) != suffixes_of(width):
        raise _refusal("damaged")
    return Rendered(digest_of(drawn.files), width, height, tone, drawn.files)


def _refusal(word: str) -> NotAPicture:
    """The refusal for one of `drawing.py`'s words, which is also in its details."""
    sentences = {
        "too_many_pixels": _("A photo has at most %(most)d megapixels.") % {"most": MOST_PIXELS // 1_000_000},
        "too_small": _("This photo is too small."),
        "too_much": _("This photo takes too long or too much memory to read. Save it again in a simpler way."),
    }
    return NotAPicture(sentences.get(word, _("This photo is damaged and cannot be read.")), because=word)
