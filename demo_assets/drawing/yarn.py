"""More of Mayak: felt, linen, wool, and what the sheep's keeper makes in the evening."""

# ruff: noqa: E501  (paths read better whole)

from __future__ import annotations

from demo_assets.drawing.goods import fold
from demo_assets.drawing.kit import (
    SHADE,
    Sheet,
    bar,
    dark,
    disc,
    drop,
    inside,
    lathe,
    light,
    over,
    puff,
    ring,
    stage,
    table,
    text,
    tilt,
)
from demo_assets.drawing.patterns import gingham, stripes, zigzags
from demo_assets.drawing.wool import SNOW, WALL, _knit, _rib, _zigzag

GROUND = "#e0d6c8"
RED, BIRCH, INK = "#b3423a", "#dcbb8c", "#3a302a"


def valenki(colour: str) -> Sheet:
    sheet = stage(WALL)
    for dx, dy in ((170, -60), (0, 0)):
        with tilt(sheet, 0, dx=dx - 60, dy=dy):
            sheet.shadow(420, 960, 230, 32)
            path = "M300 360H480C486 560 480 660 500 720C580 770 650 800 650 880Q650 956 590 960H320Q290 956 290 900Z"
            puff(sheet, path, colour, edge=60, tex="felt", share=0.5)
            inside(
                sheet,
                path,
                f'<path d="{_zigzag(450, 290, 500, 26, 34)}" fill="none" stroke="{RED}" stroke-width="10"/><path d="M290 480H500" stroke="{SNOW}" stroke-width="8"/>',
            )
    return sheet


def vest(colour: str) -> Sheet:
    sheet = table(GROUND)
    path = "M370 270L450 260L500 520L550 260L630 270Q640 420 720 500V1010H280V500Q360 420 370 270Z"
    drop(sheet, path, far=18)
    sheet.path(path, _knit(sheet, colour))
    sheet.shade_over(path, 0.7)
    inside(
        sheet,
        path,
        f'<path d="M500 500V1020" stroke="{dark(colour, 0.4)}" stroke-width="10"/><path d="M280 960H720V1010H280Z" fill="{_rib(sheet, colour)}"/>',
    )
    for y in (580, 690, 800, 910):
        sheet.circle(522, y, 16, sheet.radial((0, light(BIRCH, 0.3)), (1, dark(BIRCH, 0.3)), cx=0.36, cy=0.32))
    return sheet


def shawl(colour: str) -> Sheet:
    sheet = table(GROUND)
    path = "M500 240L900 700L500 1100L100 700Z"
    drop(sheet, path, far=18)
    lace = sheet.pattern(
        44,
        44,
        f'<rect width="44" height="44" fill="{colour}"/><circle cx="11" cy="11" r="6" fill="{GROUND}"/><circle cx="33" cy="33" r="6" fill="{GROUND}"/><circle cx="33" cy="11" r="3" fill="{dark(GROUND, 0.1)}"/>',
        turn=45,
    )
    sheet.path(path, lace)
    over(sheet, path, "felt", share=0.3)
    inside(
        sheet,
        path,
        f'<path d="M500 330L820 700L500 1010L180 700Z" fill="none" stroke="{light(colour, 0.4)}" stroke-width="22"/><path d="M500 240L900 700L500 1100L100 700Z" fill="none" stroke="{dark(colour, 0.12)}" stroke-width="26" stroke-dasharray="16 12"/>',
    )
    return sheet


def headband(colour: str) -> Sheet:
    sheet = stage(WALL)
    sheet.shadow(510, 880, 290, 50)
    path = "M220 700C220 620 780 620 780 700V800C780 900 220 900 220 800Z"
    sheet.path(path, _rib(sheet, colour, 30))
    sheet.shade_over(path)
    inside(sheet, path, f'<path d="{_zigzag(830, 200, 800, 34, 40)}" fill="none" stroke="{SNOW}" stroke-width="13"/>')
    sheet.ellipse(500, 700, 262, 54, dark(colour, 0.5))
    ring(sheet, 500, 700, 272, 60, 18, light(colour, 0.1))
    return sheet


