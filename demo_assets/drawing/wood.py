"""Wood, cotton and sound from Casa Ipê, Paraty."""

# ruff: noqa: E501  (paths read better whole)

from __future__ import annotations

from demo_assets.drawing.kit import (
    Sheet,
    bar,
    dark,
    disc,
    inside,
    lathe,
    light,
    mouth,
    over,
    puff,
    stage,
    table,
    tilt,
)
from demo_assets.drawing.patterns import stripes

GROUND = "#e8dcc4"
INK, SNOW, ROPE = "#3a302a", "#f4ead6", "#d9c49a"
BRIGHT = ("#c0392f", "#e3b23c", "#2f6f9f", "#3f7f58")


def hammock(colour: str) -> Sheet:
    sheet = stage(GROUND, horizon=980)
    for side in (-1, 1):
        x = 500 + side * 350
        for place in range(7):
            sheet.line(f"M{500 + side * 470} 330L{x - side * 10 * place} {520 + place * 10}", ROPE, 6)
    fill = stripes(sheet, SNOW, (0, 30, colour), (46, 8, BRIGHT[1]), unit=90, turn=4)
    path = "M150 520C260 900 740 900 850 520C830 620 700 1010 500 1010C300 1010 170 620 150 520Z"
    puff(sheet, path, fill, edge=50, tex="cotton", share=0.3)
    puff(sheet, "M150 520C300 760 700 760 850 520C740 900 260 900 150 520Z", fill, edge=60, tex="cotton", share=0.3)
    for place in range(16):
        x = 240 + place * 34
        sheet.line(f"M{x} {770 + 130 * (1 - ((x - 500) / 300) ** 2):.0f}v60", ROPE, 6)
    return sheet


def cutting_board(colour: str) -> Sheet:
    sheet = stage(GROUND)
    sheet.shadow(510, 1000, 250, 36)
    with tilt(sheet, 4):
        path = "M300 420Q300 380 340 380H430V260Q430 210 500 210Q570 210 570 260V380H660Q700 380 700 420V960Q700 1000 660 1000H340Q300 1000 300 960Z"
        puff(sheet, path, colour, edge=26, lift=12, tex="wood_up", share=0.6)
        for x, tint in ((390, dark(colour, 0.35)), (610, light(colour, 0.4))):
            inside(sheet, path, f'<rect x="{x - 18}" y="380" width="36" height="630" fill="{tint}" opacity=".7"/>')
        sheet.circle(500, 270, 26, dark(GROUND, 0.1))
    return sheet


def spoons(colour: str) -> Sheet:
    sheet = table(GROUND)
    for x, turn, rx, ry in ((310, -10, 74, 104), (470, -3, 52, 78), (600, 4, 60, 60), (730, 11, 40, 90)):
        with tilt(sheet, turn, x, 700):
            bar(sheet, (x, 430), (x, 1000), 26, colour, end=34)
            path = f"M{x - rx} 380a{rx} {ry} 0 1 0 {2 * rx} 0a{rx} {ry} 0 1 0 {-2 * rx} 0Z"
            puff(sheet, path, colour, edge=28, lift=10, tex="wood_up", share=0.5)
            sheet.ellipse(
                x, 376, rx * 0.72, ry * 0.74, sheet.linear((0, dark(colour, 0.4)), (1, light(colour, 0.25)), angle=50)
            )
    return sheet


def salad_bowl(colour: str) -> Sheet:
    sheet = stage(GROUND)
    sheet.shadow(510, 945, 220, 40)
    lathe(sheet, [(640, 330), (740, 316), (860, 230), (935, 130)], colour, tex="wood", share=0.6, gloss=0.3)
    mouth(sheet, 640, 330, colour, flat=0.25, wall=20)
    return sheet


def stool(colour: str) -> Sheet:
    sheet = stage(GROUND, horizon=860)
    sheet.shadow(510, 1050, 260, 40)
    for a, b in (
        ((420, 560), (330, 1030)),
        ((580, 560), (680, 1030)),
        ((470, 540), (440, 960)),
        ((540, 540), (580, 960)),
    ):
        bar(sheet, a, b, 44, colour, end=32)
    bar(sheet, (370, 850), (640, 850), 24, dark(colour, 0.1))
    disc(sheet, 500, 500, 260, colour, flat=0.28, thick=54)
    over(sheet, "M240 500a260 73 0 1 0 520 0a260 73 0 1 0 -520 0Z", "wood", share=0.5)
    return sheet
