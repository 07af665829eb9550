"""The first sheet of an XLSX workbook, row by row."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from datetime import date, time
from decimal import Decimal
from typing import Any, BinaryIO
from xml.etree.ElementTree import ParseError

from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from catalog.importing.archives import BROKEN, check_workbook
from catalog.importing.limits import LONGEST_CELL, MOST_COLUMNS
from catalog.importing.sniffing import Unreadable

_DAMAGED = (*BROKEN, InvalidFileException, ParseError, KeyError, TypeError, AttributeError, IndexError)


def sheet_in(file: BinaryIO) -> Iterator[list[str]]:
    """
    The cells of each row of the first sheet, as text; of a formula, what it last came to.

    Raises Unreadable for what is no workbook, is damaged, or would unpack to more than is good.
    """
    check_workbook(file)
    try:
        with warnings.catch_warnings():
            # The library remarks on styles and extensions that do not concern us.
            warnings.simplefilter("ignore")
            workbook = load_workbook(file, read_only=True, data_only=True, keep_links=False)
            sheet = workbook.worksheets[0]
            # What a workbook says of its own size need not be true.
            sheet.reset_dimensions()
            rows = sheet.iter_rows(max_col=MOST_COLUMNS + 1, values_only=True)
            while (row := next(rows, None)) is not None:
                yield _without_empty_end([_text(value) for value in row])
    except _DAMAGED as error:
        raise Unreadable(_("The workbook is damaged and cannot be read.")) from error


def _without_empty_end(cells: list[str]) -> list[str]:
    while cells and not cells[-1]:
        cells.pop()
    return cells


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        # Never "1e+16", and no more digits than the sheet shows.
        number = Decimal(repr(value))
        return f"{number:f}".removesuffix(".0") if number.is_finite() else ""
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value)[:LONGEST_CELL]
