"""More of Anyam Bersama: rattan, bamboo, water hyacinth."""

# ruff: noqa: E501  (paths read better whole)

from __future__ import annotations

from demo_assets.drawing.kit import (
    SHADE,
    Sheet,
    bar,
    dark,
    disc,
    drop,
    lathe,
    leaf,
    light,
    over,
    puff,
    ring,
    stage,
    table,
    tilt,
)
from demo_assets.drawing.patterns import weave
from demo_assets.drawing.weaving import _cord

GROUND = "#e6e2d0"
LEAF = "#6d8763"


def planter_basket(colour: str) -> Sheet:
    sheet = stage(GROUND)
    sheet.shadow(510, 955, 220, 38)
    for turn, long in ((-60, 320), (-34, 400), (-10, 440), (16, 420), (40, 370), (64, 300)):
        leaf(sheet, 500, 600, long, turn, LEAF if turn % 4 else light(LEAF, 0.12))
    lathe(sheet, [(600, 226), (700, 240), (860, 220), (945, 180)], weave(sheet, colour, unit=52))
    _cord(sheet, "M274 604C300 660 700 660 726 604", colour, 24)
    for side in (-1, 1):
        _cord(
            sheet,
            f"M{500 + side * 226} 660C{500 + side * 310} 640 {500 + side * 310} 760 {500 + side * 236} 750",
            colour,
            18,
        )
    return sheet


def bread_basket(colour: str) -> Sheet:
    sheet = stage(GROUND)
    sheet.shadow(510, 915, 330, 44)
    for x, y, turn in ((380, 690, -12), (540, 670, 6), (650, 710, 18)):
        with tilt(sheet, turn, x, y):
            puff(
                sheet,
                f"M{x - 130} {y}Q{x - 120} {y - 90} {x} {y - 94}Q{x + 120} {y - 90} {x + 130} {y}Q{x} {y + 70} {x - 130} {y}Z",
                "#c98b4a",
                edge=50,
                tex="felt",
                share=0.3,
            )
            for dx in (-50, 0, 50):
                sheet.line(f"M{x + dx - 16} {y - 60}q20 14 30 40", "#f0d9ae", 12)
    lathe(sheet, [(740, 340), (800, 326), (880, 270), (910, 240)], weave(sheet, colour, unit=40))
    _cord(sheet, "M160 740C240 810 760 810 840 740", colour, 22)
    return sheet


def rice_steamer(colour: str) -> Sheet:
    sheet = stage(GROUND)
    sheet.shadow(510, 950, 260, 40)
    for y in (760, 600):
        lathe(sheet, [(y, 250), (y + 80, 250), (y + 170, 250)], colour, tex="wood", share=0.4)
        for band in (y + 24, y + 140):
            sheet.line(f"M250 {band}A250 50 0 0 0 750 {band}", dark(colour, 0.4), 10)
    lathe(sheet, [(520, 200), (560, 252), (610, 256)], weave(sheet, light(colour, 0.1), unit=34))
    sheet.ellipse(500, 530, 226, 66, weave(sheet, light(colour, 0.16), unit=34, turn=45))
    ring(sheet, 500, 490, 40, 30, 14, dark(colour, 0.1))
    return sheet


def hat(colour: str) -> Sheet:
    sheet = table(GROUND)
    drop(sheet, "M130 650a370 330 0 1 0 740 0a370 330 0 1 0 -740 0Z", far=26)
    sheet.ellipse(500, 650, 370, 330, weave(sheet, colour, unit=22, turn=30))
    sheet.ellipse(
        500,
        650,
        370,
        330,
        sheet.radial((0.4, SHADE, 0.25), (0.6, "#fff6e6", 0.2), (1, SHADE, 0.3), cx=0.45, cy=0.45, r=0.56),
    )
    sheet.ellipse(500, 630, 180, 164, dark(colour, 0.5), opacity=0.5, filter=sheet.blur(12))
    sheet.ellipse(492, 616, 172, 156, weave(sheet, light(colour, 0.1), unit=20, turn=30))
    sheet.ellipse(492, 616, 172, 156, sheet.radial((0, "#fff6e6", 0.35), (1, SHADE, 0.3), cx=0.36, cy=0.32, r=0.75))
    ring(sheet, 494, 626, 178, 160, 22, "#3a302a")
    return sheet


def market_tote(colour: str) -> Sheet:
    sheet = stage(GROUND)
    sheet.shadow(510, 985, 300, 40)
    for x in (380, 620):
        sheet.line(
            f"M{x - 60} 560C{x - 60} 240 {x + 60} 240 {x + 60} 560"
            if x < 500
            else f"M{x - 60} 560C{x - 60} 250 {x + 60} 250 {x + 60} 560",
            "#6b4529",
            20,
        )
    path = "M230 540H770L820 960Q500 1000 180 960Z"
    puff(sheet, path, weave(sheet, colour, "#efe6d0", unit=60), edge=40)
    return sheet


def armchair(colour: str) -> Sheet:
    sheet = stage(GROUND, horizon=860)
    sheet.shadow(510, 1060, 320, 44)
    for a, b in (
        ((300, 760), (260, 1050)),
        ((700, 760), (740, 1050)),
        ((380, 800), (370, 1000)),
        ((620, 800), (630, 1000)),
    ):
        bar(sheet, a, b, 30, dark(colour, 0.1))
    back = "M270 780C220 480 330 300 500 300C670 300 780 480 730 780Q500 850 270 780Z"
    sheet.path(back, weave(sheet, colour, unit=44))
    sheet.shade_over(back)
    _cord(sheet, "M270 780C220 480 330 300 500 300C670 300 780 480 730 780", colour, 30)
    puff(
        sheet,
        "M290 740Q500 690 710 740Q740 800 710 830Q500 880 290 830Q260 800 290 740Z",
        "#f1e8d6",
        edge=50,
        tex="cotton",
        share=0.2,
    )
    return sheet


