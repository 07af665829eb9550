"""Tea and what it is made in: things of Shanyu."""

# ruff: noqa: E501  (paths read better whole)

from __future__ import annotations

from demo_assets.drawing.goods import pouch, tin
from demo_assets.drawing.kit import (
    SHADE,
    Sheet,
    arc,
    box,
    dark,
    disc,
    inside,
    lathe,
    leaf,
    light,
    mouth,
    over,
    puff,
    ring,
    shade_box,
    stage,
    table,
    text,
)

PAPER = "#e7e0cd"
INK = "#3a332b"
JADE = "#6fa287"


def _label(sheet: Sheet, x: float, y: float, w: float, h: float, words: str, under: str, tint: str = "#f6f0df") -> None:
    """A paper label with upright characters."""
    sheet.rect(x, y, w, h, tint, 4)
    sheet.rect(x + 12, y + 12, w - 24, h - 24, "none", 2, stroke=INK, stroke_width=2, stroke_opacity=0.4)
    step = min(w * 0.5, (h - 90) / len(words))
    for place, word in enumerate(words):
        text(sheet, x + w / 2, y + 34 + step * (place + 0.85), word, step * 0.86, INK, bold=True)
    sheet.rect(x + w / 2 - 17, y + h - 56, 34, 34, "#a8473d", 4)
    text(sheet, x + w / 2, y + h - 31, under, 21, "#f6f0df")
    shade_box(sheet, x, y, w, h)


def longjing(colour: str) -> Sheet:
    sheet = stage(PAPER)
    tin(sheet, 480, 950, 200, colour, lid=dark(colour, 0.14), tex="grain")
    _label(sheet, 430, 560, 140, 320, "龙井", "山")
    return sheet


def dahongpao(colour: str) -> Sheet:
    sheet = stage(PAPER)
    pouch(sheet, colour, fold=dark(colour, 0.24))
    _label(sheet, 410, 500, 180, 380, "大红袍", "岩")
    return sheet


def puer_cake(colour: str) -> Sheet:
    sheet = table(PAPER)
    sheet.ellipse(524, 700, 330, 330, SHADE, opacity=0.3, filter=sheet.blur(20))
    sheet.circle(500, 670, 330, sheet.radial((0, "#f8f2e2"), (0.8, "#e9dfc6"), (1, "#bfae8c"), cx=0.4, cy=0.36, r=0.66))
    face = "M170 670a330 330 0 1 0 660 0a330 330 0 1 0 -660 0Z"
    over(sheet, face, "soft", share=0.18)
    for index in range(18):
        (x0, y0), (x1, y1) = (
            arc(500, 670, 300, 300, index * 20, index * 20 + 1, 2)[0],
            arc(500, 670, 326, 326, index * 20, index * 20 + 1, 2)[0],
        )
        sheet.line(f"M{x0:.0f} {y0:.0f}L{x1:.0f} {y1:.0f}", SHADE, 5, opacity=0.16)
    ring(sheet, 500, 670, 250, 250, 4, dark(colour, 0.1))
    for turn in range(0, 360, 45):
        sheet.raw(f'<g transform="rotate({turn} 500 670)">')
        leaf(sheet, 500, 470, 74, 0, JADE)
        sheet.raw("</g>")
    text(sheet, 500, 650, "普洱", 120, "#8a2f2a", bold=True)
    text(sheet, 500, 740, "勐海 · 357 g", 44, INK)
    chunk = "M700 930L840 900L900 990L830 1060L710 1040Z"
    puff(sheet, chunk, "#5b3d29", edge=30, lift=12, tex="felt", share=0.7)
    return sheet


