"""Pictures that buyers took at home: the same things in other places, held a little askew, in the light of the hour."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass

from demo_assets.drawing.sheet import HEIGHT, SHADE, WIDTH, Sheet, dark, light

WALLPAPER = f'<rect x="0" y="0" width="{WIDTH}" height="{HEIGHT}"'
EDGE = 660  # where the wall ends and the table begins


@dataclass(frozen=True)
class Place:
    """What a thing stands on, how far the hand was turned, what is in the picture, and the colour of the light."""

    ground: Callable[[Sheet], None]
    turn: float
    view: tuple[float, float, float]
    glow: str
    strength: float


def snapped(sheet: Sheet, place: str) -> Sheet:
    """The thing of a sheet in one of these places; its studio is taken away."""
    taken = PLACES[place]
    things = [mark for mark in sheet.marks if not mark.startswith(WALLPAPER)]
    sheet.marks = []
    sheet.raw(f'<g transform="rotate({taken.turn} 500 760)">')
    taken.ground(sheet)
    sheet.marks += [*things, "</g>"]
    sheet.rect(-300, -300, 1600, 1900, taken.glow, opacity=taken.strength, style="mix-blend-mode:multiply")
    sheet.rect(0, 0, WIDTH, HEIGHT, sheet.radial((0.55, SHADE, 0), (1, SHADE, 0.42), cx=0.45, cy=0.5, r=0.85))
    x, y, width = taken.view
    sheet.view = (x, y, width, width * 1.25)
    return sheet


def _table(sheet: Sheet) -> None:
    """A kitchen: a plain wall, and boards of oak that have been used."""
    wall, wood = "#c9cfc8", "#b98a57"
    sheet.rect(-300, -300, 1600, EDGE + 300, sheet.linear((0, dark(wall, 0.1)), (1, light(wall, 0.3))))
    sheet.rect(-300, EDGE, 1600, 1000, sheet.linear((0, dark(wood, 0.3)), (1, wood), across=False))
    chance = random.Random(7)  # noqa: S311  for the grain of the wood
    for board in range(6):
        top = EDGE + board * board * 16 + board * 34
        sheet.line(f"M-300 {top}H1300", dark(wood, 0.55), 3, opacity=0.5)
        for _ in range(5):
            y, bend = top + chance.uniform(6, 30 + board * 24), chance.uniform(-9, 9)
            sheet.line(f"M-300 {y:.0f}Q500 {y + bend:.0f} 1300 {y:.0f}", dark(wood, 0.35), 2, opacity=0.28)


def _cloth(sheet: Sheet) -> None:
    """A checked cloth on the table, a shelf in the dark behind it."""
    wall = "#8c8377"
    sheet.rect(-300, -300, 1600, EDGE + 300, sheet.linear((0, dark(wall, 0.4)), (1, wall), across=False))
    sheet.rect(-300, 330, 1600, 34, dark("#6d5138", 0.2))
    for x, width, tall, colour in ((90, 120, 170, "#5f6f73"), (250, 60, 120, "#a3593f"), (780, 150, 130, "#77805d")):
        sheet.rect(x, 330 - tall, width, tall, dark(colour, 0.25), 10, filter=sheet.blur(5))
    checks = (
        '<rect width="90" height="90" fill="#f1ead9"/><rect width="45" height="90" fill="#a33b35" opacity=".55"/>'
        '<rect width="90" height="45" fill="#a33b35" opacity=".55"/>'
    )
    sheet.rect(-300, EDGE, 1600, 1000, sheet.pattern(90, 90, checks, turn=4))
    sheet.rect(-300, EDGE, 1600, 120, sheet.linear((0, SHADE, 0.34), (1, SHADE, 0), across=False))


def _sill(sheet: Sheet) -> None:
    """A window sill on a bright morning."""
    sheet.rect(
        -300, -300, 1600, EDGE + 300, sheet.linear((0, "#dfe9ee"), (0.7, "#eef1e6"), (1, "#cfd8c4"), across=False)
    )
    for x, y, r, colour in ((120, 380, 150, "#8fa77f"), (330, 470, 120, "#a9bc93"), (860, 420, 190, "#86a07a")):
        sheet.circle(x, y, r, colour, filter=sheet.blur(30), opacity=0.75)
    for x in (-40, 480, 1000):
        sheet.rect(x, -300, 44, EDGE + 300, sheet.linear((0, "#ffffff"), (1, "#cfccc2")))
    sheet.rect(-300, EDGE - 26, 1600, 52, "#f7f5ee")
    sheet.rect(-300, EDGE + 20, 1600, 1000, sheet.linear((0, "#d9d5ca"), (1, "#f3f0e7"), across=False))
    for x in (120, 640):
        sheet.path(f"M{x} {EDGE + 20}h300l180 600h-330z", "#fffdf2", opacity=0.7, filter=sheet.blur(10))


PLACES = {
    "table": Place(_table, turn=-4, view=(110, 190, 790), glow="#ffd9a8", strength=0.75),
    "cloth": Place(_cloth, turn=5, view=(90, 210, 820), glow="#ffc98c", strength=0.8),
    "sill": Place(_sill, turn=-7, view=(170, 300, 680), glow="#e9f1ff", strength=0.6),
}
