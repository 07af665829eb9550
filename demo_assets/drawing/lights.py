"""Lamps of Lichtwerk Berlin, drawn at dusk and switched on."""

from __future__ import annotations

from demo_assets.drawing.sheet import Sheet, dark, light, turned

WALL, TABLE = "#8a7766", "#66554a"
GLOW = "#ffe3a6"
BRASS = "#c79a4b"


def _room(*, horizon: float = 860) -> Sheet:
    sheet = Sheet()
    sheet.room(WALL, TABLE, horizon=horizon, window=False)
    return sheet


def _glow(sheet: Sheet, cx: float, cy: float, rx: float, ry: float, strength: float = 0.85) -> None:
    sheet.ellipse(
        cx,
        cy,
        rx,
        ry,
        sheet.radial((0, GLOW, strength), (0.4, GLOW, strength * 0.38), (0.72, GLOW, strength * 0.1), (1, GLOW, 0)),
    )


def _lit(sheet: Sheet, colour: str) -> str:
    """Cloth or glass with a light behind it."""
    return sheet.linear(
        (0, dark(colour, 0.14)), (0.3, light(colour, 0.55)), (0.6, light(colour, 0.3)), (1, dark(colour, 0.2))
    )


def table_lamp(colour: str) -> Sheet:
    sheet = _room()
    _glow(sheet, 500, 470, 480, 420)
    _glow(sheet, 500, 940, 400, 110, 0.7)
    sheet.shadow(510, 965, 150, 26)
    sheet.path(turned([(660, 26), (720, 30), (760, 74), (850, 112), (920, 96), (952, 84)]), sheet.volume("#d9d2c3"))
    sheet.rect(484, 600, 32, 80, BRASS, 6)
    shade = "M360 260H640L760 620Q500 668 240 620Z"
    sheet.path(shade, _lit(sheet, colour))
    for x in (-3, -2, -1, 0, 1, 2, 3):
        sheet.line(f"M{500 + x * 42} 262L{500 + x * 76} {640 - abs(x) * 4}", dark(colour, 0.25), 2, opacity=0.35)
    sheet.path("M240 620Q500 668 760 620L752 594Q500 640 248 594Z", dark(colour, 0.2), opacity=0.5)
    sheet.ellipse(500, 260, 140, 18, "#fff8e4")
    return sheet


def desk_lamp(colour: str) -> Sheet:
    sheet = _room()
    sheet.path(
        "M300 500L110 1010H620L430 430Z",
        sheet.linear((0, GLOW, 0.75), (1, GLOW, 0.02), across=False),
        filter=sheet.blur(14),
    )
    _glow(sheet, 360, 990, 360, 90, 0.8)
    sheet.shadow(690, 985, 170, 30)
    sheet.ellipse(680, 962, 165, 40, dark(colour, 0.3))
    sheet.ellipse(680, 946, 165, 40, sheet.linear((0, light(colour, 0.3)), (1, dark(colour, 0.15))))
    sheet.line("M680 940L770 640", dark(colour, 0.35), 24)
    sheet.line("M676 938L766 640", colour, 15)
    sheet.line("M770 640L430 390", dark(colour, 0.35), 24)
    sheet.line("M768 634L432 386", colour, 15)
    sheet.circle(768, 638, 27, BRASS)
    sheet.circle(768, 638, 11, dark(BRASS, 0.4))
    head = "M428 330C480 350 506 410 480 462L330 560C250 560 200 470 246 416Z"
    sheet.path(head, sheet.linear((0, light(colour, 0.38)), (0.6, colour), (1, dark(colour, 0.3)), angle=40))
    sheet.ellipse(288, 490, 106, 50, "#fff4d2", transform="rotate(58 288 490)")
    sheet.circle(432, 388, 20, BRASS)
    return sheet


def floor_lamp(colour: str) -> Sheet:
    sheet = _room(horizon=990)
    _glow(sheet, 500, 360, 470, 360)
    _glow(sheet, 500, 1110, 380, 80, 0.5)
    sheet.shadow(510, 1130, 260, 26, 0.8)
    wood = "#a9794c"
    for foot in (300, 520, 700):
        sheet.line(f"M500 520L{foot} 1125", dark(wood, 0.3), 24)
        sheet.line(f"M497 520L{foot - 4} 1122", wood, 15)
    sheet.circle(500, 780, 20, BRASS)
    sheet.rect(470, 490, 60, 60, BRASS, 10)
    shade = "M280 190H720V500Q500 548 280 500Z"
    sheet.path(shade, _lit(sheet, colour))
    sheet.ellipse(500, 190, 220, 30, "#fff8e4")
    sheet.path("M280 500Q500 548 720 500V476Q500 524 280 476Z", dark(colour, 0.2), opacity=0.5)
    return sheet


