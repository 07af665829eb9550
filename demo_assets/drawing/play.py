"""What one plays with and on, and what one eats: more of Casa Ipê."""

# ruff: noqa: E501  (paths read better whole)

from __future__ import annotations

from demo_assets.drawing.goods import pouch
from demo_assets.drawing.kit import (
    Sheet,
    arc,
    bar,
    beads,
    box,
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
from demo_assets.drawing.patterns import zigzags

GROUND = "#e8dcc4"
INK, SNOW, ROPE = "#3a302a", "#f4ead6", "#d9c49a"
BRIGHT = ("#c0392f", "#e3b23c", "#2f6f9f", "#3f7f58")


def toucan(colour: str) -> Sheet:
    sheet = stage(GROUND)
    sheet.shadow(520, 960, 170, 30)
    bar(sheet, (300, 930), (720, 930), 40, "#8a5f42")
    puff(
        sheet,
        "M420 900C340 760 360 520 500 480C620 470 660 560 640 660C630 780 560 880 470 920L430 1040L380 1030Z",
        "#2f2d2c",
        edge=60,
        tex="wood_up",
        share=0.3,
    )
    puff(sheet, "M520 520C600 500 650 560 630 640C600 690 540 680 520 640Z", SNOW, edge=26)
    puff(sheet, "M620 540C720 500 850 540 860 640C800 620 700 640 632 630Z", colour, edge=36, tex="wood", share=0.3)
    sheet.path("M840 590C858 610 862 630 860 640C846 634 836 630 828 626Z", INK)
    sheet.circle(566, 560, 24, "#2f6f9f")
    sheet.circle(566, 560, 11, INK)
    return sheet


def pull_car(colour: str) -> Sheet:
    sheet = stage(GROUND)
    sheet.shadow(510, 950, 330, 36)
    puff(
        sheet,
        "M170 760Q170 700 240 690L330 680L400 570Q410 550 440 550H640Q670 550 684 570L740 680Q850 690 850 770V850H170Z",
        colour,
        edge=44,
        tex="wood",
        share=0.35,
    )
    for path in ("M400 670L444 600H520V670Z", "M550 670V600H632L672 670Z"):
        sheet.path(path, light("#9dbcd0", 0.3))
    for x in (320, 690):
        sheet.circle(x, 860, 92, sheet.radial((0, "#dcbb8c"), (0.7, "#c79f6b"), (1, "#8a6a41"), cx=0.4, cy=0.36))
        sheet.circle(x, 860, 24, BRIGHT[0])
    sheet.line("M170 800C110 820 90 900 120 980", ROPE, 8)
    return sheet


def stacking_tower(colour: str) -> Sheet:
    sheet = stage(GROUND)
    sheet.shadow(510, 975, 250, 36)
    for place, (half, tint) in enumerate(
        ((230, BRIGHT[0]), (200, "#e08a45"), (170, BRIGHT[1]), (140, BRIGHT[3]), (112, BRIGHT[2]), (86, "#6d5a93"))
    ):
        y = 960 - place * 84
        lathe(
            sheet,
            [(y - 78, half - 20), (y - 60, half), (y - 16, half), (y, half - 16)],
            tint,
            tex="wood",
            share=0.25,
            gloss=0.3,
        )
        disc(sheet, 500, y - 78, half - 20, light(tint, 0.1))
    sheet.circle(500, 420, 62, sheet.radial((0, light(colour, 0.5)), (1, dark(colour, 0.3)), cx=0.36, cy=0.32))
    return sheet


def domino(colour: str) -> Sheet:
    sheet = table(GROUND)
    dots = {
        1: ((0, 0),),
        2: ((-1, -1), (1, 1)),
        3: ((-1, -1), (0, 0), (1, 1)),
        4: ((-1, -1), (1, -1), (-1, 1), (1, 1)),
        5: ((-1, -1), (1, -1), (0, 0), (-1, 1), (1, 1)),
        6: ((-1, -1), (1, -1), (-1, 0), (1, 0), (-1, 1), (1, 1)),
    }
    for x, y, turn, top, low in (
        (330, 480, -20, 6, 3),
        (560, 420, 12, 2, 5),
        (720, 700, 40, 4, 1),
        (420, 840, 84, 5, 5),
        (220, 760, 8, 1, 6),
    ):
        with tilt(sheet, turn, x, y):
            puff(
                sheet,
                f"M{x - 70} {y - 140}h140q14 0 14 14v252q0 14 -14 14h-140q-14 0 -14 -14v-252q0 -14 14 -14z",
                colour,
                edge=22,
                lift=14,
                tex="wood_up",
                share=0.4,
            )
            sheet.line(f"M{x - 64} {y}h128", INK, 5)
            for count, cy in ((top, y - 70), (low, y + 70)):
                for dx, dy in dots[count]:
                    sheet.circle(x + dx * 36, cy + dy * 36, 12, INK)
    return sheet


def spinning_tops(colour: str) -> Sheet:
    sheet = stage(GROUND)
    for cx, base, s, tint in ((340, 880, 1.0, colour), (640, 940, 1.2, BRIGHT[2]), (560, 740, 0.7, BRIGHT[1])):
        sheet.shadow(cx + 8, base, 90 * s, 18)
        lathe(
            sheet,
            [
                (base - 190 * s, 14 * s),
                (base - 120 * s, 16 * s),
                (base - 110 * s, 90 * s),
                (base - 80 * s, 110 * s),
                (base - 30 * s, 50 * s),
                (base, 8),
            ],
            tint,
            cx=cx,
            tex="wood",
            share=0.3,
            gloss=0.4,
        )
        sheet.line(f"M{cx - 100 * s} {base - 92 * s}Q{cx} {base - 60 * s} {cx + 100 * s} {base - 92 * s}", SNOW, 9 * s)
    return sheet


def pandeiro(colour: str) -> Sheet:
    sheet = table(GROUND)
    drop(sheet, "M190 650a310 310 0 1 0 620 0a310 310 0 1 0 -620 0Z", far=24)
    sheet.circle(500, 650, 316, colour)
    over(sheet, "M184 650a316 316 0 1 0 632 0a316 316 0 1 0 -632 0Z", "wood", share=0.4)
    sheet.circle(500, 650, 276, sheet.radial((0, "#fbf5e6"), (1, "#ddcfae"), cx=0.42, cy=0.38))
    over(sheet, "M224 650a276 276 0 1 0 552 0a276 276 0 1 0 -552 0Z", "soft", share=0.4)
    for x, y in arc(500, 650, 296, 296, 0, 288, 5):
        for far in (-13, 13):
            sheet.circle(x + far, y + far * 0.4, 40, sheet.radial((0, "#f3dfa6"), (1, "#9a7433"), cx=0.36, cy=0.32))
    return sheet


def berimbau(colour: str) -> Sheet:
    sheet = stage(GROUND, horizon=980)
    sheet.line("M300 1050C240 700 300 360 560 180", dark(colour, 0.2), 26)
    sheet.line("M296 1048C238 700 296 364 554 184", light(colour, 0.3), 8)
    sheet.line("M300 1050L560 180", "#8d8c86", 4)
    sheet.shadow(330, 1060, 110, 24)
    puff(
        sheet,
        "M300 760C400 740 520 800 520 900C520 1000 400 1040 320 1000C270 970 260 800 300 760Z",
        "#c9902f",
        edge=60,
        tex="felt",
        share=0.3,
    )
    sheet.ellipse(316, 880, 40, 96, dark("#c9902f", 0.6))
    bar(sheet, (620, 560), (820, 900), 14, "#cfa872")
    lathe(sheet, [(900, 50), (950, 70), (1010, 60)], "#d9c49a", cx=700, tex="cotton", share=0.6)
    return sheet


def shaker(colour: str) -> Sheet:
    sheet = table(GROUND)
    for x, y, turn, tint in ((390, 560, -24, colour), (620, 760, 18, BRIGHT[0])):
        with tilt(sheet, turn, x, y):
            bar(sheet, (x, y + 100), (x, y + 330), 40, "#8a5f42", end=52)
            path = f"M{x - 110} {y - 40}a110 140 0 1 1 220 0a110 140 0 1 1 -220 0Z"
            puff(sheet, path, tint, edge=54, lift=14, tex="wood_up", share=0.3)
            inside(
                sheet,
                path,
                f'<path d="M{x - 120} {y - 40}l40 -40l40 40l40 -40l40 40l40 -40l40 40" fill="none" stroke="{SNOW}" stroke-width="12"/>',
            )
    return sheet


def cavaquinho(colour: str) -> Sheet:
    sheet = table(GROUND)
    with tilt(sheet, 18, scale=0.82):
        drop(sheet, "M360 640h280v440h-280z", far=26)
        bar(sheet, (500, 200), (500, 640), 50, "#4a3a32", end=60, cap=False)
        puff(sheet, "M450 110h100v110h-100z", "#4a3a32", edge=20)
        body = "M500 590C600 580 640 640 620 710C610 760 690 790 690 890C690 1000 600 1060 500 1060C400 1060 310 1000 310 890C310 790 390 760 380 710C360 640 400 580 500 590Z"
        puff(sheet, body, colour, edge=46, tex="wood_up", share=0.5)
        sheet.circle(500, 800, 66, INK)
        ring(sheet, 500, 800, 76, 76, 8, "#d9c49a")
        sheet.rect(430, 940, 140, 26, "#4a3a32", 5)
        for x in (482, 494, 506, 518):
            sheet.line(f"M{x} 130V950", "#e9e6de", 2.5)
    return sheet


def coffee(colour: str) -> Sheet:
    sheet = stage(GROUND)
    pouch(sheet, colour, fold=dark(colour, 0.2))
    sheet.rect(360, 540, 280, 280, SNOW, 6)
    text(sheet, 500, 640, "Serra", 74, INK, bold=True)
    text(sheet, 500, 700, "da Bocaina", 44, INK)
    sheet.path("M470 740q30 -36 60 0q-30 36 -60 0z", "#7a4a2c")
    text(sheet, 500, 800, "250 g · grão", 26, INK, serif=False)
    return sheet


def cocoa(colour: str) -> Sheet:
    sheet = table(GROUND)
    for place, (x, y, turn) in enumerate(((360, 380, -8), (600, 470, 6), (420, 720, 12))):
        with tilt(sheet, turn, x, y):
            tint = (colour, "#a8473d", "#3f7f58")[place]
            puff(sheet, f"M{x - 120} {y - 70}h270v330h-270z", tint, edge=14, lift=14, tex="grain", share=0.12)
            sheet.rect(x - 80, y - 10, 190, 120, SNOW, 4)
            text(sheet, x + 15, y + 44, "CACAU", 40, INK, bold=True)
            text(sheet, x + 15, y + 88, ("70 %", "85 %", "55 %")[place], 34, INK)
    return sheet


def honey(colour: str) -> Sheet:
    sheet = stage(GROUND)
    sheet.shadow(510, 955, 190, 36)
    lathe(
        sheet,
        [(560, 150), (610, 186), (900, 186), (950, 160)],
        sheet.linear((0, "#9a5a12"), (0.25, "#f0b64b"), (0.6, "#d88a1f"), (1, "#8a4f12")),
        gloss=0.6,
    )
    lathe(sheet, [(470, 150), (520, 156), (566, 154)], "#e9dcc0", tex="cotton", share=0.4)
    disc(sheet, 500, 470, 150, SNOW)
    sheet.rect(390, 690, 220, 150, SNOW, 6)
    text(sheet, 500, 760, "mel", 64, INK, bold=True)
    text(sheet, 500, 808, "jataí · 200 g", 26, INK)
    return sheet


def brush(colour: str) -> Sheet:
    sheet = table(GROUND)
    with tilt(sheet, -30):
        path = "M380 330Q380 270 500 270Q620 270 620 330V620Q620 680 540 690V1000Q540 1040 500 1040Q460 1040 460 1000V690Q380 680 380 620Z"
        puff(sheet, path, colour, edge=36, lift=18, tex="wood_up", share=0.5)
        sheet.path(
            "M404 300h192v340h-192z",
            sheet.pattern(
                12,
                12,
                f'<rect width="12" height="12" fill="{dark("#cfa872", 0.3)}"/><circle cx="6" cy="6" r="4" fill="#ecd9ae"/>',
            ),
        )
        sheet.circle(500, 990, 14, dark(GROUND, 0.1))
    return sheet


def tea_light_row(colour: str) -> Sheet:
    sheet = stage(GROUND)
    box(sheet, 120, 800, 700, 120, colour, depth=110, tex="wood", share=0.5, r=12)
    for x in (240, 420, 600, 780):
        disc(sheet, x, 776, 50, "#f4ead6", flat=0.3)
        sheet.ellipse(x, 730, 70, 90, sheet.radial((0, "#ffe3a6", 0.8), (1, "#ffe3a6", 0)))
        sheet.path(f"M{x} 776q-18 -34 0 -74q18 40 0 74z", "#f2b541")
    return sheet


def fruit_basket(colour: str) -> Sheet:
    sheet = stage(GROUND)
    sheet.shadow(510, 930, 250, 44)
    for x, y, r, tint in (
        (400, 690, 80, "#e08a45"),
        (560, 670, 88, "#b8c46a"),
        (480, 630, 70, "#c0392f"),
        (640, 720, 66, "#ecc65a"),
    ):
        sheet.circle(x, y, r, sheet.radial((0, light(tint, 0.5)), (0.6, tint), (1, dark(tint, 0.3)), cx=0.36, cy=0.3))
    lathe(
        sheet,
        [(730, 290), (800, 270), (880, 190), (925, 130)],
        zigzags(sheet, colour, dark(colour, 0.3), 40, 9),
        tex="wood",
        share=0.3,
    )
    sheet.line("M210 730A290 58 0 0 0 790 730", light(colour, 0.2), 20)
    beads(sheet, arc(500, 800, 262, 52, 20, 160, 12), 9, BRIGHT)
    return sheet
