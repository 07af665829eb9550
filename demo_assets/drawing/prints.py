"""Block-printed cloth and brass of Neel, Jaipur."""

# ruff: noqa: E501  (paths read better whole)

from __future__ import annotations

from demo_assets.drawing.goods import cloth, fold
from demo_assets.drawing.kit import (
    SHADE,
    Sheet,
    bar,
    beads,
    dark,
    disc,
    drop,
    inside,
    lathe,
    light,
    mouth,
    over,
    puff,
    rim,
    ring,
    stage,
    table,
    tilt,
)
from demo_assets.drawing.patterns import blossom, dot_rows, gingham, ikat, sprigs, stripes, zigzags

GROUND = "#eddfca"
CREAM, BRASS, INK, LEAF = "#f4ead6", "#c79a4b", "#3a302a", "#6d8763"


def quilt(colour: str) -> Sheet:
    sheet = stage(GROUND, horizon=700)
    fold(
        sheet,
        [
            sprigs(sheet, CREAM, colour, LEAF, 130),
            stripes(sheet, colour, (20, 8, CREAM), unit=70),
            sprigs(sheet, light(colour, 0.2), CREAM, CREAM, 90),
        ],
        y=620,
        thick=110,
    )
    for y in range(500, 620, 24):
        sheet.line(f"M250 {y}H800", "#ffffff", 3, stroke_dasharray="9 9", opacity=0.7)
    return sheet


def table_runner(colour: str) -> Sheet:
    sheet = table(GROUND)
    with tilt(sheet, -18):
        cloth(sheet, "M380 90H620V1200H380Z", sprigs(sheet, CREAM, colour, LEAF, 120))
        for x in (380, 596):
            sheet.rect(x, 90, 24, 1110, colour)
    return sheet


def napkins(colour: str) -> Sheet:
    sheet = table(GROUND)
    for turn, fill in (
        (-22, dot_rows(sheet, colour, CREAM, 50, 8)),
        (-8, sprigs(sheet, CREAM, colour, LEAF, 96)),
        (8, zigzags(sheet, CREAM, colour, 50, 9)),
        (24, dot_rows(sheet, CREAM, colour, 44, 9)),
    ):
        with tilt(sheet, turn, 500, 1000):
            cloth(sheet, "M320 330H680V690H320Z", fill, lift=8)
    ring(sheet, 500, 880, 70, 26, 22, BRASS)
    return sheet


def cushion_cover(colour: str) -> Sheet:
    sheet = stage(GROUND, horizon=860)
    sheet.shadow(510, 985, 310, 40)
    path = "M210 400Q350 440 500 436Q650 440 790 400Q760 560 764 690Q760 830 790 980Q650 944 500 948Q350 944 210 980Q240 830 236 690Q240 560 210 400Z"
    puff(
        sheet, path, sprigs(sheet, colour, CREAM, light(LEAF, 0.3), 150, 8, "#c0392f"), edge=80, tex="cotton", share=0.3
    )
    return sheet


def scarf(colour: str) -> Sheet:
    sheet = table(GROUND)
    cloth(
        sheet,
        "M300 230C420 200 560 260 700 230L680 560C720 760 640 900 700 1080C560 1040 420 1100 300 1060C350 880 270 760 330 560Z",
        dot_rows(sheet, colour, CREAM, 60, 7),
    )
    for x in range(310, 700, 20):
        sheet.line(f"M{x} 1064l{x % 3 * 4 - 4} 54", dark(colour, 0.1), 6)
    return sheet


def kurta(colour: str) -> Sheet:
    sheet = table(GROUND)
    for arm in ("M360 330L170 620L270 680L400 500Z", "M640 330L830 620L730 680L600 500Z"):
        cloth(sheet, arm, sprigs(sheet, colour, CREAM, CREAM, 100))
    body = "M360 310Q440 280 450 270Q500 330 550 270Q560 280 640 310L660 560L720 1060H280L340 560Z"
    cloth(sheet, body, sprigs(sheet, colour, CREAM, CREAM, 100))
    sheet.path("M450 270Q500 330 550 270L540 300V540H460V300Z", CREAM, opacity=0.9)
    for y in (380, 440, 500):
        sheet.circle(500, y, 10, BRASS)
    inside(
        sheet,
        body,
        f'<path d="M270 1020H730" stroke="{CREAM}" stroke-width="30"/><path d="M270 980H730" stroke="{CREAM}" stroke-width="6"/>',
    )
    return sheet


