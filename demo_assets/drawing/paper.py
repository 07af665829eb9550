"""Paper, pens and things for a desk: Kamiya of Kyoto."""

# ruff: noqa: E501  (paths read better whole)

from __future__ import annotations

from demo_assets.drawing.kit import (
    SHADE,
    Sheet,
    bar,
    dark,
    disc,
    drop,
    inside,
    lathe,
    leaf,
    light,
    over,
    puff,
    ring,
    stage,
    table,
    text,
    tilt,
)
from demo_assets.drawing.patterns import kawung, stripes, zigzags

GROUND = "#e4ddd0"
INK = "#2b2d3a"
SNOW = "#f7f2e6"
BRASS = "#c79a4b"


def _page(
    sheet: Sheet, x: float, y: float, w: float, h: float, fill: str = SNOW, *, lift: float = 12, tex: str = "soft"
) -> str:
    path = f"M{x} {y}h{w}v{h}h{-w}Z"
    drop(sheet, path, far=lift)
    sheet.path(path, fill)
    over(sheet, path, tex, share=0.1)
    sheet.path(path, sheet.linear((0, "#ffffff", 0.35), (1, SHADE, 0.1), angle=50))
    return path


def _bound(sheet: Sheet, x: float, y: float, w: float, h: float, fill: str, *, pages: float = 22) -> None:
    """A closed book lying there: pages to the right and below, then its cover."""
    drop(sheet, f"M{x} {y}h{w + pages}v{h + pages}h{-w}Z", far=18)
    sheet.rect(x + 6, y + 8, w + pages - 6, h + pages - 8, "#efe8d8", 4)
    for index in range(5):
        sheet.line(f"M{x + w + 2 + index * 4} {y + 12}v{h + 4}", SHADE, 1.5, opacity=0.2)
    path = f"M{x} {y}h{w - 8}q8 0 8 8v{h - 16}q0 8 -8 8h{-(w - 8)}Z"
    puff(sheet, path, fill, edge=14, tex="cotton", share=0.14)
    sheet.line(f"M{x + 34} {y}v{h}", SHADE, 8, opacity=0.2)


def notebook(colour: str) -> Sheet:
    sheet = table(GROUND)
    with tilt(sheet, -7):
        _bound(sheet, 270, 330, 440, 620, colour)
        sheet.rect(400, 480, 200, 110, SNOW, 4)
        sheet.line("M430 522H570M430 552H540", INK, 4, opacity=0.5)
        for y in range(370, 930, 70):
            sheet.line(f"M270 {y}h34", SNOW, 5)
        sheet.line("M304 330V950", SNOW, 5)
    return sheet


def letter_set(colour: str) -> Sheet:
    sheet = table(GROUND)
    with tilt(sheet, 5):
        page = _page(sheet, 250, 250, 420, 560)
        inside(
            sheet,
            page,
            "".join(
                f'<path d="M{300 + i * 44} 300V780" stroke="{colour}" stroke-width="2" opacity=".5"/>' for i in range(8)
            ),
        )
    with tilt(sheet, -6):
        path = _page(sheet, 330, 640, 460, 320, light(colour, 0.5))
        inside(
            sheet,
            path,
            f'<path d="M330 640L560 830L790 640" fill="none" stroke="{dark(colour, 0.2)}" stroke-width="4" opacity=".6"/>',
        )
        sheet.circle(560, 820, 34, sheet.radial((0, "#c9554b"), (1, "#8a2f2a"), cx=0.4, cy=0.35))
        sheet.circle(560, 820, 20, "none", stroke="#7a2621", stroke_width=4)
    return sheet


def washi_sheets(colour: str) -> Sheet:
    sheet = table(GROUND)
    fills = [
        light(colour, 0.1),
        kawung(sheet, SNOW, colour, 80),
        zigzags(sheet, light(colour, 0.4), SNOW, 66, 10),
        stripes(sheet, SNOW, (10, 12, colour), (34, 4, dark(colour, 0.3)), unit=64, turn=90),
    ]
    for index, fill in enumerate(fills):
        with tilt(sheet, -16 + index * 10, 420, 1000):
            path = f"M300 {300 + index * 8}h400v560h-400Z"
            drop(sheet, path, far=10)
            sheet.path(path, fill)
            over(sheet, path, "soft", share=0.16)
            sheet.path(path, sheet.linear((0, "#ffffff", 0.3), (1, SHADE, 0.12), angle=50))
    return sheet


def fountain_pen(colour: str) -> Sheet:
    sheet = table(GROUND)
    with tilt(sheet, 34):
        drop(sheet, "M466 260h68v700h-68z", far=14)
        bar(sheet, (500, 300), (500, 760), 66, colour, end=62)
        bar(sheet, (500, 760), (500, 800), 58, BRASS, end=58, cap=False)
        bar(sheet, (500, 800), (500, 880), 48, dark(colour, 0.3), end=40, cap=False)
        sheet.path(
            "M478 880H522L506 980L500 1000L494 980Z", sheet.linear((0, "#8a6a2f"), (0.4, "#f3dfa6"), (1, "#a9813f"))
        )
        sheet.line("M500 920V994", INK, 2.5)
        sheet.circle(500, 916, 6, INK)
        sheet.path("M536 300q14 0 14 20v170q-7 20 -14 0z", sheet.linear((0, "#e8cf95"), (1, "#9a7433")))
    sheet.line("M210 980C300 930 330 1010 420 960C500 920 520 990 610 950", INK, 7, opacity=0.8)
    return sheet


