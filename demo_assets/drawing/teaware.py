"""What tea is made with: more of Shanyu."""

# ruff: noqa: E501  (paths read better whole)

from __future__ import annotations

from demo_assets.drawing.goods import cloth
from demo_assets.drawing.kit import (
    SHADE,
    Sheet,
    bar,
    dark,
    disc,
    lathe,
    leaf,
    light,
    mouth,
    puff,
    ring,
    stage,
    table,
    text,
)
from demo_assets.drawing.patterns import stripes

PAPER = "#e7e0cd"
INK = "#3a332b"
JADE = "#6fa287"


def tea_caddy(colour: str) -> Sheet:
    sheet = stage(PAPER)
    sheet.shadow(510, 950, 180, 34)
    lathe(
        sheet,
        [(600, 150), (660, 186), (800, 190), (900, 164), (950, 130)],
        colour,
        tex="crackle",
        share=0.22,
        gloss=0.5,
    )
    lathe(sheet, [(500, 96), (520, 104), (580, 108), (606, 110)], dark(colour, 0.1), gloss=0.4)
    disc(sheet, 500, 500, 96, light(colour, 0.1))
    sheet.line("M320 690C430 730 570 730 680 690", "#efe6cf", 5, opacity=0.8)
    leaf(sheet, 480, 880, 130, -24, dark(colour, 0.3))
    leaf(sheet, 490, 880, 120, 30, dark(colour, 0.22))
    return sheet


def strainer(colour: str) -> Sheet:
    sheet = stage(PAPER)
    sheet.shadow(500, 945, 170, 32)
    lathe(sheet, [(780, 130), (860, 110), (945, 150)], dark(colour, 0.06), tex="brushed", share=0.25)
    bar(sheet, (640, 700), (880, 640), 26, colour, end=20)
    bowl = "M320 700C320 820 400 880 500 880C600 880 680 820 680 700Z"
    sheet.path(
        bowl,
        sheet.pattern(
            14,
            14,
            f'<rect width="14" height="14" fill="{dark(colour, 0.35)}"/><path d="M0 0H14M0 0V14" stroke="{light(colour, 0.5)}" stroke-width="4"/>',
        ),
    )
    sheet.shade_over(bowl)
    ring(sheet, 500, 700, 184, 40, 20, colour)
    return sheet


def celadon_vase(colour: str) -> Sheet:
    sheet = stage(PAPER)
    sheet.shadow(510, 955, 150, 32)
    sheet.line("M500 400C490 320 540 270 520 215", "#5f4a38", 9)
    sheet.line("M506 350C560 310 590 280 640 262", "#5f4a38", 7)
    for x, y in ((520, 218), (506, 290), (560, 312), (640, 262), (534, 250), (600, 284)):
        for turn in range(0, 360, 72):
            sheet.raw(
                f'<ellipse cx="{x}" cy="{y - 17}" rx="12" ry="18" fill="#f1c6c4" transform="rotate({turn + x} {x} {y})"/>'
            )
        sheet.circle(x, y, 6, "#b3423a")
    lathe(
        sheet,
        [(400, 74), (414, 80), (440, 48), (540, 44), (610, 130), (720, 168), (860, 130), (950, 96)],
        colour,
        tex="crackle",
        share=0.2,
        gloss=0.6,
    )
    mouth(sheet, 400, 74, colour, wall=10)
    return sheet


def scoop_set(colour: str) -> Sheet:
    sheet = table(PAPER)
    scoop = "M250 380C210 420 210 760 250 960C262 1010 318 1010 330 960C370 760 370 420 330 380Z"
    puff(sheet, scoop, colour, edge=44, lift=14, tex="wood_up", share=0.4)
    sheet.path("M262 420C236 520 240 760 268 920C280 700 280 560 318 420Z", SHADE, opacity=0.12, filter=sheet.blur(6))
    for x, end, wide in ((450, 16, 20), (560, 34, 18), (660, 10, 22)):
        bar(sheet, (x, 360), (x, 900), wide, colour, end=end * 0.7)
    puff(sheet, "M540 900h40l16 90q-36 24 -72 0z", light(colour, 0.1), edge=16, lift=8, tex="wood_up")
    ring(sheet, 660, 930, 34, 46, 12, colour)
    sheet.path("M450 880l-13 110h26z", dark(colour, 0.1))
    puff(sheet, "M740 420H850V960Q795 1000 740 960Z", light(colour, 0.05), edge=36, lift=12, tex="wood_up", share=0.4)
    mouth(sheet, 420, 55, colour, cx=795, flat=0.4, wall=9)
    return sheet


