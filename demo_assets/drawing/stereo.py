"""More of Harbor Audio: what plays, what carries the sound, and the parts that one can change."""

# ruff: noqa: E501  (paths read better whole)

from __future__ import annotations

from demo_assets.drawing.kit import (
    SHADE,
    Sheet,
    bar,
    box,
    dark,
    disc,
    drop,
    light,
    over,
    puff,
    ring,
    shade_box,
    stage,
    table,
    text,
    tilt,
)
from demo_assets.drawing.sound import GRAPHITE, TABLE, WALL, _cone

BRASS = "#c79a4b"


def _shelf() -> Sheet:
    return stage(WALL, table=TABLE, horizon=840)


def soundbar(colour: str) -> Sheet:
    sheet = _shelf()
    box(sheet, 90, 760, 780, 150, colour, depth=110, tex="wood", share=0.3)
    sheet.rect(
        110,
        782,
        740,
        106,
        sheet.pattern(
            10,
            10,
            f'<rect width="10" height="10" fill="{GRAPHITE}"/><circle cx="5" cy="5" r="2.4" fill="{dark(GRAPHITE, 0.5)}"/>',
        ),
        6,
    )
    shade_box(sheet, 110, 782, 740, 106)
    sheet.circle(480, 834, 6, "#a9d4c0")
    return sheet


def subwoofer(colour: str) -> Sheet:
    sheet = _shelf()
    box(sheet, 250, 480, 440, 470, colour, depth=150, tex="wood_up", share=0.35)
    _cone(sheet, 470, 730, 178)
    return sheet


def phono_stage(colour: str) -> Sheet:
    sheet = _shelf()
    box(sheet, 200, 720, 560, 190, colour, depth=140, tex="brushed", share=0.25)
    for x, r in ((300, 44), (640, 62)):
        sheet.circle(x + 4, 818, r, SHADE, opacity=0.4, filter=sheet.blur(5))
        sheet.circle(x, 814, r, sheet.radial((0, light(BRASS, 0.5)), (1, dark(BRASS, 0.35)), cx=0.35, cy=0.3))
        sheet.line(f"M{x} 814v{-r + 8}", GRAPHITE, 6)
    sheet.circle(450, 814, 8, "#e2725b")
    text(sheet, 480, 880, "MM · MC", 24, "#efe8da", serif=False, spaced=4)
    return sheet


def amplifier(colour: str) -> Sheet:
    sheet = _shelf()
    box(sheet, 120, 640, 700, 270, colour, depth=170, tex="wood", share=0.35)
    sheet.rect(150, 666, 640, 218, sheet.linear((0, "#d8d6cf"), (1, "#a9a8a2"), across=False), 6)
    over(sheet, "M150 666h640v218h-640z", "brushed", share=0.25)
    sheet.circle(660, 775, 84, SHADE, opacity=0.3, filter=sheet.blur(8))
    sheet.circle(656, 770, 80, sheet.radial((0, "#f1efe8"), (1, "#8d8c86"), cx=0.36, cy=0.3))
    sheet.line("M656 770L612 716", GRAPHITE, 7)
    for x in (230, 310, 390):
        sheet.circle(x, 800, 26, sheet.radial((0, "#f1efe8"), (1, "#85847e"), cx=0.36, cy=0.3))
    for side in (0, 1):
        sheet.rect(200 + side * 140, 690, 120, 66, "#f5e6bd", 6)
        sheet.line(f"M{260 + side * 140} 756L{230 + side * 150} 704", "#a8473d", 4)
    return sheet


def studio(colour: str) -> Sheet:
    sheet = _shelf()
    sheet.shadow(510, 965, 330, 40)
    sheet.line("M214 660C210 270 790 270 786 660", dark(colour, 0.2), 40)
    sheet.line("M300 420C380 330 620 330 700 420", GRAPHITE, 64)
    for side in (-1, 1):
        cx = 500 + side * 280
        puff(
            sheet,
            f"M{cx - 110} 700A110 150 0 0 1 {cx + 110} 700V820A110 150 0 0 1 {cx - 110} 820Z",
            colour,
            edge=50,
            tex="leather",
            share=0.3,
        )
        sheet.ellipse(cx - side * 60, 760, 44, 130, dark(GRAPHITE, 0.3))
        ring(sheet, cx + side * 16, 760, 54, 80, 8, BRASS)
    sheet.line("M220 930C180 1060 420 1000 380 1100", GRAPHITE, 11)
    return sheet


def sport_buds(colour: str) -> Sheet:
    sheet = table(WALL)
    for x, flip in ((370, 1), (640, -1)):
        sheet.line(f"M{x} 500C{x + flip * 180} 380 {x + flip * 190} 720 {x + flip * 60} 800", dark(colour, 0.2), 26)
        puff(sheet, f"M{x - 80} 500A80 80 0 0 1 {x + 80} 500V600A80 80 0 0 1 {x - 80} 600Z", colour, edge=40, lift=14)
        puff(sheet, f"M{x - 40} 660h80l16 66q-56 40 -112 0z", "#d9d5cb", edge=22, lift=8)
        sheet.circle(x, 540, 26, dark(colour, 0.4))
    return sheet