def ink(colour: str) -> Sheet:
    sheet = stage(GROUND)
    sheet.shadow(510, 950, 200, 38)
    body = "M310 640Q310 590 360 590H640Q690 590 690 640V900Q690 950 640 950H360Q310 950 310 900Z"
    sheet.path(body, "#d9dfdc", opacity=0.6)
    inner = "M332 690H668V890Q668 928 630 928H370Q332 928 332 890Z"
    sheet.path(inner, sheet.linear((0, colour), (0.3, light(colour, 0.3)), (1, dark(colour, 0.4))))
    sheet.path(body, sheet.linear((0, "#ffffff", 0.5), (0.14, "#ffffff", 0.06), (0.86, SHADE, 0.02), (1, SHADE, 0.25)))
    lathe(sheet, [(480, 110), (520, 114), (590, 114)], INK, gloss=0.4)
    disc(sheet, 500, 480, 110, light(INK, 0.1))
    sheet.rect(400, 730, 200, 140, SNOW, 4)
    text(sheet, 500, 800, "墨", 62, INK, bold=True)
    text(sheet, 500, 846, "50 ml", 26, INK)
    return sheet


def brushes(colour: str) -> Sheet:
    sheet = table(GROUND)
    for x, wide, long in ((330, 34, 120), (450, 26, 100), (560, 20, 84), (660, 14, 66)):
        drop(sheet, f"M{x - wide / 2} 300h{wide}v560h{-wide}z", far=12)
        bar(sheet, (x, 290), (x, 820), wide, colour, end=wide * 0.9)
        bar(sheet, (x, 800), (x, 850), wide * 1.1, INK, end=wide * 1.2, cap=False)
        puff(
            sheet,
            f"M{x - wide * 0.6} 850h{wide * 1.2}q{wide * 0.4} {long * 0.5} {-wide * 0.6} {long}q{-wide} {-long * 0.5} {-wide * 0.6} {-long}z",
            "#e9dcc0",
            edge=wide * 0.5,
            tex="wood_up",
            share=0.3,
        )
        sheet.path(
            f"M{x - wide * 0.34} {850 + long * 0.55}q{wide * 0.2} {long * 0.4} {wide * 0.34} {long * 0.45}q{wide * 0.2} 0 {wide * 0.34} {-long * 0.45}z",
            "#7a5a3c",
            opacity=0.5,
        )
        ring(sheet, x, 280, 9, 14, 4, "#a8473d")
    return sheet


def inkstone(colour: str) -> Sheet:
    sheet = table(GROUND)
    stone = "M250 380Q250 330 300 330H600Q650 330 650 380V900Q650 950 600 950H300Q250 950 250 900Z"
    puff(sheet, stone, colour, edge=44, lift=22, tex="stone", share=0.4)
    well = "M290 400Q290 370 320 370H580Q610 370 610 400V880Q610 910 580 910H320Q290 910 290 880Z"
    sheet.path(
        well, sheet.linear((0, dark(colour, 0.6)), (0.35, dark(colour, 0.3)), (1, light(colour, 0.1)), across=False)
    )
    over(sheet, well, "grain", share=0.2)
    sheet.path("M306 400Q306 386 324 386H576Q594 386 594 400V490Q450 530 306 490Z", "#15161c", opacity=0.85)
    with tilt(sheet, 14, 780, 640):
        puff(sheet, "M740 430h90v440h-90z", "#23242b", edge=26, lift=14)
        text(sheet, 785, 560, "神", 54, BRASS)
        text(sheet, 785, 640, "谷", 54, BRASS)
    return sheet


def pencil_box(colour: str) -> Sheet:
    sheet = table(GROUND)
    with tilt(sheet, -8):
        case = "M240 400H760Q780 400 780 420V860Q780 880 760 880H240Q220 880 220 860V420Q220 400 240 400Z"
        puff(sheet, case, colour, edge=26, lift=20, tex="wood", share=0.4)
        puff(sheet, "M246 426H754V854H246Z", dark(colour, 0.4), edge=20)
        for index, tint in enumerate(("#b3423a", "#d09a2f", "#4f6f57", "#3d4f78", "#7b4a63", "#c9744f")):
            y = 466 + index * 70
            bar(sheet, (270, y), (660, y), 44, tint, cap=False)
            sheet.path(
                f"M660 {y - 22}L730 {y}L660 {y + 22}Z", sheet.linear((0, "#f0dcb4"), (1, "#c9a878"), across=False)
            )
            sheet.path(f"M710 {y - 6}L730 {y}L710 {y + 6}Z", tint)
    return sheet


def sketchbook(colour: str) -> Sheet:
    sheet = table(GROUND)
    with tilt(sheet, 4):
        left, right = _page(sheet, 150, 400, 350, 480, lift=18), _page(sheet, 500, 400, 350, 480, lift=18)
        sheet.path("M440 400H500V880H440Z", sheet.linear((0, SHADE, 0), (1, SHADE, 0.22)))
        sheet.path("M500 400H560V880H500Z", sheet.linear((0, SHADE, 0.22), (1, SHADE, 0)))
        for x, y, long, turn in (
            (320, 800, 300, -8),
            (310, 760, 190, -40),
            (330, 740, 200, 34),
            (316, 700, 150, -60),
            (326, 680, 150, 58),
        ):
            leaf(sheet, x, y, long, turn, light(colour, 0.2))
        inside(
            sheet,
            right,
            "".join(
                f'<path d="M540 {470 + i * 40}q70 -14 140 0t130 -4" stroke="{INK}" stroke-width="3" fill="none" opacity=".45"/>'
                for i in range(8)
            ),
        )
        inside(sheet, left, "")
    return sheet
