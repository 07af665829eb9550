"""From bytes to rows of text, whatever the encoding and the separator."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass
from io import StringIO
from typing import Any

from django.utils.translation import gettext as _

from core.errors import DomainError
from core.text import plain

MOST_BYTES = 50_000_000
MOST_ROWS = 100_000
LONGEST_CELL = 100_000
# A byte order mark says what follows.
MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))


class Unreadable(DomainError):
    """The file as a whole cannot be read."""

    code = "catalog.unreadable_file"


@dataclass(frozen=True)
class Row:
    """A line of a table: its number in the file, and its cells by their heading."""

    number: int
    cells: dict[str, str]


def decode(content: bytes) -> str:
    """The text: by its mark, else UTF-8, else Windows-1252, in which every office program of old writes."""
    if len(content) > MOST_BYTES:
        raise Unreadable(_("The file has more than %(most)d megabytes.") % {"most": MOST_BYTES // 1_000_000})
    for mark, encoding in MARKS:
        if content.startswith(mark):
            return content[len(mark) :].decode(encoding, errors="replace")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def read_rows(content: bytes) -> list[Row]:
    """
    The rows of a CSV file. Empty lines are skipped; a row with other cells than headings keeps what fits.

    Raises Unreadable.
    """
    text = decode(content).replace("\x00", "")
    csv.field_size_limit(LONGEST_CELL)
    first = text.partition("\n")[0]
    separator = max(",;\t|", key=first.count)
    reader = csv.reader(StringIO(text, newline=""), delimiter=separator)
    try:
        headings = [plain(cell) for cell in next(reader, [])]
        if len([heading for heading in headings if heading]) < 2:
            raise Unreadable(_("The first line does not name at least two columns."))
        return list(_rows(reader, headings))
    except csv.Error as error:
        raise Unreadable(_("Line %(line)d cannot be read as CSV.") % {"line": reader.line_num}) from error


def _rows(reader: Any, headings: list[str]) -> Iterator[Row]:
    for count, cells in enumerate(reader):
        if count >= MOST_ROWS:
            raise Unreadable(_("The file has more than %(most)d rows.") % {"most": MOST_ROWS})
        if any(cell.strip() for cell in cells):
            # The line on which the row ends: what an editor shows for rows without line breaks in them.
            row = {heading: plain(cell) for heading, cell in zip(headings, cells, strict=False) if heading}
            yield Row(reader.line_num, row)


def read_json(content: bytes) -> list[dict[str, Any]]:
    """The products of a JSON file: a list of objects, or an object that holds one. Raises Unreadable."""
    try:
        document = json.loads(decode(content))
    except (ValueError, RecursionError) as error:
        raise Unreadable(_("This is not JSON.")) from error
    if isinstance(document, dict):
        lists = [value for value in document.values() if isinstance(value, list)]
        document = lists[0] if len(lists) == 1 else document.get("products")
    if not isinstance(document, list) or not all(isinstance(item, dict) for item in document):
        raise Unreadable(_("The JSON file is not a list of products."))
    if len(document) > MOST_ROWS:
        raise Unreadable(_("The file has more than %(most)d rows.") % {"most": MOST_ROWS})
    return document


def looks_like_json(content: bytes) -> bool:
    return decode(content[:200]).lstrip()[:1] in {"[", "{"}
