"""The rows as a file: CSV and XLSX (see workbooks.py) with harmless cells, JSON as it is."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from django.utils.module_loading import import_string

from catalog.exporting.rows import Row
from core.spreadsheets import harmless


class _Pen:
    """What csv.writer writes to: it hands each line back."""

    def write(self, line: str) -> str:
        return line


def csv_file(headings: list[str], rows: Iterable[Row]) -> Iterator[bytes]:
    """With a mark, so that spreadsheet programs read it as UTF-8."""
    writer = csv.writer(_Pen())
    yield ("\ufeff" + writer.writerow(headings)).encode()
    for row in rows:
        yield writer.writerow([harmless(row.get(heading, "")) for heading in headings]).encode()


def json_file(headings: list[str], rows: Iterable[Row]) -> Iterator[bytes]:
    """A list of the same rows; what is empty is left out."""
    yield b'{"products": ['
    between = b"\n"
    for row in rows:
        said = {heading: row[heading] for heading in headings if row.get(heading)}
        yield between + json.dumps(said, ensure_ascii=False).encode()
        between = b",\n"
    yield b"\n]}\n"


@dataclass(frozen=True)
class Export:
    """A kind of file: what browsers call it, and what writes it."""

    content_type: str
    writer: str

    def write(self, headings: list[str], rows: Iterable[Row]) -> Iterator[bytes]:
        """The file, while it is being written."""
        # Found only now: the library for workbooks is large, and most processes never write one.
        writer: Callable[[list[str], Iterable[Row]], Iterator[bytes]] = import_string(self.writer)
        return writer(headings, rows)


EXPORTS = {
    "csv": Export("text/csv; charset=utf-8", "catalog.exporting.files.csv_file"),
    "xlsx": Export(
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "catalog.exporting.workbooks.xlsx_file"
    ),
    "json": Export("application/json", "catalog.exporting.files.json_file"),
}