def fruit_cover(colour: str) -> Sheet:
    sheet = stage(GROUND)
    sheet.shadow(510, 935, 300, 44)
    disc(sheet, 500, 890, 310, "#cfa872", flat=0.16, thick=24)
    dome = "M210 890C210 640 340 520 500 520C660 520 790 640 790 890Q500 950 210 890Z"
    for x, y, tint in ((420, 840, "#e08a45"), (520, 820, "#b8c46a"), (600, 850, "#c0392f")):
        sheet.circle(x, y, 60, sheet.radial((0, light(tint, 0.4)), (1, dark(tint, 0.2)), cx=0.36, cy=0.3))
    sheet.path(dome, weave(sheet, colour, unit=26), opacity=0.62)
    sheet.shade_over(dome, 0.6)
    _cord(sheet, "M206 890C260 952 740 952 794 890", colour, 18)
    ring(sheet, 500, 492, 30, 34, 13, dark(colour, 0.1))
    return sheet


def letter_tray(colour: str) -> Sheet:
    sheet = stage(GROUND, horizon=560)
    sheet.shadow(510, 925, 360, 50)
    for y in (640, 790):
        sheet.path(f"M220 {y}H780L860 {y + 110}H140Z", weave(sheet, light(colour, 0.1), unit=38))
        sheet.path(f"M250 {y + 6}H750L790 {y + 70}H210Z", "#fbf7ee")
        front = f"M140 {y + 110}H860V{y + 170}H140Z"
        sheet.path(front, weave(sheet, colour, unit=38))
        sheet.path(front, sheet.linear((0, "#fff6e6", 0.2), (1, SHADE, 0.3), across=False))
    return sheet


def bottle_holder(colour: str) -> Sheet:
    sheet = stage(GROUND)
    sheet.shadow(510, 955, 170, 34)
    lathe(sheet, [(260, 40), (420, 44), (500, 110), (930, 116), (950, 108)], "#3f6552", gloss=0.5)
    lathe(sheet, [(600, 126), (760, 130), (950, 122)], weave(sheet, colour, unit=40))
    _cord(sheet, "M374 604C400 640 600 640 626 604", colour, 16)
    bar(sheet, (500, 230), (500, 270), 60, "#b98a5c")
    return sheet


def hanging_shelf(colour: str) -> Sheet:
    sheet = stage(GROUND, horizon=1180)
    for x in (300, 700):
        sheet.line(f"M500 180L{x} 420V980", dark(colour, 0.2), 12)
    for y in (460, 700, 950):
        puff(sheet, f"M220 {y}H780V{y + 36}H220Z", colour, edge=12, lift=12, tex="wood", share=0.4)
    lathe(sheet, [(340, 40), (380, 60), (456, 50)], "#8fb59e", cx=400)
    for x, tint in ((520, "#b3423a"), (556, "#3d4f78"), (596, "#d09a2f")):
        sheet.rect(x, 560, 32, 140, sheet.volume(tint), 3)
    lathe(sheet, [(840, 60), (880, 84), (948, 60)], "#c79a74", cx=600)
    return sheet


def fan_wall(colour: str) -> Sheet:
    sheet = table(GROUND)
    path = "M500 240C720 260 800 480 720 640C660 740 560 780 500 800C440 780 340 740 280 640C200 480 280 260 500 240Z"
    drop(sheet, path, far=18)
    sheet.path(path, weave(sheet, colour, "#a8473d", unit=50, turn=45))
    over(sheet, path, "grain", share=0.2)
    _cord(
        sheet,
        "M500 240C720 260 800 480 720 640C660 740 560 780 500 800C440 780 340 740 280 640C200 480 280 260 500 240",
        colour,
        18,
    )
    bar(sheet, (500, 760), (500, 1060), 36, dark(colour, 0.1), end=28)
    return sheet


def doll_pram(colour: str) -> Sheet:
    sheet = stage(GROUND)
    sheet.shadow(510, 965, 300, 40)
    for x in (350, 640):
        ring(sheet, x, 900, 72, 72, 16, dark(colour, 0.15))
        for turn in range(0, 180, 45):
            sheet.raw(
                f'<path d="M{x - 66} 900H{x + 66}" stroke="{dark(colour, 0.2)}" stroke-width="7" transform="rotate({turn} {x} 900)"/>'
            )
    sheet.line("M700 640C780 560 820 500 850 470", dark(colour, 0.2), 20)
    basket = "M220 600H740C740 760 680 820 480 820C280 820 220 760 220 600Z"
    sheet.path(basket, weave(sheet, colour, unit=42))
    sheet.shade_over(basket)
    hood = "M220 600C210 430 330 360 460 380L470 600Z"
    sheet.path(hood, weave(sheet, light(colour, 0.1), unit=36, turn=20))
    sheet.shade_over(hood)
    _cord(sheet, "M220 600H740", colour, 18)
    return sheet


def coaster_set(colour: str) -> Sheet:
    sheet = table(GROUND)
    for place, (x, y) in enumerate(((350, 430), (650, 470), (370, 720), (660, 770), (500, 980))):
        tint = colour if place % 2 else light(colour, 0.16)
        drop(sheet, f"M{x - 124} {y}a124 124 0 1 0 248 0a124 124 0 1 0 -248 0Z", far=10)
        sheet.circle(x, y, 124, dark(tint, 0.2))
        for r in range(116, 8, -15):
            ring(sheet, x, y, r, r, 12, tint if (r // 15) % 2 else "#3f6552")
    return sheet
