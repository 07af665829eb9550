"""Shell, cloth and coffee: more of Isla Kape."""

# ruff: noqa: E501  (paths read better whole)

from __future__ import annotations

from demo_assets.drawing.goods import fold
from demo_assets.drawing.kit import (
    SHADE,
    Sheet,
    arc,
    beads,
    box,
    cos,
    dark,
    disc,
    drop,
    lathe,
    light,
    mouth,
    over,
    pi,
    puff,
    ring,
    sin,
    stage,
    table,
    text,
    tilt,
)
from demo_assets.drawing.patterns import ikat, stripes, weave, zigzags

GROUND = "#e9dfcf"
INK, SNOW, BRASS, LEAF = "#3a302a", "#f4ead6", "#c79a4b", "#6d8763"
SHELL = ("#f2ead9", "#e9dcc2", "#f6efe2", "#dfd0b4")


def capiz_lamp(colour: str) -> Sheet:
    sheet = stage("#8a7766", table="#66554a", horizon=1130)
    sheet.line("M500 0V320", INK, 8)
    sheet.ellipse(500, 640, 470, 470, sheet.radial((0, "#ffe3a6", 0.8), (1, "#ffe3a6", 0)))
    ring(sheet, 500, 330, 150, 26, 14, BRASS)
    for row in range(9):
        half = 150 + 90 * sin(row / 8 * pi)
        for place in range(-4, 5):
            x, y = 500 + half * sin(place * pi / 9.5), 380 + row * 68
            tint = SHELL[(row + place) % 4]
            sheet.ellipse(
                round(x),
                y,
                38,
                38,
                sheet.radial((0, "#fffdf2"), (1, tint), cx=0.4, cy=0.4),
                stroke=dark(tint, 0.2),
                stroke_width=2,
                opacity=0.95,
            )
    return sheet


def parol(colour: str) -> Sheet:
    sheet = stage("#8a7766", table="#66554a", horizon=1180)
    sheet.ellipse(500, 600, 460, 460, sheet.radial((0, "#ffe3a6", 0.75), (1, "#ffe3a6", 0)))

    def at(r: float, turn: float) -> str:
        return f"{500 + r * sin(turn * pi / 180):.0f} {600 - r * cos(turn * pi / 180):.0f}"

    for place in range(5):
        turn = place * 72
        for side, tint in ((-36, light(colour, 0.3)), (36, dark(colour, 0.05))):
            path = f"M500 600L{at(360, turn)}L{at(150, turn + side)}Z"
            sheet.path(path, tint)
            over(sheet, path, "soft", share=0.3)
            sheet.line(path, BRASS, 5)
    for place in range(5):
        sheet.path(f"M500 600L{at(96, place * 72)}L{at(60, place * 72 + 36)}Z", "#fff6dc")
    ring(sheet, 500, 600, 400, 400, 10, BRASS)
    for x in (460, 500, 540):
        for y in range(1010, 1150, 14):
            sheet.circle(x + (y % 5), y, 6, light(colour, 0.2))
    return sheet


def capiz_coasters(colour: str) -> Sheet:
    sheet = table(GROUND)
    for place, (x, y) in enumerate(((360, 460), (640, 430), (330, 740), (640, 720), (490, 960))):
        path = f"M{x - 124} {y}a124 124 0 1 0 248 0a124 124 0 1 0 -248 0Z"
        drop(sheet, path, far=9)
        sheet.circle(
            x, y, 124, sheet.radial((0, "#fffdf5"), (0.7, SHELL[place % 4]), (1, dark(colour, 0.1)), cx=0.4, cy=0.36)
        )
        over(sheet, path, "wood", share=0.16, seed=place + 2)
        ring(sheet, x, y, 122, 122, 6, BRASS)
    return sheet


