"""From a file to rows of text, one after the other: whatever its kind, its letters and its separator."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, BinaryIO

from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from catalog.importing.json_products import rows_of
from catalog.importing.json_reading import items_in
from catalog.importing.limits import LONGEST_CELL, LONGEST_LINE, MOST_BYTES, MOST_COLUMNS, MOST_ROWS
from catalog.importing.rows import Row
from catalog.importing.sniffing import Form, Kind, Unreadable, form_of
from core.spreadsheets import as_it_was
from core.text import plain

__all__ = ["Row", "Unreadable", "read_rows", "rows_in"]

# What stands for a letter that the chosen encoding does not have.
UNREADABLE_LETTER = "\ufffd"
csv.field_size_limit(LONGEST_CELL)


def rows_in(file: BinaryIO, form: Form) -> Iterator[Row]:
    """
    The rows of the file from its beginning; empty ones are skipped. A row that cannot be read comes as one that says
    why (`problem`), and does not end the reading.

    Raises Unreadable, also on the way, when nothing more can be made of the file.
    """
    file.seek(0)
    rows = rows_of(items_in(_text_of(file, form))) if form.kind == Kind.JSON else _rows_of_table(file, form)
    for count, row in enumerate(rows):
        if count >= MOST_ROWS:
            raise Unreadable(_("The file has more than %(most)d rows.") % {"most": MOST_ROWS})
        yield row


def read_rows(content: bytes) -> list[Row]:
    """All rows of a file that is at hand. Raises Unreadable."""
    if len(content) > MOST_BYTES:
        raise Unreadable(_("The file has more than %(most)d megabytes.") % {"most": MOST_BYTES // 1_000_000})
    file = io.BytesIO(content)
    return list(rows_in(file, form_of(file)))


def _text_of(file: BinaryIO, form: Form) -> io.TextIOWrapper:
    """The file as text, without closing it when the text is let go, and without its mark."""
    text = io.TextIOWrapper(_Kept(file), encoding=form.encoding, errors="replace", newline="")
    if text.read(1) != "\ufeff":
        text.seek(0)
    return text


class _Kept(io.BufferedReader):
    """A reader that leaves the file beneath it open."""

    def __init__(self, file: BinaryIO) -> None:
        super().__init__(_Raw(file))


class _Raw(io.RawIOBase):
    def __init__(self, file: BinaryIO) -> None:
        self._beneath = file

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        return self._beneath.seek(offset, whence)

    def tell(self) -> int:
        return self._beneath.tell()

    def readinto(self, buffer: Any) -> int:
        some = self._beneath.read(len(buffer))
        buffer[: len(some)] = some
        return len(some)


@dataclass
class Line:
    """A line of a table before its cells have headings."""

    number: int
    cells: list[str]
    problem: str = ""


def _rows_of_table(file: BinaryIO, form: Form) -> Iterator[Row]:
    lines = _sheet_lines(file) if form.kind == Kind.XLSX else _csv_lines(file, form)
    headings = _headings(next(lines, None))
    for line in lines:
        if line.problem:
            yield Row(line.number, {}, line.problem)
        elif any(cell.strip() for cell in line.cells):
            yield _row(line, headings)


def _row(line: Line, headings: list[str]) -> Row:
    cells = {heading: plain(as_it_was(cell)) for heading, cell in zip(headings, line.cells, strict=False) if heading}
    problem = ""
    if any(UNREADABLE_LETTER in cell for cell in cells.values()):
        problem = _("It has letters that do not fit the encoding of the file.")
    return Row(line.number, cells, problem)


def _headings(first: Line | None) -> list[str]:
    """The names of the columns; what comes twice gets a number, so that neither hides the other."""
    headings: list[str] = []
    for cell in [] if first is None else first.cells:
        heading = plain(as_it_was(cell))[:120]
        twins = sum(re.sub(r" \(\d+\)$", "", known) == heading for known in headings)
        headings.append(f"{heading} ({twins + 1})" if heading and twins else heading)
    if len([heading for heading in headings if heading]) < 2:
        raise Unreadable(_("The first line does not name at least two columns."))
    if len(headings) > MOST_COLUMNS:
        raise Unreadable(_("The file has more than %(most)d columns.") % {"most": MOST_COLUMNS})
    return headings


@dataclass
class _Pieces:
    """The lines of a text, in pieces that fit into memory; counts them as an editor does."""

    text: io.TextIOWrapper
    count: int = field(default=0)

    def __iter__(self) -> Iterator[str]:
        while piece := self.text.readline(LONGEST_LINE):
            self.count += 1
            yield piece


def _csv_lines(file: BinaryIO, form: Form) -> Iterator[Line]:
    pieces = _Pieces(_text_of(file, form))
    reader = csv.reader(iter(pieces), delimiter=form.separator)
    while True:
        begins = pieces.count + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            yield Line(begins, [], _unreadable_lines(begins, pieces.count))
            continue
        # Excel's own way of naming the separator.
        if pieces.count == 1 and cells and cells[0].lower().startswith("sep="):
            continue
        # The line on which the row ends: what an editor shows for rows without line breaks in them.
        yield Line(pieces.count, cells)


def _unreadable_lines(first: int, last: int) -> str:
    if first == last:
        return _("This line cannot be read as CSV.")
    return _("Lines %(first)d to %(last)d cannot be read: a quotation mark is not closed.") % {
        "first": first,
        "last": last,
    }


def _sheet_lines(file: BinaryIO) -> Iterator[Line]:
    # Found only now: the library for workbooks is large, and most processes never read one.
    sheet_in: Callable[[BinaryIO], Iterator[list[str]]] = import_string("catalog.importing.workbooks.sheet_in")
    for number, cells in enumerate(islice(sheet_in(file), MOST_ROWS + 2), start=1):
        yield Line(number, cells)