def baimudan(colour: str) -> Sheet:
    sheet = stage(PAPER)
    sheet.shadow(510, 955, 220, 40)
    body = "M300 470H700V900C700 940 670 956 640 956H360C330 956 300 940 300 900Z"
    sheet.path(body, "#cfd8cd", opacity=0.55)
    tea = "M316 620C380 596 620 606 684 616V896C684 930 660 942 636 942H364C340 942 316 930 316 896Z"
    sheet.path(tea, "#a7a98a")
    inside(
        sheet,
        tea,
        "".join(
            f'<path d="M{310 + (i * 67) % 380} {600 + (i * 41) % 340}q14 -34 40 -30q-8 34 -40 30z" fill="{("#8f9a74", "#d8d8c4", "#6f7a58", "#b9bd9c")[i % 4]}" transform="rotate({i * 47 % 360} {325 + (i * 67) % 380} {585 + (i * 41) % 340})"/>'
            for i in range(120)
        ),
    )
    sheet.path(body, sheet.linear((0, "#ffffff", 0.5), (0.2, "#ffffff", 0.08), (0.8, SHADE, 0.02), (1, SHADE, 0.24)))
    sheet.line("M340 500V880", "#ffffff", 16, opacity=0.55)
    lathe(sheet, [(360, 190), (420, 204), (476, 206)], "#c79f6b", tex="wood", share=0.3)
    disc(sheet, 500, 362, 190, "#cfa872")
    _label(sheet, 430, 640, 140, 240, "白牡丹", "福")
    return sheet


def jasmine(colour: str) -> Sheet:
    sheet = stage(PAPER)
    tin(sheet, 560, 950, 240, colour, lid="#e9dfc8", lid_tall=84)
    _label(sheet, 420, 610, 160, 290, "茉莉", "花")
    for x, y in ((250, 960), (320, 1010), (770, 990)):
        for turn in range(0, 360, 72):
            sheet.raw(
                f'<ellipse cx="{x}" cy="{y - 24}" rx="15" ry="25" fill="#fffdf5" stroke="#e3dcc6" stroke-width="2" transform="rotate({turn} {x} {y})"/>'
            )
        sheet.circle(x, y, 9, "#e8cf7a")
    return sheet


def qimen(colour: str) -> Sheet:
    sheet = stage(PAPER)
    box(sheet, 310, 500, 360, 450, colour, depth=110, tex="grain", share=0.12)
    sheet.rect(310, 590, 360, 8, "#d0b070")
    _label(sheet, 420, 620, 140, 280, "祁门", "红")
    return sheet


def gaiwan(colour: str) -> Sheet:
    sheet = stage(PAPER)
    sheet.shadow(510, 955, 250, 46)
    lathe(sheet, [(890, 280), (915, 250), (950, 120)], light(colour, 0.3), gloss=0.3)
    mouth(sheet, 890, 280, light(colour, 0.3), flat=0.22)
    lathe(
        sheet,
        [(600, 230), (650, 222), (760, 190), (860, 110), (900, 96)],
        colour,
        tex="crackle",
        share=0.12,
        gloss=0.55,
    )
    mouth(sheet, 600, 230, colour, flat=0.22)
    lathe(
        sheet, [(500, 54), (540, 140), (596, 206), (612, 208)], light(colour, 0.14), tex="crackle", share=0.1, gloss=0.4
    )
    lathe(sheet, [(460, 60), (482, 46), (506, 48)], colour)
    sheet.ellipse(500, 460, 60, 12, light(colour, 0.4))
    sheet.focus = (230, 420, 540)
    return sheet


def yixing_pot(colour: str) -> Sheet:
    sheet = stage(PAPER)
    sheet.shadow(510, 950, 270, 42)
    sheet.line("M700 640C880 620 880 860 690 850", dark(colour, 0.24), 44)
    sheet.line("M700 634C860 624 862 842 694 842", light(colour, 0.14), 18)
    puff(
        sheet,
        "M320 800C240 780 220 690 180 650C164 634 186 616 206 626C270 656 300 690 340 700Z",
        sheet.linear((0, light(colour, 0.2)), (1, dark(colour, 0.2))),
        edge=26,
    )
    lathe(
        sheet,
        [(590, 150), (640, 220), (740, 250), (860, 226), (930, 150), (948, 130)],
        colour,
        tex="grain",
        share=0.3,
        gloss=0.2,
    )
    lathe(sheet, [(530, 60), (556, 120), (590, 150), (602, 152)], light(colour, 0.06), tex="grain", share=0.3)
    lathe(sheet, [(478, 20), (496, 38), (516, 34), (534, 18)], dark(colour, 0.06))
    return sheet


