"""More lamps of Lichtwerk Berlin, and what belongs to them."""

# ruff: noqa: E501  (paths read better whole)

from __future__ import annotations

from demo_assets.drawing.kit import (
    SHADE,
    Sheet,
    bar,
    dark,
    disc,
    lathe,
    light,
    over,
    puff,
    ring,
    stage,
    table,
    tilt,
)
from demo_assets.drawing.lights import BRASS, GLOW, _glow, _lit, _room

GROUND = "#e6dccd"


def mushroom(colour: str) -> Sheet:
    sheet = _room()
    _glow(sheet, 500, 520, 470, 380)
    sheet.shadow(510, 970, 170, 30)
    lathe(sheet, [(600, 70), (800, 82), (930, 130), (965, 140)], colour, gloss=0.4)
    dome = "M220 600C220 380 380 300 500 300C620 300 780 380 780 600Q500 680 220 600Z"
    sheet.path(dome, _lit(sheet, colour))
    sheet.path("M220 600Q500 680 780 600Q500 630 220 600Z", GLOW)
    return sheet


def tube(colour: str) -> Sheet:
    sheet = _room(horizon=1180)
    _glow(sheet, 500, 620, 430, 560)
    for y in (330, 910):
        sheet.rect(440, y - 30, 120, 60, colour, 10)
    sheet.rect(462, 350, 76, 540, sheet.linear((0, "#ffe9bd"), (0.4, "#ffffff"), (1, "#ffdf9f")), 30)
    return sheet


def clip_spot(colour: str) -> Sheet:
    sheet = _room()
    sheet.path(
        "M380 470L60 1040H560L520 560Z",
        sheet.linear((0, GLOW, 0.7), (1, GLOW, 0.02), across=False),
        filter=sheet.blur(14),
    )
    bar(sheet, (620, 980), (640, 640), 30, dark(colour, 0.3))
    puff(sheet, "M560 900h160v130h-160z", dark(colour, 0.2), edge=24)
    with tilt(sheet, 34, 520, 480):
        lathe(sheet, [(330, 70), (420, 96), (560, 150), (640, 172)], colour, cx=520, gloss=0.4)
        sheet.ellipse(520, 640, 166, 34, "#fff6dc")
    return sheet


def paper_shade(colour: str) -> Sheet:
    sheet = _room(horizon=1130)
    sheet.line("M500 0V300", "#33312c", 8)
    _glow(sheet, 500, 620, 460, 430)
    path = "M430 320L180 860H820L570 320Z"
    sheet.path(path, _lit(sheet, colour))
    for place in range(-7, 8):
        sheet.path(
            f"M{500 + place * 9} 320L{500 + place * 44} 860h22L{500 + place * 9 + 5} 320Z",
            SHADE if place % 2 else "#ffffff",
            opacity=0.12,
        )
    return sheet


def bank(colour: str) -> Sheet:
    sheet = _room()
    _glow(sheet, 500, 800, 460, 260)
    sheet.shadow(510, 985, 240, 32)
    lathe(sheet, [(900, 90), (940, 190), (975, 220)], BRASS)
    bar(sheet, (500, 920), (500, 560), 30, BRASS)
    sheet.line("M300 560H700", BRASS, 18)
    puff(sheet, "M180 640Q180 440 300 430H700Q820 440 820 640Z", _lit(sheet, colour), edge=40)
    sheet.path("M180 640H820V660H180Z", "#fff3cf")
    sheet.line("M640 660V790", BRASS, 5)
    sheet.circle(640, 800, 12, BRASS)
    return sheet


def cluster(colour: str) -> Sheet:
    sheet = _room(horizon=1190)
    for x, y, r in ((320, 520, 110), (520, 720, 130), (690, 440, 96)):
        sheet.line(f"M{x} 0V{y - r}", "#33312c", 7)
        _glow(sheet, x, y, r * 2.4, r * 2.4)
        sheet.circle(
            x, y, r, sheet.radial((0, "#ffffff"), (0.4, light(colour, 0.6)), (1, colour), cx=0.45, cy=0.55, r=0.62)
        )
        sheet.rect(x - 28, y - r - 30, 56, 40, BRASS, 8)
    return sheet


def arc_lamp(colour: str) -> Sheet:
    sheet = _room(horizon=1010)
    _glow(sheet, 700, 620, 360, 400)
    sheet.shadow(290, 1075, 160, 30)
    disc(sheet, 270, 1050, 160, "#d9d2c3", thick=34)
    sheet.line("M270 1040C240 200 560 60 700 380", dark("#c3c5c6", 0.3), 22)
    sheet.line("M266 1040C238 204 556 68 696 380", "#eceded", 7)
    sheet.path("M520 560A180 190 0 0 1 880 560Z", sheet.volume(colour))
    sheet.ellipse(700, 560, 180, 34, "#fff6dc")
    return sheet


