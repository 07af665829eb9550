"""The rows as a file: CSV and XLSX with harmless cells, JSON as it is."""

from __future__ import annotations

import csv
import json
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from catalog.exporting.rows import Row
from core.large_files import PART
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


def xlsx_file(headings: list[str], rows: Iterable[Row]) -> Iterator[bytes]:
    """One sheet in which every cell is text: no program computes anything from it."""
    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet("catalogue")
    sheet.append(headings)
    for row in rows:
        cells = []
        for heading in headings:
            cell = WriteOnlyCell(sheet, harmless(row.get(heading, "")))
            cell.data_type = "s"
            cells.append(cell)
        sheet.append(cells)
    with tempfile.TemporaryFile() as file:
        workbook.save(file)
        file.seek(0)
        while some := file.read(PART):
            yield some


@dataclass(frozen=True)
class Export:
    """A kind of file: what browsers call it, and how it is written."""

    content_type: str
    write: Callable[[list[str], Iterable[Row]], Iterator[bytes]]


EXPORTS = {
    "csv": Export("text/csv; charset=utf-8", csv_file),
    "xlsx": Export("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", xlsx_file),
    "json": Export("application/json", json_file),
}
