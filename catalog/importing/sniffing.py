"""What a file is, by its content and never by its name; and in which letters a table is written."""

from __future__ import annotations

import codecs
import re
from dataclasses import asdict, dataclass
from typing import Any, BinaryIO

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.errors import DomainError

LOOKED_AT = 262_144  # bytes
SEPARATORS = {
    ",": gettext_lazy("comma"),
    ";": gettext_lazy("semicolon"),
    "\t": gettext_lazy("tab"),
    "|": gettext_lazy("bar"),
}


class Unreadable(DomainError):
    """The file as a whole cannot be read."""

    code = "catalog.unreadable_file"


class Kind(TextChoices):
    CSV = "csv", "CSV"
    XLSX = "xlsx", "XLSX"
    JSON = "json", "JSON"


class Encoding(TextChoices):
    UTF_8 = "utf-8", "UTF-8"
    UTF_16_LE = "utf-16-le", "UTF-16 LE"
    UTF_16_BE = "utf-16-be", "UTF-16 BE"
    WINDOWS_1252 = "cp1252", "Windows-1252"
    WINDOWS_1251 = "cp1251", "Windows-1251"
    GB_18030 = "gb18030", "GB 18030"


# A byte order mark says what follows.
MARKS = (
    (codecs.BOM_UTF8, Encoding.UTF_8),
    (codecs.BOM_UTF16_LE, Encoding.UTF_16_LE),
    (codecs.BOM_UTF16_BE, Encoding.UTF_16_BE),
)


@dataclass(frozen=True)
class Form:
    """How a file is to be read. `is_certain` is False where the letters were guessed."""

    kind: str
    encoding: str = Encoding.UTF_8
    separator: str = ","
    is_certain: bool = True

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    def read_as(self, *, encoding: str | None, separator: str | None) -> Form:
        """The same read in other letters, or cut at another sign; whoever says so is certain."""
        if self.kind == Kind.XLSX:
            return self
        said = (encoding or self.encoding, (separator if self.kind == Kind.CSV else None) or self.separator)
        is_same = said == (self.encoding, self.separator)
        return Form(self.kind, *said, is_certain=self.is_certain or not is_same)


_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f]")
ZIP = b"PK\x03\x04"


def _others() -> dict[bytes, str]:
    return {
        b"PK\x05\x06": "ZIP",
        b"\xd0\xcf\x11\xe0": "XLS",
        b"%PDF": "PDF",
        b"\x1f\x8b": "GZIP",
        b"7z\xbc\xaf": "7z",
        b"Rar!": "RAR",
        b"\xff\xd8\xff": "JPEG",
        b"\x89PNG": "PNG",
        b"GIF8": "GIF",
        b"RIFF": "RIFF",
        b"\x7fELF": "ELF",
        b"MZ\x90": "EXE",
        b"{\\rtf": "RTF",
        b"SQLite format 3": "SQLite",
    }


def form_of(file: BinaryIO) -> Form:
    """
    What the file is; it is left at its beginning. Workbooks are opened later, by whoever checks archives.

    Raises Unreadable for what is none of the three.
    """
    head = file.read(LOOKED_AT)
    is_whole = len(head) < LOOKED_AT
    file.seek(0)
    if not head.strip():
        raise Unreadable(_("The file is empty."))
    if head.startswith(ZIP):
        return Form(Kind.XLSX)
    for beginning, what in _others().items():
        if head.startswith(beginning):
            raise Unreadable(_("This is a %(what)s file. Send the catalogue as CSV, XLSX or JSON.") % {"what": what})
    encoding, is_certain = encoding_of(head, is_whole=is_whole)
    text = head.decode(encoding, errors="replace").lstrip("\ufeff")
    if len(_CONTROLS.findall(text)) > len(text) // 100:
        raise Unreadable(_("This is not text. Send the catalogue as CSV, XLSX or JSON."))
    first = text.lstrip()[:1]
    if first == "<":
        raise Unreadable(_("This is a %(what)s file. Send the catalogue as CSV, XLSX or JSON.") % {"what": "HTML/XML"})
    if first in {"[", "{"}:
        return Form(Kind.JSON, encoding, is_certain=is_certain)
    return Form(Kind.CSV, encoding, separator_of(text), is_certain)


def encoding_of(head: bytes, *, is_whole: bool = True) -> tuple[str, bool]:
    """
    The encoding, and whether it is certain: a mark or valid UTF-8 is; of the old ones the likeliest is a guess.

    Only clear signs count: runs of Cyrillic letters, or pairs that are common Chinese characters. Else it is
    Windows-1252, in which every office program of old writes.
    """
    for mark, encoding in MARKS:
        if head.startswith(mark):
            return encoding, True
    if (without_mark := _utf_16_without_mark(head)) is not None:
        return without_mark, False
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head, final=is_whole)
    except UnicodeDecodeError:
        pass
    else:
        return Encoding.UTF_8, True
    if _looks_chinese(head, is_whole=is_whole):
        return Encoding.GB_18030, False
    if _looks_cyrillic(head):
        return Encoding.WINDOWS_1251, False
    return Encoding.WINDOWS_1252, False


def _utf_16_without_mark(head: bytes) -> str | None:
    """Every other byte of Latin text in UTF-16 is zero, and always the same one of the two."""
    some = head[:2000]
    even, odd = some[0::2].count(0), some[1::2].count(0)
    half = len(some) // 2
    if half >= 4 and odd > 0.4 * half and even == 0:
        return Encoding.UTF_16_LE
    if half >= 4 and even > 0.4 * half and odd == 0:
        return Encoding.UTF_16_BE
    return None


_CHINESE = re.compile("[\u4e00-\u9fa5]")
_ODD = re.compile("[^\x00-\x7f]")
_CYRILLIC_WORD = re.compile("[А-Яа-яЁё]{3,}")
_BROKEN_WORD = re.compile("[а-яё][А-ЯЁ]")


def _looks_chinese(head: bytes, *, is_whole: bool) -> bool:
    try:
        text = codecs.getincrementaldecoder("gb18030")().decode(head, final=is_whole)
    except UnicodeDecodeError:
        return False
    odd = _ODD.findall(text)
    # The first level of GB 2312 holds nearly every character of everyday writing.
    common = 0
    for letter in _CHINESE.findall(text):
        encoded = letter.encode("gb18030")
        common += len(encoded) == 2 and 0xB0 <= encoded[0] <= 0xD7 and encoded[1] >= 0xA1
    return bool(odd) and common > 0.7 * len(odd) and not _reads_as_words(head)


def _looks_cyrillic(head: bytes) -> bool:
    text = head.decode("cp1251", errors="replace")
    odd = len(_ODD.findall(text))
    in_words = sum(len(word) for word in _CYRILLIC_WORD.findall(text))
    return bool(odd) and in_words > 0.6 * odd


def _reads_as_words(head: bytes) -> bool:
    """Russian in Windows-1251 is also valid GB 18030: its small letters, read as pairs, are rare characters."""
    text = head.decode("cp1251", errors="replace")
    words = _CYRILLIC_WORD.findall(text)
    whole = [word for word in words if not _BROKEN_WORD.search(word)]
    return len(words) > 0 and len(whole) > 0.8 * len(words) and _looks_cyrillic(head)


def separator_of(text: str) -> str:
    """What stands between the headings, as often as possible, outside of quotation marks."""
    first = re.sub(r'"[^"]*"', "", text.partition("\n")[0])
    return max(SEPARATORS, key=first.count)