def travel_set(colour: str) -> Sheet:
    sheet = table(PAPER)
    case = "M180 460Q180 380 260 380H740Q820 380 820 460V900Q820 980 740 980H260Q180 980 180 900Z"
    puff(sheet, case, colour, edge=50, lift=20, tex="cotton", share=0.3)
    hole = "M220 470Q220 420 270 420H730Q780 420 780 470V890Q780 940 730 940H270Q220 940 220 890Z"
    puff(sheet, hole, dark(colour, 0.35), edge=30, tex="felt", share=0.3)
    for cx, cy, r, tint in ((390, 660, 150, "#e9e5d8"), (650, 560, 92, "#dfe6da"), (650, 800, 92, "#dfe6da")):
        sheet.circle(cx + 8, cy + 12, r, SHADE, opacity=0.4, filter=sheet.blur(8))
        sheet.circle(
            cx, cy, r, sheet.radial((0, light(tint, 0.6)), (0.7, tint), (1, dark(tint, 0.3)), cx=0.36, cy=0.3, r=0.8)
        )
        sheet.circle(cx, cy, r * 0.8, sheet.linear((0, dark(tint, 0.3)), (1, light(tint, 0.5)), angle=45))
    sheet.circle(390, 660, 40, light("#e9e5d8", 0.4))
    return sheet


def kettle(colour: str) -> Sheet:
    sheet = stage(PAPER)
    sheet.shadow(510, 985, 300, 40)
    puff(
        sheet,
        "M250 940H750Q772 940 772 960V978Q772 990 752 990H248Q228 990 228 978V960Q228 940 250 940Z",
        "#3a3938",
        edge=18,
    )
    sheet.rect(560, 954, 120, 24, "#a9d4c0", 4)
    text(sheet, 620, 974, "85 °C", 20, "#2b3a33", serif=False)
    sheet.line("M350 820C250 800 260 640 190 560C170 530 140 520 120 528", dark(colour, 0.3), 34)
    sheet.line("M350 812C262 796 268 640 196 556C176 530 146 520 124 526", light(colour, 0.3), 12)
    sheet.line("M690 560C880 540 880 800 800 860", "#6b4a33", 40)
    sheet.line("M690 556C868 544 866 790 796 850", "#a9794f", 14)
    lathe(
        sheet,
        [(560, 150), (600, 190), (760, 226), (900, 236), (938, 226)],
        colour,
        tex="brushed",
        share=0.25,
        gloss=0.35,
    )
    lathe(sheet, [(510, 60), (530, 130), (562, 152)], dark(colour, 0.06), tex="brushed", share=0.2)
    lathe(sheet, [(462, 26), (480, 36), (512, 24)], "#6b4a33")
    return sheet


def warmer(colour: str) -> Sheet:
    sheet = stage(PAPER)
    sheet.shadow(510, 940, 290, 60)
    disc(sheet, 500, 860, 300, colour, flat=0.28, thick=50)
    disc(sheet, 500, 858, 250, dark(colour, 0.1), flat=0.28)
    ring(sheet, 500, 858, 180, 50, 3, light(colour, 0.3))
    lathe(sheet, [(600, 120), (700, 124), (820, 104), (850, 90)], "#e4e6de", gloss=0.4)
    mouth(sheet, 600, 120, "#e4e6de", content="#b5702c", level=0.2)
    sheet.circle(500, 925, 9, "#e9a24d")
    return sheet


def incense(colour: str) -> Sheet:
    sheet = stage(PAPER)
    sheet.shadow(510, 950, 220, 36)
    for x in (420, 500, 580):
        sheet.line(f"M{x} 950l-6 40", dark(colour, 0.3), 26)
    lathe(sheet, [(740, 220), (790, 232), (880, 196), (935, 150)], colour, tex="stone", share=0.25, gloss=0.25)
    mouth(sheet, 740, 220, colour, content="#d8d2c4", level=0.14)
    bar(sheet, (510, 740), (560, 330), 10, "#6b4a33", end=8)
    sheet.circle(560, 328, 8, "#e2725b")
    for path, alpha in (("M560 318C520 250 620 220 570 140", 0.3), ("M562 318C610 260 540 230 590 170", 0.18)):
        sheet.line(path, "#ffffff", 16, opacity=alpha, filter=sheet.blur(5))
    return sheet


def tea_towel(colour: str) -> Sheet:
    sheet = table(PAPER)
    fill = stripes(sheet, "#efe7d3", (8, 10, colour), (26, 4, colour), unit=96)
    cloth(sheet, "M250 300L770 280L790 1010L230 1030Z", fill)
    cloth(sheet, "M250 300L520 290L540 1022L230 1030Z", fill, lift=8)
    leaf(sheet, 660, 800, 120, -20, JADE)
    leaf(sheet, 668, 800, 110, 34, dark(JADE, 0.1))
    return sheet
