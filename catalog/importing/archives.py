"""
ZIP archives of strangers: looked through before anything is unpacked, and unpacked one entry at a time.

What an archive says of its own sizes is a promise: reading stops where it ends, so that the limits on it hold.
"""

from __future__ import annotations

import zipfile
import zlib
from typing import BinaryIO
from xml.parsers import expat

from django.utils.translation import gettext as _

from catalog.importing.limits import LARGEST_PART, MOST_ENTRIES, MOST_RATIO, MOST_UNPACKED, MOST_WORDS, SMALL_ENTRY
from catalog.importing.photos import name_of
from catalog.importing.sniffing import Unreadable
from core.pictures import MOST_BYTES as MOST_PICTURE_BYTES

# What a damaged or crafted archive makes the library raise.
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError)
# Where these parts lie, a reader of workbooks will parse them.
WORKBOOK = "xl/workbook.xml"
NESTED = (".zip", ".jar", ".7z", ".rar", ".gz", ".tar", ".xz", ".bz2", ".zst")


def open_archive(file: BinaryIO) -> zipfile.ZipFile:
    """
    The archive, once its table of contents has been found within limits.

    Raises Unreadable: too many entries, too much in them, squeezed too hard, encrypted, or names that lead elsewhere.
    """
    try:
        archive = zipfile.ZipFile(file)
        entries = archive.infolist()
    except BROKEN as error:
        raise Unreadable(_("The ZIP file is damaged and cannot be opened.")) from error
    if len(entries) > MOST_ENTRIES:
        raise Unreadable(_("The ZIP file has more than %(most)d entries.") % {"most": MOST_ENTRIES})
    if sum(entry.file_size for entry in entries) > MOST_UNPACKED:
        raise Unreadable(
            _("Unpacked, the ZIP file has more than %(most)d megabytes.") % {"most": MOST_UNPACKED // 1_000_000}
        )
    for entry in entries:
        _check_entry(entry)
    return archive


def _check_entry(entry: zipfile.ZipInfo) -> None:
    name = entry.filename.replace("\\", "/")
    if name.startswith("/") or ":" in name or ".." in name.split("/") or "\x00" in entry.orig_filename:
        raise Unreadable(_("The ZIP file has an entry that leads outside of it: “%(name)s”.") % {"name": name[:80]})
    if entry.flag_bits & 1:
        raise Unreadable(_("The ZIP file is protected with a password."))
    if entry.file_size > SMALL_ENTRY and entry.file_size > MOST_RATIO * max(entry.compress_size, 1):
        raise Unreadable(_("“%(name)s” in the ZIP file unpacks to far too much.") % {"name": name[:80]})


class PictureArchive:
    """Pictures in a ZIP file, found by the file name at the end of an address, and read one at a time."""

    def __init__(self, file: BinaryIO) -> None:
        self.archive = open_archive(file)
        self.entries: dict[str, zipfile.ZipInfo] = {}
        for entry in self.archive.infolist():
            if entry.is_dir():
                continue
            if entry.filename.lower().endswith(NESTED):
                raise Unreadable(
                    _("There is an archive within the ZIP file: “%(name)s”.") % {"name": entry.filename[:80]}
                )
            self.entries.setdefault(name_of(entry.filename).casefold(), entry)

    def find(self, address: str) -> bytes | None:
        """The picture of that address; None when the archive has none of that name, or it cannot be unpacked."""
        entry = self.entries.get(name_of(address).casefold())
        if entry is None:
            return None
        try:
            with self.archive.open(entry) as file:
                # One byte more than is taken, so that what is too large is refused as such.
                return file.read(MOST_PICTURE_BYTES + 1)
        except BROKEN:
            return None


def check_workbook(file: BinaryIO) -> None:
    """
    Refuse what is no workbook, or one whose parts declare entities: before the library sees it.

    Raises Unreadable.
    """
    with open_archive(file) as archive:
        names = set(archive.namelist())
        if WORKBOOK not in names:
            raise Unreadable(
                _("This is a ZIP file, not a workbook. Pictures go into their own field, beside the catalogue.")
            )
        for entry in archive.infolist():
            if entry.file_size > LARGEST_PART or ("sharedStrings" in entry.filename and entry.file_size > MOST_WORDS):
                raise Unreadable(_("The workbook holds more than we can read. Send it as CSV."))
            if entry.filename.lower().endswith((".xml", ".rels")):
                _check_part(archive, entry)
    file.seek(0)


class _Declares(Exception):
    """A part declares a document type."""


class _Begun(Exception):
    """The first element has begun: nothing can be declared any more."""


def _check_part(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> None:
    parser = expat.ParserCreate()

    def declares(*about: object) -> None:
        raise _Declares

    def begun(*about: object) -> None:
        raise _Begun

    parser.StartDoctypeDeclHandler = declares
    parser.EntityDeclHandler = declares
    parser.StartElementHandler = begun
    try:
        with archive.open(entry) as part:
            while some := part.read(65_536):
                parser.Parse(some, False)
    except _Begun:
        return
    except _Declares:
        raise Unreadable(_("The workbook declares entities of its own; that is not taken.")) from None
    except (*BROKEN, expat.ExpatError) as error:
        raise Unreadable(_("The workbook is damaged and cannot be read.")) from error