def robe(colour: str) -> Sheet:
    sheet = table(GROUND)
    fill = sprigs(sheet, CREAM, colour, LEAF, 140, 8)
    for arm in ("M350 320L150 760L290 800L400 520Z", "M650 320L850 760L710 800L600 520Z"):
        cloth(sheet, arm, fill)
    cloth(sheet, "M350 300L450 270L520 560L550 270L650 300L670 620L740 1110H260L330 620Z", fill)
    sheet.path(
        "M440 262L500 520L560 262L590 276L520 640L740 1110H690L500 660L310 1110H260L480 640L410 276Z",
        colour,
        opacity=0.92,
    )
    sheet.path("M326 610H674V670H326Z", colour)
    sheet.path("M470 630l-50 240h54l40 -230z", dark(colour, 0.12))
    return sheet


def duvet(colour: str) -> Sheet:
    sheet = stage(GROUND, horizon=600)
    sheet.shadow(510, 990, 400, 40)
    puff(
        sheet,
        "M120 640Q500 560 880 640V960Q880 1000 840 1000H160Q120 1000 120 960Z",
        sprigs(sheet, CREAM, colour, LEAF, 110),
        edge=80,
        tex="cotton",
        share=0.2,
    )
    for x in (190, 520):
        puff(
            sheet,
            f"M{x} 430Q{x + 145} 400 {x + 290} 430Q{x + 310} 540 {x + 290} 640Q{x + 145} 610 {x} 640Q{x - 20} 540 {x} 430Z",
            gingham(sheet, CREAM, colour, 40),
            edge=60,
        )
    puff(sheet, "M120 690Q500 620 880 690L880 800Q500 730 120 800Z", colour, edge=40)
    return sheet


def curtain(colour: str) -> Sheet:
    sheet = stage(GROUND, horizon=1150)
    bar(sheet, (130, 220), (870, 220), 26, BRASS)
    path = "M190 230H810L830 1120H170Z"
    puff(sheet, path, sprigs(sheet, CREAM, colour, LEAF, 130), edge=40, lift=14, tex="cotton", share=0.2)
    for x in range(210, 820, 76):
        inside(
            sheet,
            path,
            f'<path d="M{x} 230Q{x + 16} 700 {x - 6} 1120" stroke="{SHADE}" stroke-width="30" opacity=".16" fill="none" filter="{sheet.blur(9)}"/>',
        )
        ring(sheet, x, 220, 18, 26, 6, dark(BRASS, 0.2))
    return sheet


def apron(colour: str) -> Sheet:
    sheet = table(GROUND)
    sheet.line("M410 330C380 180 620 180 590 330", dark(colour, 0.2), 16)
    sheet.line("M310 620C180 660 160 760 130 860M690 620C820 660 840 760 870 860", dark(colour, 0.2), 14)
    body = "M400 320H600Q610 520 710 600V1060H290V600Q390 520 400 320Z"
    cloth(sheet, body, stripes(sheet, colour, (0, 6, CREAM), unit=34, turn=90))
    cloth(sheet, "M370 720H630V900H370Z", sprigs(sheet, CREAM, colour, LEAF, 80), lift=5)
    return sheet


def ikat_rug(colour: str) -> Sheet:
    sheet = table(GROUND)
    with tilt(sheet, 8):
        cloth(
            sheet, "M270 230H730V1060H270Z", ikat(sheet, CREAM, colour, "#c9902f", 230), tex="felt", share=0.3, lift=20
        )
        for x in range(276, 730, 14):
            sheet.line(f"M{x} 230v-40M{x} 1060v40", CREAM, 6)
    return sheet