def balls(colour: str) -> Sheet:
    sheet = stage(WALL)
    for cx, cy, r, tint in ((620, 700, 150, "#6f7f93"), (330, 760, 160, "#d6c6a6"), (530, 850, 170, colour)):
        sheet.shadow(cx + 8, cy + r - 6, r * 0.8, 26)
        path = f"M{cx - r} {cy}a{r} {r} 0 1 0 {2 * r} 0a{r} {r} 0 1 0 {-2 * r} 0Z"
        sheet.path(
            path, sheet.radial((0, light(tint, 0.3)), (0.7, tint), (1, dark(tint, 0.4)), cx=0.38, cy=0.34, r=0.7)
        )
        for turn in range(-60, 90, 26):
            for place in range(-4, 5):
                inside(
                    sheet,
                    path,
                    f'<ellipse cx="{cx + place * 9}" cy="{cy}" rx="{r * 0.42}" ry="{r * 1.05}" fill="none" stroke="{dark(tint, 0.3) if place % 2 else light(tint, 0.2)}" stroke-width="4" opacity=".35" transform="rotate({turn} {cx} {cy})"/>',
                )
    for a, b in (((250, 470), (640, 1010)), ((760, 500), (420, 1010))):
        bar(sheet, a, b, 15, BIRCH, end=8)
        sheet.circle(*a, 18, dark(BIRCH, 0.3))
    return sheet


def felt_bear(colour: str) -> Sheet:
    sheet = stage(WALL)
    sheet.shadow(510, 965, 210, 34)
    for x in (410, 590):
        sheet.circle(x, 430, 54, dark(colour, 0.1))
        puff(
            sheet,
            f"M{x - 60} 860a70 60 0 1 0 140 0a70 60 0 1 0 -140 0Z"
            if x < 500
            else f"M{x - 80} 860a70 60 0 1 0 140 0a70 60 0 1 0 -140 0Z",
            dark(colour, 0.06),
            edge=30,
            tex="felt",
            share=0.4,
        )
    puff(
        sheet,
        "M340 780C340 660 420 620 500 620C580 620 660 660 660 780C660 920 600 960 500 960C400 960 340 920 340 780Z",
        colour,
        edge=60,
        tex="felt",
        share=0.5,
    )
    puff(
        sheet,
        "M360 520C360 420 430 380 500 380C570 380 640 420 640 520C640 610 580 650 500 650C420 650 360 610 360 520Z",
        light(colour, 0.06),
        edge=50,
        tex="felt",
        share=0.5,
    )
    sheet.ellipse(500, 570, 60, 46, light(colour, 0.4))
    sheet.ellipse(500, 548, 18, 13, INK)
    for x in (450, 550):
        sheet.circle(x, 500, 11, INK)
    sheet.path("M400 640Q500 700 600 640L610 680Q500 740 390 680Z", RED)
    return sheet


def matryoshka(colour: str) -> Sheet:
    sheet = stage(WALL)
    for cx, base, s in ((690, 880, 0.62), (300, 910, 0.78), (500, 970, 1.1)):
        h = 440 * s
        sheet.shadow(cx + 6, base, 130 * s, 24)
        body = f"M{cx - 120 * s} {base}C{cx - 170 * s} {base - h * 0.35} {cx - 120 * s} {base - h * 0.55} {cx - 96 * s} {base - h * 0.66}C{cx - 110 * s} {base - h * 1.1} {cx + 110 * s} {base - h * 1.1} {cx + 96 * s} {base - h * 0.66}C{cx + 120 * s} {base - h * 0.55} {cx + 170 * s} {base - h * 0.35} {cx + 120 * s} {base}Z"
        puff(sheet, body, sheet.volume(colour), edge=50 * s, tex="wood_up", share=0.2)
        sheet.ellipse(cx, base - h * 0.74, 70 * s, 66 * s, "#f1d9b8")
        for dx in (-26, 26):
            sheet.circle(cx + dx * s, base - h * 0.75, 6 * s, INK)
        sheet.line(f"M{cx - 16 * s} {base - h * 0.68}q{16 * s} {12 * s} {32 * s} 0", RED, 5 * s)
        inside(
            sheet,
            body,
            f'<path d="M{cx - 90 * s} {base}V{base - h * 0.4}a{90 * s} {90 * s} 0 0 1 {180 * s} 0V{base}Z" fill="{SNOW}"/>'
            + "".join(
                f'<circle cx="{cx + dx * s}" cy="{base - dy * s}" r="{20 * s}" fill="{tint}"/>'
                for dx, dy, tint in ((0, 150, RED), (-36, 96, "#3d4f78"), (36, 96, "#d09a2f"), (0, 50, "#3f6552"))
            ),
        )
    return sheet