def abaca_bag(colour: str) -> Sheet:
    sheet = stage(GROUND)
    sheet.shadow(510, 985, 290, 40)
    sheet.line("M350 520C350 220 650 220 650 520", "#6b4529", 26)
    path = "M230 500H770L800 960Q500 1000 200 960Z"
    puff(
        sheet,
        path,
        stripes(sheet, "#d9c49a", (0, 60, colour), (76, 10, dark(colour, 0.3)), unit=240),
        edge=44,
        tex="wood",
        share=0.5,
    )
    return sheet


def malong(colour: str) -> Sheet:
    sheet = stage(GROUND, horizon=700)
    fold(
        sheet,
        [
            ikat(sheet, colour, "#e3b23c", "#b3423a", 130),
            stripes(sheet, colour, (10, 16, "#e3b23c"), (36, 6, SNOW), unit=80),
        ],
        y=680,
        thick=120,
    )
    return sheet


def inabel(colour: str) -> Sheet:
    sheet = stage(GROUND, horizon=700)
    waves = sheet.pattern(
        90,
        90,
        f'<rect width="90" height="90" fill="{SNOW}"/>'
        + "".join(
            f'<circle cx="45" cy="45" r="{r}" fill="none" stroke="{colour}" stroke-width="5"/>' for r in (40, 29, 18, 7)
        ),
    )
    fold(sheet, [waves, zigzags(sheet, SNOW, colour, 46, 8), waves], y=640, thick=100)
    return sheet


def barong(colour: str) -> Sheet:
    sheet = table(GROUND)
    for arm in ("M360 330L170 720L268 770L400 520Z", "M640 330L830 720L732 770L600 520Z"):
        puff(sheet, arm, colour, edge=20, lift=12, tex="cotton", share=0.4)
    body = "M360 310L440 276L500 330L560 276L640 310L664 560L690 1010H310L336 560Z"
    puff(sheet, body, colour, edge=24, lift=14, tex="cotton", share=0.4)
    sheet.path("M440 270L500 340L560 270L576 290L500 380L424 290Z", light(colour, 0.4))
    sheet.line("M500 350V700", dark(colour, 0.25), 5)
    for side in (-1, 1):
        for y in range(400, 900, 56):
            sheet.raw(
                f'<g fill="none" stroke="{dark(colour, 0.3)}" stroke-width="3"><circle cx="{500 + side * 70}" cy="{y}" r="14"/><path d="M{500 + side * 70 - 24} {y + 28}h48"/></g>'
            )
    return sheet


def salakot(colour: str) -> Sheet:
    sheet = stage(GROUND)
    sheet.shadow(510, 860, 360, 60)
    path = "M130 800Q300 640 500 480Q700 640 870 800Q500 930 130 800Z"
    sheet.path(path, weave(sheet, colour, unit=28))
    sheet.shade_over(path)
    sheet.line("M130 800Q500 930 870 800", dark(colour, 0.3), 18)
    lathe(sheet, [(440, 16), (462, 28), (500, 34)], BRASS)
    return sheet


def basket_bayong(colour: str) -> Sheet:
    sheet = stage(GROUND)
    sheet.shadow(510, 975, 270, 40)
    for dx in (-20, 20):
        sheet.line(f"M{380 + dx} 520C{380 + dx} 300 {620 + dx} 300 {620 + dx} 520", dark(colour, 0.2), 16)
    path = "M270 510H730V960Q500 990 270 960Z"
    puff(sheet, path, weave(sheet, colour, "#6d8f5a", unit=74), edge=36)
    return sheet


