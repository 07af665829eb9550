"""
Cells that no spreadsheet program takes for a formula.

What begins like a formula gets an apostrophe before it, and so does what begins with one already; reading takes one
away again. So every text comes back as it was (docs/imports.md).
"""

from __future__ import annotations

APOSTROPHE = "'"
# ASCII, and the full-width forms that Excel takes for the same in East Asian settings.
_BEGINNINGS = frozenset("=+-@\t\r＝＋－＠" + APOSTROPHE)


def harmless(text: str) -> str:
    """The text as a cell that is only ever text."""
    return APOSTROPHE + text if text[:1] in _BEGINNINGS and text else text


def as_it_was(cell: str) -> str:
    """What `harmless` was given; any other text stays as it is."""
    return cell[1:] if cell[:1] == APOSTROPHE and cell[1:2] in _BEGINNINGS and cell[1:] else cell
