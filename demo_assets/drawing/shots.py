"""Further pictures of the same thing: a closer look, and its measures."""

from __future__ import annotations

from demo_assets.drawing.kit import text
from demo_assets.drawing.sheet import SHADE, Sheet


def closer(sheet: Sheet) -> Sheet:
    """The same, seen from near: what the sheet says is worth it, or its middle."""
    x, y, w = sheet.focus
    sheet.view = (x, y, w, w * 1.25)
    return sheet


def measured(sheet: Sheet, words: str) -> Sheet:
    """The same, a little smaller, with a rule beneath and its measures on a slip."""
    for index in range(31):
        x = 125 + index * 25
        tall = 30 if index % 10 == 0 else 21 if index % 5 == 0 else 12
        sheet.line(f"M{x} 1122v{-tall}", SHADE, 3, opacity=0.55)
    sheet.line("M125 1122H875", SHADE, 3, opacity=0.55)
    sheet.rect(300, 1146, 400, 74, "#fffdf7", 10, opacity=0.92)
    text(sheet, 500, 1194, words, 36, "#3a2f2a", serif=False)
    return sheet