def pouch_set(colour: str) -> Sheet:
    sheet = table(GROUND)
    for x, y, w, fill in (
        (220, 300, 520, sprigs(sheet, colour, CREAM, CREAM, 90)),
        (330, 560, 420, dot_rows(sheet, CREAM, colour, 40, 7)),
        (250, 800, 320, zigzags(sheet, CREAM, colour, 44, 9)),
    ):
        h = w * 0.56
        puff(
            sheet,
            f"M{x} {y}h{w}l14 {h - 30:.0f}q-4 30 -30 30h{-w + 32}q-26 0 -30 -30z",
            fill,
            edge=40,
            lift=16,
            tex="cotton",
            share=0.2,
        )
        sheet.line(f"M{x + 8} {y + 6}h{w - 16}", BRASS, 12)
        sheet.line(f"M{x + w - 40} {y + 8}l10 46", BRASS, 9)
    return sheet


def printing_block(colour: str) -> Sheet:
    sheet = table(GROUND)
    with tilt(sheet, -10):
        path = "M270 420Q270 390 300 390H620Q650 390 650 420V740Q650 770 620 770H300Q270 770 270 740Z"
        puff(sheet, path, colour, edge=40, lift=26, tex="wood", share=0.5)
        inside(
            sheet,
            path,
            blossom(460, 580, 150, 10, dark(colour, 0.5), light(colour, 0.3))
            + blossom(460, 580, 80, 8, light(colour, 0.2), dark(colour, 0.5)),
        )
    for x, y in ((720, 860), (560, 960)):
        sheet.raw(
            f'<g opacity=".85">{blossom(x, y, 110, 10, "#41557f", CREAM)}{blossom(x, y, 56, 8, CREAM, "#41557f")}</g>'
        )
    return sheet


def dupatta(colour: str) -> Sheet:
    sheet = stage(GROUND, horizon=1160)
    bar(sheet, (180, 260), (820, 260), 30, "#8a5f42")
    path = "M330 262H690L730 1060Q560 1100 500 1050Q430 1110 290 1080Z"
    puff(sheet, path, dot_rows(sheet, light(colour, 0.1), "#f4ead6", 46, 6), edge=36, lift=14, tex="cotton", share=0.2)
    for x in (430, 570):
        inside(
            sheet,
            path,
            f'<path d="M{x} 262Q{x - 20} 700 {x + 6} 1090" stroke="{SHADE}" stroke-width="34" opacity=".2" fill="none" filter="{sheet.blur(10)}"/>',
        )
    for x in range(300, 730, 24):
        beads(sheet, [(x, 1096 - abs(x - 500) / 16)], 8, [BRASS])
    return sheet


def brass_lota(colour: str) -> Sheet:
    sheet = stage(GROUND)
    sheet.shadow(510, 950, 190, 36)
    body = lathe(
        sheet,
        [(520, 130), (544, 140), (580, 96), (620, 110), (720, 210), (840, 208), (920, 140), (950, 110)],
        colour,
        tex="brushed",
        share=0.2,
        gloss=0.5,
    )
    inside(
        sheet,
        body,
        "".join(
            f'<circle cx="{x}" cy="770" r="16" fill="none" stroke="{dark(colour, 0.4)}" stroke-width="5"/>'
            for x in range(300, 720, 44)
        ),
    )
    mouth(sheet, 520, 130, colour, wall=10)
    return sheet


def thali(colour: str) -> Sheet:
    sheet = stage(GROUND, horizon=480)
    sheet.shadow(510, 850, 380, 100)
    disc(sheet, 500, 770, 390, colour, flat=0.5, thick=26)
    sheet.ellipse(
        500, 774, 360, 178, sheet.linear((0, dark(colour, 0.25)), (0.5, colour), (1, light(colour, 0.5)), angle=40)
    )
    for cx, cy, food in ((330, 740, "#d08a2f"), (480, 690, "#6d8f5a"), (640, 720, "#b3423a")):
        lathe(sheet, [(cy - 30, 84), (cy + 10, 80), (cy + 36, 60)], colour, cx=cx)
        mouth(sheet, cy - 30, 84, colour, cx=cx, flat=0.4, wall=7, content=food, level=0.12)
    return sheet