def lantern_outdoor(colour: str) -> Sheet:
    sheet = _room(horizon=960)
    _glow(sheet, 500, 700, 420, 380)
    sheet.shadow(510, 1030, 190, 34)
    ring(sheet, 500, 330, 60, 70, 14, colour)
    sheet.path("M360 480L430 400H570L640 480Z", sheet.volume(colour))
    sheet.rect(370, 480, 260, 500, sheet.radial((0, "#fff6dc"), (0.6, GLOW, 0.8), (1, GLOW, 0.25)))
    sheet.path("M470 860h60v120h-60z", "#f3ead6")
    sheet.path("M500 850q-26 -46 0 -100q26 54 0 100z", "#f2b541")
    for x in (360, 488, 616):
        sheet.rect(x, 480, 24, 500, sheet.volume(colour))
    sheet.rect(340, 970, 320, 50, sheet.volume(colour), 6)
    return sheet


def fan(colour: str) -> Sheet:
    sheet = stage(GROUND)
    sheet.shadow(510, 985, 210, 34)
    disc(sheet, 500, 960, 200, colour, thick=26)
    bar(sheet, (500, 960), (500, 760), 44, colour)
    for turn in (0, 120, 240):
        sheet.raw(f'<g transform="rotate({turn} 500 560)">')
        puff(sheet, "M500 560C410 520 380 400 440 350C520 320 590 420 500 560Z", light(colour, 0.3), edge=26)
        sheet.raw("</g>")
    for r in (236, 190, 146, 102):
        ring(sheet, 500, 560, r, r, 6, dark(colour, 0.3))
    for turn in range(0, 360, 15):
        sheet.raw(
            f'<path d="M500 540V324" stroke="{dark(colour, 0.25)}" stroke-width="4" transform="rotate({turn} 500 560)" opacity=".8"/>'
        )
    sheet.circle(500, 560, 44, sheet.radial((0, light(BRASS, 0.5)), (1, dark(BRASS, 0.3)), cx=0.36, cy=0.32))
    return sheet


def cord_set(colour: str) -> Sheet:
    sheet = table(GROUND)
    for r in (220, 196, 172, 148):
        ring(sheet, 480, 560, r, r, 17, colour)
    sheet.line("M690 640C760 800 640 900 600 960", colour, 16)
    bar(sheet, (600, 950), (560, 1060), 84, BRASS, end=74, cap=False)
    sheet.line("M280 660C200 760 240 900 320 940", colour, 16)
    puff(
        sheet,
        "M300 920h110q16 0 16 16v60q0 16 -16 16h-110q-16 0 -16 -16v-60q0 -16 16 -16z",
        "#efe8da",
        edge=20,
        lift=10,
    )
    return sheet


def dimmer(colour: str) -> Sheet:
    sheet = table(GROUND)
    sheet.line("M180 300C300 420 340 500 420 560M590 730C680 820 740 900 830 1000", "#3a3938", 16)
    with tilt(sheet, 42, 500, 640):
        puff(
            sheet,
            "M380 590H620Q670 590 670 640Q670 690 620 690H380Q330 690 330 640Q330 590 380 590Z",
            colour,
            edge=34,
            lift=16,
        )
        sheet.circle(500, 640, 36, sheet.radial((0, light(BRASS, 0.5)), (1, dark(BRASS, 0.35)), cx=0.36, cy=0.32))
        sheet.line("M500 640V612", "#3a3938", 5)
    return sheet


def glass_shade(colour: str) -> Sheet:
    sheet = stage(GROUND)
    sheet.shadow(510, 950, 280, 44)
    path = "M420 470C430 620 250 700 210 940Q500 1010 790 940C750 700 570 620 580 470Z"
    sheet.path(path, sheet.volume(colour), opacity=0.82)
    sheet.path(path, sheet.linear((0, "#ffffff", 0.3), (0.22, "#ffffff", 0.5), (0.34, "#ffffff", 0), (1, SHADE, 0.18)))
    ring(sheet, 500, 470, 80, 18, 12, colour)
    sheet.line("M210 940Q500 1010 790 940", light(colour, 0.5), 8)
    return sheet


def night_light(colour: str) -> Sheet:
    sheet = _room()
    _glow(sheet, 500, 740, 400, 330)
    sheet.shadow(510, 960, 190, 30)
    body = "M300 900C280 740 340 640 420 620L400 520L470 600Q500 594 530 600L600 520L580 620C660 640 720 740 700 900Q500 980 300 900Z"
    sheet.path(body, sheet.radial((0, "#fffdf2"), (0.6, light(colour, 0.4)), (1, colour), cx=0.5, cy=0.6, r=0.6))
    over(sheet, body, "soft", share=0.2)
    for x in (450, 550):
        sheet.circle(x, 720, 11, "#4a3a32")
    sheet.path("M484 752h32l-16 18z", "#4a3a32")
    return sheet