def kids(colour: str) -> Sheet:
    sheet = _shelf()
    sheet.shadow(510, 950, 290, 36)
    sheet.line("M250 720V600C250 390 750 390 750 600V720", colour, 52)
    sheet.line("M262 600C270 410 730 410 738 600", light(colour, 0.4), 12, opacity=0.7)
    for side in (-1, 1):
        cx = 500 + side * 240
        sheet.circle(
            cx, 820, 122, sheet.radial((0, light("#e3b23c", 0.5)), (0.6, "#e3b23c"), (1, "#a9801f"), cx=0.36, cy=0.3)
        )
        sheet.circle(cx, 820, 74, light(colour, 0.2))
        sheet.circle(cx - 20, 800, 9, GRAPHITE)
        sheet.circle(cx + 20, 800, 9, GRAPHITE)
        sheet.line(f"M{cx - 26} 840q26 26 52 0", GRAPHITE, 7)
    return sheet


def ear_pads(colour: str) -> Sheet:
    sheet = table(WALL)
    for cx, cy in ((370, 560), (630, 740)):
        drop(sheet, f"M{cx - 190} {cy}a190 190 0 1 0 380 0a190 190 0 1 0 -380 0Z", far=20)
        sheet.circle(
            cx,
            cy,
            190,
            sheet.radial(
                (0.4, dark(colour, 0.4)), (0.72, light(colour, 0.3)), (1, dark(colour, 0.3)), cx=0.46, cy=0.44, r=0.56
            ),
        )
        over(sheet, f"M{cx - 190} {cy}a190 190 0 1 0 380 0a190 190 0 1 0 -380 0Z", "leather", share=0.3)
        sheet.circle(cx, cy, 92, dark(WALL, 0.3))
        sheet.circle(cx, cy, 84, light(WALL, 0.1))
    return sheet


def cable(colour: str) -> Sheet:
    sheet = table(WALL)
    for r in (230, 206, 182):
        ring(sheet, 500, 620, r, r, 16, colour)
    sheet.line("M300 740C240 900 320 980 400 1000", colour, 15)
    sheet.line("M690 750C760 880 700 960 620 1010", colour, 15)
    for x, y, turn in ((400, 1000, 78), (620, 1010, 110)):
        with tilt(sheet, turn - 90, x, y):
            bar(sheet, (x, y - 10), (x, y + 80), 38, GRAPHITE, cap=False)
            bar(sheet, (x, y + 80), (x, y + 140), 16, BRASS, end=10)
    bar(sheet, (400, 800), (600, 830), 30, "#8a5a34")
    return sheet


def stand(colour: str) -> Sheet:
    sheet = _shelf()
    sheet.shadow(510, 975, 190, 34)
    disc(sheet, 500, 950, 190, colour, thick=22)
    bar(sheet, (500, 950), (500, 420), 40, colour, cap=False)
    over(sheet, "M480 420h40v530h-40z", "wood_up", share=0.4)
    puff(
        sheet,
        "M340 420C340 340 660 340 660 420Q660 440 640 436C600 400 400 400 360 436Q340 440 340 420Z",
        light(colour, 0.06),
        edge=24,
        tex="wood",
        share=0.4,
    )
    return sheet


def record_crate(colour: str) -> Sheet:
    sheet = _shelf()
    for index, tint in enumerate(("#b3423a", "#d09a2f", "#3d4f78", "#7b4a63", "#4f6f57", "#e4dac4")):
        x, y = 250 + index * 26, 470 - index * 14
        sheet.path(f"M{x} {y}h420v420h-420z", sheet.linear((0, light(tint, 0.2)), (1, dark(tint, 0.1)), angle=30))
        sheet.rect(x + 18, y + 16, 130, 22, "#f4efe2", 3, opacity=0.85)
    box(sheet, 180, 640, 560, 290, colour, depth=150, tex="wood", share=0.45)
    sheet.rect(390, 690, 140, 46, dark(colour, 0.55), 22)
    return sheet


def record_brush(colour: str) -> Sheet:
    sheet = table(WALL)
    sheet.circle(520, 640, 350, sheet.radial((0, "#2a2a2e"), (1, "#141416")))
    for r in range(140, 350, 14):
        ring(sheet, 520, 640, r, r, 1.5, "#3c3c42")
    sheet.circle(520, 640, 116, "#a8473d")
    sheet.circle(520, 640, 12, WALL)
    with tilt(sheet, -24, 470, 820):
        puff(
            sheet,
            "M250 770H690Q720 770 720 800V850H220V800Q220 770 250 770Z",
            colour,
            edge=26,
            lift=16,
            tex="wood",
            share=0.4,
        )
        sheet.rect(
            226,
            850,
            488,
            34,
            sheet.pattern(
                6, 34, '<rect width="6" height="34" fill="#2b2b30"/><rect width="2" height="34" fill="#56565e"/>'
            ),
        )
    return sheet


def alarm_clock(colour: str) -> Sheet:
    sheet = _shelf()
    box(sheet, 230, 640, 480, 270, colour, depth=130, tex="wood", share=0.25, r=40)
    sheet.rect(270, 680, 230, 120, "#26282d", 12)
    text(sheet, 385, 762, "6:40", 76, "#f0c987", serif=False, bold=True)
    sheet.circle(
        610,
        770,
        82,
        sheet.pattern(
            12,
            12,
            f'<rect width="12" height="12" fill="{dark(colour, 0.2)}"/><circle cx="6" cy="6" r="3" fill="{dark(colour, 0.6)}"/>',
        ),
    )
    for x in (300, 360, 420, 480):
        sheet.circle(x, 850, 17, sheet.radial((0, light(BRASS, 0.4)), (1, dark(BRASS, 0.3)), cx=0.35, cy=0.3))
    return sheet