def dripper(colour: str) -> Sheet:
    sheet = stage(GROUND)
    sheet.shadow(510, 955, 190, 36)
    body = "M330 700L360 920Q500 960 640 920L670 700Z"
    sheet.path(body, "#d9dfdc", opacity=0.5)
    sheet.path(
        "M346 820L360 920Q500 960 640 920L654 820Q500 850 346 820Z",
        sheet.linear((0, "#3b2018"), (0.3, "#7a4a2c"), (1, "#2b1810")),
    )
    sheet.path(body, sheet.linear((0, "#ffffff", 0.5), (0.2, "#ffffff", 0.04), (1, SHADE, 0.2)))
    lathe(sheet, [(440, 220), (560, 140), (660, 60), (700, 56)], colour, gloss=0.5)
    disc(sheet, 500, 694, 190, colour, flat=0.16, thick=16)
    mouth(sheet, 440, 220, colour, content="#4b2e1f", level=0.16)
    return sheet


def grinder(colour: str) -> Sheet:
    sheet = stage(GROUND)
    sheet.shadow(510, 965, 190, 36)
    lathe(sheet, [(700, 150), (860, 154), (930, 176), (960, 180)], colour, gloss=0.35)
    lathe(sheet, [(420, 130), (470, 180), (640, 170), (700, 130)], "#cfd6d3", gloss=0.5)
    sheet.path("M340 540Q500 600 660 540L636 660Q500 700 364 660Z", "#6b4529")
    over(sheet, "M340 540Q500 600 660 540L636 660Q500 700 364 660Z", "felt", share=0.7)
    lathe(sheet, [(370, 110), (400, 134), (430, 132)], dark(colour, 0.1))
    sheet.circle(500, 820, 40, sheet.radial((0, light(BRASS, 0.5)), (1, dark(BRASS, 0.3)), cx=0.36, cy=0.32))
    return sheet


def brewer(colour: str) -> Sheet:
    sheet = stage(GROUND)
    box(sheet, 280, 420, 360, 530, colour, depth=150, r=20)
    sheet.rect(320, 600, 280, 270, dark(colour, 0.6), 12)
    sheet.path("M370 690H550L530 850H390Z", "#d9dfdc", opacity=0.7)
    sheet.path("M378 760H542L530 850H390Z", "#5a3420")
    sheet.path("M400 600h120l-26 60h-68z", dark(colour, 0.2))
    for x, tint in ((350, "#6d8f5a"), (400, "#efe8da")):
        sheet.circle(x, 510, 14, tint)
    text(sheet, 540, 524, "ISLA", 40, SNOW, bold=True)
    return sheet


def shell_necklace(colour: str) -> Sheet:
    sheet = table(GROUND)
    beads(sheet, arc(500, 480, 280, 340, -20, 200, 44), 13, [SHELL[0], colour, SHELL[1]], gloss=0.4)
    for x, y, turn in ((500, 830, 0), (420, 812, 14), (580, 812, -14)):
        with tilt(sheet, turn, x, y):
            puff(
                sheet,
                f"M{x} {y - 20}C{x + 60} {y + 20} {x + 50} {y + 110} {x} {y + 130}C{x - 50} {y + 110} {x - 60} {y + 20} {x} {y - 20}Z",
                SHELL[2],
                edge=24,
                lift=8,
                tex="wood",
                share=0.2,
            )
    return sheet


def sungka(colour: str) -> Sheet:
    sheet = table(GROUND)
    with tilt(sheet, -24):
        path = "M120 560Q120 520 200 510H800Q880 520 880 560V740Q880 780 800 790H200Q120 780 120 740Z"
        puff(sheet, path, colour, edge=40, lift=24, tex="wood", share=0.5)
        for x, y, r in [(200, 650, 58), (800, 650, 58)] + [(296 + i * 68, y, 30) for i in range(7) for y in (594, 708)]:
            sheet.ellipse(x, y, r, r * 0.92, sheet.linear((0, dark(colour, 0.6)), (1, light(colour, 0.1)), angle=60))
            for k in range(4 if r < 40 else 7):
                sheet.ellipse(
                    x - r * 0.4 + (k * 17) % (r * 0.9), y - r * 0.3 + (k * 29) % (r * 0.7), 8, 6, SHELL[k % 4]
                )
    return sheet
