"""The rows as an XLSX workbook."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from catalog.exporting.rows import Row
from core.large_files import PART
from core.spreadsheets import harmless


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
