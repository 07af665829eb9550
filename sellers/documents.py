"""
The document that comes with an application: what it may be, decided by its content and never by its name.

Whatever is kept was scanned for malware first, where there is a scanner. Pictures are drawn anew, so that only the
picture is kept: no place or camera data, and nothing hidden behind it. A PDF is kept as it came (it is evidence),
refused when it is locked or carries programs, and only ever sent out as a download.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePath

import filetype
from django.utils.translation import gettext_lazy as _

from core.errors import DomainError
from core.pictures import NotAPicture, redraw_picture
from core.scanning import Scan, scan
from core.text import plain_line

MOST_BYTES = 10 * 1024 * 1024
PICTURES = ("image/jpeg", "image/png", "image/webp")
PDF = "application/pdf"
_SUFFIXES = {"image/jpeg": ".jpg", "image/png": ".png", "image/webp": ".webp", PDF: ".pdf"}
# Of all streams of objects in one PDF together; so much is read for them, too, where streams lie in each other.
MOST_UNFOLDED = 64 * 1024 * 1024
_STREAM = re.compile(rb"stream\r?\n")
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
_PROGRAMS = re.compile(rb"/(JavaScript|JS|Launch|EmbeddedFiles?|RichMedia|XFA)(?![A-Za-z0-9])")
# Names so long that no compressed bytes spell them by chance: nothing that may only look like a stream hides them.
_LONG_NAMES = re.compile(rb"/(JavaScript|EmbeddedFiles?|RichMedia)(?![A-Za-z0-9])")
_OBJECTS = re.compile(rb"/ObjStm(?![A-Za-z0-9])")
# How unfolded objects begin: pairs of numbers, perhaps after a remark, as far as there is any of it. Nothing is tried
# twice: with a way back to each of a million spaces, one small file takes all memory.
_NUMBERED = re.compile(rb"(?:[\s\0]+|%[^\r\n]*(?:[\r\n]|\Z))*+(?:\d+[\s\0]+\d+[\s\0]|(?:\d+(?:[\s\0]+\d*)?)?\Z)")
_ENOUGH_TO_TELL = 4096
_FOLDED = re.compile(rb"/Filter(?![A-Za-z0-9])")
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
    scan: Scan


def inspect_document(document: UploadedDocument) -> SafeDocument:
    """
    Decide by its content whether the file can be kept, and return what to keep. Takes seconds: call it outside a
    transaction.

    Raises DocumentRefused for anything but one whole PDF, JPEG, PNG or WebP within the limits, MalwareFound, and
    ScannerSilent or PicturesBusy when it cannot be decided right now.
    """
    content = document.content
    if not content:
        raise DocumentRefused(_("This file is empty."))
    if len(content) > MOST_BYTES:
        raise DocumentRefused(_("This file is too large: at most 10 MB."))
    content_type = filetype.guess_mime(content)
    if content_type != PDF and content_type not in PICTURES:
        raise DocumentRefused(_("Send a PDF, or a picture as JPEG, PNG or WebP."))
    scanned = scan(content)
    if content_type == PDF:
        _inspect_pdf(content)
    else:
        content = _redraw(content)
    return SafeDocument(_name(document.name, content_type), content, content_type, scanned)


def _name(name: str, content_type: str) -> str:
    """The name under which it is downloaded: what the applicant called it, with the suffix that is true."""
    stem = PurePath(plain_line(name).replace("\\", "/")).stem.strip(". ")
    return (stem[:100] or "document") + _SUFFIXES[content_type]


def _inspect_pdf(content: bytes) -> None:
    if not content.startswith(b"%PDF-") or b"%%EOF" not in content[-1024:]:
        raise _broken()
    # Whatever a remark makes look like a stream, or damage like the end of one: readers of PDFs forgive much.
    if _LONG_NAMES.search(_named(content)) or any(
        _PROGRAMS.search(_named(each)) for each in _objects_anywhere(content)
    ):
        raise _active()
    # Compressed streams can contain any bytes; what makes a PDF locked or active stands outside of them, or in those
    # that hold nothing but objects.
    structure = _named(_structure_of(content))
    if _LOCKED.search(structure):
        raise DocumentRefused(_("This PDF is locked with a password. Save it without, or send a picture."))
    if _PROGRAMS.search(structure):
        raise _active()


def _objects_anywhere(content: bytes) -> Iterator[bytes]:
    """The objects that it keeps compressed, wherever a stream may begin. Raises DocumentRefused for too many."""
    view, room = memoryview(content), MOST_UNFOLDED
    for begins in _STREAM.finditer(content):
        packed = view[begins.end() :]
        # How zlib's data begin.
        if int.from_bytes(packed[:2], "big") % 31 == 0:
            objects, read = _readable(packed[2:], room)
            room -= max(len(objects), read)
            if room <= 0:
                raise _broken()
            yield objects


def _readable(packed: memoryview, most: int) -> tuple[bytes, int]:
    """
    What can be read of it, whatever is damaged behind, if that looks like objects, and how much was read for it; of
    both at most so many bytes.
    """
    unfolding, pieces, seen, place = zlib.decompressobj(-zlib.MAX_WBITS), list[bytes](), 0, 0
    # In small pieces: of the one in which the damage is, nothing comes out.
    for place in range(0, min(len(packed), most), 512):
        try:
            pieces.append(unfolding.decompress(packed[place : place + 512], most - seen))
        except zlib.error:
            break
        was, seen = seen, seen + len(pieces[-1])
        if was < _ENOUGH_TO_TELL <= seen and not _NUMBERED.match(b"".join(pieces)):
            return b"", place
        if unfolding.eof or seen >= most:
            break
    readable = b"".join(pieces)
    return readable if _NUMBERED.match(readable) else b"", place


def _structure_of(content: bytes) -> bytes:
    """
    What stands outside of the streams and in streams of objects, in one pass: as one pattern it would take hours for a
    file made for that.
    """
    kept, done, room = [], 0, MOST_UNFOLDED
    while begins := _STREAM.search(content, done):
        ends = content.find(b"endstream", begins.end())
        if ends < 0:
            break
        outside = content[done : begins.start()]
        kept.append(outside)
        if _OBJECTS.search(_named(outside)):
            objects = _unfolded(content[begins.end() : ends], outside, room)
            room -= len(objects)
            kept.append(objects)
        done = ends + len(b"endstream")
    return b"".join([*kept, content[done:]])


def _unfolded(stream: bytes, outside: bytes, room: int) -> bytes:
    """The objects in a stream, at most `room` bytes. What every writer of PDFs uses for them is read, and no more."""
    if not _FOLDED.search(_named(outside)):
        return stream
    unfolding = zlib.decompressobj()
    try:
        objects = unfolding.decompress(stream, max(1, room))
    except zlib.error:
        raise _broken() from None
    if not unfolding.eof:
        raise _broken()
    return objects


def _named(part: bytes) -> bytes:
    """With names as they are read: any of their letters may be written as a number."""
    return _ESCAPED.sub(lambda found: bytes([int(found[1], 16)]), part)


def _active() -> DocumentRefused:
    return DocumentRefused(_("This PDF contains programs or other files. Print it to a plain PDF, or send a picture."))


def _broken() -> DocumentRefused:
    return DocumentRefused(_("This PDF is broken or not complete. Save it again, or send a picture."))


def _redraw(content: bytes) -> bytes:
    try:
        return redraw_picture(content).content
    except NotAPicture as refusal:
        if refusal.details.get("because") == "too_many_pixels":
            raise DocumentRefused(_("This picture is too large: at most 40 megapixels.")) from None
        raise DocumentRefused(_("This picture is broken. Save it again, or send a PDF.")) from None