def dome(colour: str) -> Sheet:
    sheet = _room(horizon=1100)
    sheet.line("M500 0V330", "#1f2226", 10)
    sheet.path(
        "M200 690L60 1250H940L800 690Z", sheet.linear((0, GLOW, 0.6), (1, GLOW, 0), across=False), filter=sheet.blur(18)
    )
    sheet.path(turned([(300, 34), (340, 44), (380, 52), (400, 70)]), sheet.volume(BRASS))
    shell = "M440 400C250 430 150 570 140 690Q500 770 860 690C850 570 750 430 560 400Q500 388 440 400Z"
    sheet.path(shell, sheet.volume(colour))
    sheet.ellipse(500, 694, 360, 52, "#fff4d2")
    sheet.ellipse(500, 700, 330, 40, "#ffe9b5")
    sheet.circle(500, 700, 64, "#ffffff", opacity=0.9, filter=sheet.blur(8))
    sheet.line("M236 590C262 520 310 470 372 440", "#ffffff", 14, opacity=0.4)
    return sheet


def globe(colour: str) -> Sheet:
    sheet = _room()
    _glow(sheet, 500, 560, 500, 470, 0.95)
    _glow(sheet, 500, 960, 380, 90, 0.7)
    sheet.shadow(510, 975, 170, 26)
    sheet.path(turned([(770, 96), (820, 110), (880, 150), (950, 164), (968, 160)]), sheet.volume(colour))
    sheet.circle(
        500, 560, 250, sheet.radial((0, "#ffffff"), (0.55, "#fff3d3"), (1, "#e9c987"), cx=0.45, cy=0.42, r=0.62)
    )
    sheet.line("M330 470C350 420 390 380 440 362", "#ffffff", 18, opacity=0.75)
    return sheet


def sconce(colour: str) -> Sheet:
    sheet = _room(horizon=1180)
    sheet.path(
        "M380 600L180 60H820L620 600Z",
        sheet.linear((0, GLOW, 0.02), (1, GLOW, 0.8), across=False),
        filter=sheet.blur(22),
    )
    sheet.path(
        "M380 680L180 1190H820L620 680Z",
        sheet.linear((0, GLOW, 0.8), (1, GLOW, 0.02), across=False),
        filter=sheet.blur(22),
    )
    sheet.circle(522, 655, 150, "#1d1a2b", opacity=0.35, filter=sheet.blur(16))
    sheet.circle(500, 640, 104, sheet.radial((0, light(BRASS, 0.3)), (1, dark(BRASS, 0.15)), cx=0.4, cy=0.35, r=0.8))
    shell = "M330 560H670C680 640 680 660 670 740Q500 776 330 740C320 660 320 640 330 560Z"
    sheet.path(shell, sheet.volume(colour))
    sheet.ellipse(500, 560, 170, 30, "#fff6da")
    sheet.path("M330 736Q500 772 670 736L668 750Q500 790 332 750Z", "#fff6da")
    return sheet


def bulb(colour: str) -> Sheet:
    sheet = _room()
    _glow(sheet, 500, 520, 480, 440, 0.9)
    sheet.shadow(510, 985, 120, 26)
    glass = (
        "M500 260C640 260 742 368 742 500C742 620 640 680 612 790H388C360 680 258 620 258 500C258 368 360 260 500 260Z"
    )
    sheet.path(glass, sheet.radial((0, "#ffe9b0", 0.9), (0.7, colour, 0.35), (1, "#ffffff", 0.55), r=0.62))
    for x in (430, 476, 524, 570):
        sheet.line(f"M{x} 440V620", "#fff6d0", 16)
        sheet.line(f"M{x} 440V620", "#f2a93b", 7)
    sheet.line("M430 620L470 790M570 620L530 790M476 620L490 780M524 620L510 780", "#8d8678", 5)
    sheet.line("M318 450C332 390 372 346 420 322", "#ffffff", 16, opacity=0.8)
    for index, y in enumerate((790, 832, 874, 916)):
        half = 112 - index * 8
        sheet.rect(500 - half, y, half * 2, 38, sheet.volume("#b9bcc0"), 16)
    sheet.path("M430 956H570L540 992H460Z", "#3a3d42")
    return sheet