def diya(colour: str) -> Sheet:
    sheet = stage(GROUND)
    for cx, cy, s in ((650, 760, 0.8), (360, 800, 0.9), (520, 930, 1.1)):
        sheet.shadow(cx, cy + 30, 120 * s, 24)
        puff(
            sheet,
            f"M{cx - 130 * s} {cy - 60 * s}Q{cx} {cy - 20 * s} {cx + 160 * s} {cy - 74 * s}Q{cx + 90 * s} {cy + 36 * s} {cx} {cy + 36 * s}Q{cx - 90 * s} {cy + 36 * s} {cx - 130 * s} {cy - 60 * s}Z",
            sheet.volume(colour),
            edge=30,
            tex="brushed",
            share=0.2,
        )
        sheet.ellipse(cx + 140 * s, cy - 150 * s, 90 * s, 110 * s, sheet.radial((0, "#ffe3a6", 0.8), (1, "#ffe3a6", 0)))
        sheet.path(f"M{cx + 140 * s} {cy - 80 * s}q-34 -50 0 -110q34 60 0 110z", "#f2b541")
        sheet.path(f"M{cx + 140 * s} {cy - 84 * s}q-14 -30 0 -62q14 32 0 62z", "#fff3cf")
    return sheet


def spice_box(colour: str) -> Sheet:
    sheet = table(GROUND)
    drop(sheet, "M160 640a340 340 0 1 0 680 0a340 340 0 1 0 -680 0Z", far=24)
    sheet.circle(
        500,
        640,
        340,
        sheet.radial(
            (0.7, dark(colour, 0.2)), (0.92, light(colour, 0.4)), (1, dark(colour, 0.3)), cx=0.46, cy=0.42, r=0.58
        ),
    )
    sheet.circle(500, 640, 300, dark(colour, 0.15))
    from_middle = ((0, 0), (0, -196), (170, -98), (170, 98), (0, 196), (-170, 98), (-170, -98))
    for (dx, dy), spice in zip(
        from_middle, ("#e3b23c", "#a8473d", "#7a4a2c", "#c9902f", "#6d8f5a", "#3a302a", "#c9744f"), strict=True
    ):
        cx, cy = 500 + dx, 640 + dy
        sheet.circle(cx, cy, 92, sheet.linear((0, light(colour, 0.5)), (1, dark(colour, 0.2)), angle=45))
        sheet.circle(cx, cy, 82, sheet.radial((0, light(spice, 0.25)), (1, dark(spice, 0.2)), cx=0.4, cy=0.35))
        over(sheet, f"M{cx - 82} {cy}a82 82 0 1 0 164 0a82 82 0 1 0 -164 0Z", "felt", share=0.4)
    return sheet


def masala(colour: str) -> Sheet:
    sheet = stage(GROUND)
    sheet.shadow(510, 955, 180, 34)
    lathe(sheet, [(520, 150), (560, 170), (900, 170), (950, 150)], colour)
    sheet.path("M340 560H660V930H340Z", sheet.linear((0, "#ffffff", 0.4), (0.2, "#ffffff", 0), (1, SHADE, 0.1)))
    lathe(sheet, [(450, 150), (490, 156), (530, 156)], BRASS, tex="brushed", share=0.2)
    disc(sheet, 500, 450, 150, light(BRASS, 0.1))
    sheet.path("M360 640H640V860H360Z", sprigs(sheet, CREAM, "#a8473d", LEAF, 74))
    rim(sheet, 946, 150, dark(colour, 0.4))
    return sheet


def anklet(colour: str) -> Sheet:
    sheet = table(GROUND)
    ring(sheet, 500, 620, 270, 250, 12, colour)
    for place in range(26):
        from_turn = place * 360 / 26
        sheet.raw(
            f'<g transform="rotate({from_turn:.1f} 500 620)"><ellipse cx="500" cy="892" rx="15" ry="20" fill="{sheet.volume(colour)}"/><circle cx="500" cy="872" r="6" fill="{dark(colour, 0.3)}"/></g>'
        )
    return sheet