def linen_towels(colour: str) -> Sheet:
    sheet = stage(WALL, horizon=700)
    fold(
        sheet,
        [
            stripes(sheet, SNOW, (20, 14, colour), (44, 5, colour), unit=110),
            zigzags(sheet, SNOW, colour, 50, 7),
            gingham(sheet, SNOW, colour, 30),
        ],
        y=650,
        thick=96,
    )
    return sheet


def seat_pad(colour: str) -> Sheet:
    sheet = table(GROUND)
    drop(sheet, "M180 650a320 320 0 1 0 640 0a320 320 0 1 0 -640 0Z", far=22)
    for place, r in enumerate(range(320, 30, -32)):
        tint = (colour, light(colour, 0.25), dark(colour, 0.25))[place % 3]
        sheet.circle(500, 650, r, tint)
    over(sheet, "M180 650a320 320 0 1 0 640 0a320 320 0 1 0 -640 0Z", "felt", share=0.6)
    sheet.circle(500, 650, 320, sheet.radial((0.3, "#fff6e6", 0.16), (1, SHADE, 0.28), cx=0.4, cy=0.36, r=0.7))
    return sheet


def ivan_tea(colour: str) -> Sheet:
    sheet = stage(WALL)
    sheet.shadow(510, 955, 190, 34)
    lathe(sheet, [(440, 170), (700, 172), (950, 166)], "#e6dcc6", tex="wood_up", share=0.35)
    for y in range(500, 940, 60):
        for x in (360, 470, 610):
            sheet.rect(x + (y % 7) * 6, y, 44, 9, "#4a403a", 4, opacity=0.75)
    disc(sheet, 500, 430, 176, "#c79f6b", flat=0.2, thick=26)
    sheet.rect(390, 610, 220, 200, "#fbf6ea", 6)
    text(sheet, 500, 690, "иван-чай", 44, INK, bold=True)
    text(sheet, 500, 740, "Карелия · 80 г", 26, INK)
    sheet.circle(500, 780, 12, colour)
    return sheet


def birch_comb(colour: str) -> Sheet:
    sheet = table(GROUND)
    with tilt(sheet, 14):
        path = (
            "M260 480Q500 400 740 480V610"
            + "".join(
                f"L{740 - i * 32} 860Q{732 - i * 32} 872 {724 - i * 32} 860L{716 - i * 32} 612" for i in range(15)
            )
            + "L260 610Z"
        )
        puff(sheet, path, colour, edge=18, lift=14, tex="wood", share=0.5)
        sheet.line("M300 520Q500 456 700 520", RED, 7, stroke_dasharray="18 12")
    return sheet


def sauna_hat(colour: str) -> Sheet:
    sheet = stage(WALL)
    sheet.shadow(510, 930, 290, 40)
    puff(
        sheet,
        "M500 330C640 420 700 640 740 820Q820 860 830 900Q500 980 170 900Q180 860 260 820C300 640 360 420 500 330Z",
        colour,
        edge=70,
        tex="felt",
        share=0.6,
    )
    sheet.line("M262 820Q500 890 738 820", RED, 22)
    sheet.line("M262 790Q500 860 738 790", SNOW, 9)
    return sheet


def shaver(colour: str) -> Sheet:
    sheet = stage(WALL)
    sheet.shadow(510, 950, 160, 34)
    puff(
        sheet,
        "M390 560Q390 500 500 500Q610 500 610 560V880Q610 950 500 950Q390 950 390 880Z",
        sheet.volume(colour),
        edge=40,
    )
    sheet.ellipse(500, 470, 150, 50, "#8d8c86")
    sheet.ellipse(
        500,
        460,
        146,
        46,
        sheet.pattern(
            12, 12, '<rect width="12" height="12" fill="#c9c8c2"/><circle cx="6" cy="6" r="3.4" fill="#55544f"/>'
        ),
    )
    sheet.rect(474, 640, 52, 90, dark(colour, 0.4), 24)
    sheet.circle(500, 664, 18, "#e9e6de")
    return sheet