def fair_cup(colour: str) -> Sheet:
    sheet = stage(PAPER)
    sheet.shadow(510, 950, 210, 40)
    sheet.line("M660 620C820 610 820 830 650 820", "#e9efe9", 26, opacity=0.8)
    sheet.line("M660 616C800 612 800 812 654 808", "#ffffff", 8, opacity=0.9)
    body = "M310 520L330 900C334 940 380 952 500 952C620 952 666 940 670 900L690 520Z"
    sheet.path(body, "#d5ded6", opacity=0.5)
    liquid = "M324 680H680L670 900C666 934 620 944 500 944C380 944 334 934 330 900Z"
    sheet.path(liquid, sheet.linear((0, "#b5702c"), (0.3, "#e2a24d"), (0.7, "#c9832f"), (1, "#8a4f1f")), opacity=0.9)
    sheet.ellipse(502, 680, 178, 30, "#e9b769")
    sheet.path(body, sheet.linear((0, "#ffffff", 0.55), (0.16, "#ffffff", 0.05), (0.84, SHADE, 0.02), (1, SHADE, 0.2)))
    ring(sheet, 500, 520, 190, 34, 10, "#dfe8e0")
    sheet.path("M320 512C300 496 270 500 262 508C280 536 306 556 318 560Z", "#dfe8e0", opacity=0.8)
    return sheet


def cups_four(colour: str) -> Sheet:
    sheet = stage(PAPER, horizon=560)
    for cx, base in ((390, 690), (650, 720), (330, 900), (620, 940)):
        sheet.shadow(cx + 6, base, 108, 26)
        lathe(
            sheet,
            [(base - 130, 124), (base - 90, 116), (base - 30, 76), (base, 54)],
            colour,
            cx=cx,
            tex="crackle",
            share=0.12,
            gloss=0.5,
        )
        mouth(sheet, base - 130, 124, colour, cx=cx, flat=0.28, wall=8, content="#c98b3c", level=0.18)
    return sheet


def tea_tray(colour: str) -> Sheet:
    sheet = stage(PAPER, horizon=520)
    sheet.shadow(510, 900, 400, 60)
    top = "M230 620H770L900 860H100Z"
    front = "M100 860H900V930H100Z"
    sheet.path(front, sheet.linear((0, light(colour, 0.1)), (1, dark(colour, 0.2))))
    over(sheet, front, "wood", share=0.35)
    sheet.path(top, sheet.linear((0, light(colour, 0.3)), (1, colour), angle=30))
    over(sheet, top, "wood", share=0.3, seed=9)
    for share in (0.14, 0.28, 0.42, 0.56, 0.7, 0.84):
        y = 620 + 240 * share
        sheet.line(f"M{262 - 130 * share:.0f} {y:.0f}H{738 + 130 * share:.0f}", dark(colour, 0.6), 9, opacity=0.7)
        sheet.line(f"M{262 - 130 * share:.0f} {y + 6:.0f}H{738 + 130 * share:.0f}", light(colour, 0.4), 2, opacity=0.7)
    for cx, cy in ((420, 690), (590, 730)):
        lathe(sheet, [(cy - 60, 56), (cy - 40, 52), (cy, 30)], "#e8e4d6", cx=cx)
        mouth(sheet, cy - 60, 56, "#e8e4d6", cx=cx, flat=0.28, wall=5, content="#c98b3c", level=0.1)
    return sheet
