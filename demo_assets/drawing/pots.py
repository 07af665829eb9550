"""Ceramics of Tanah Liat: thrown, dipped in glaze, sometimes speckled."""

from __future__ import annotations

from random import Random

from demo_assets.drawing.sheet import Point, Sheet, dark, light, smooth, turned

CLAY = "#c79a74"
WALL, TABLE = "#eadfcd", "#d2b998"
LEAF = "#6d8763"


def _speckles(sheet: Sheet, clip: str, box: tuple[float, float, float, float], colour: str, seed: int) -> None:
    random = Random(seed)  # noqa: S311
    left, top, right, bottom = box
    spots = "".join(
        f'<circle cx="{random.uniform(left, right):.0f}" cy="{random.uniform(top, bottom):.0f}" '
        f'r="{random.uniform(2, 4.6):.1f}"/>'
        for _ in range(46)
    )
    sheet.raw(f'<g clip-path="{clip}" fill="{dark(colour, 0.45)}" opacity=".4">{spots}</g>')


def _mouth(sheet: Sheet, y: float, half: float, tall: float, colour: str, *, centre: float = 500) -> None:
    """The open rim, and the dark inside."""
    sheet.ellipse(centre, y, half, tall, light(colour, 0.32))
    sheet.ellipse(
        centre, y + tall * 0.1, half - 13, tall - 8, sheet.linear((0, dark(colour, 0.5)), (1, dark(colour, 0.22)))
    )


def _dipped(
    sheet: Sheet, body: str, colour: str, dip: float, *, seed: int, box: tuple[float, float, float, float]
) -> None:
    """A clay body whose upper part was dipped in glaze down to `dip`."""
    clip = sheet.clip(body)
    sheet.path(body, sheet.volume(CLAY))
    left, top, right, _bottom = box
    width = right - left
    edge = [
        (right + 20, dip - 20),
        (right - width * 0.12, dip + 12),
        (right - width * 0.3, dip + 34),
        (500, dip + 30),
        (left + width * 0.34, dip + 52),
        (left + width * 0.22, dip + 18),
        (left - 20, dip - 18),
    ]
    glaze = f"M{left - 20} {top - 60}H{right + 20}V{dip - 20}" + smooth(edge, closed=False).replace("M", "L", 1) + "Z"
    sheet.raw(f'<g clip-path="{clip}">')
    sheet.path(glaze, sheet.volume(colour))
    sheet.line(smooth(edge, closed=False), light(colour, 0.35), 7, opacity=0.7)
    sheet.raw("</g>")
    _speckles(sheet, clip, box, colour, seed)


def mug(colour: str) -> Sheet:
    sheet = Sheet()
    sheet.room(WALL, TABLE)
    sheet.shadow(520, 940, 250, 40)
    sheet.line("M668 560C830 540 850 790 650 790", dark(colour, 0.2), 54)
    sheet.line("M668 556C812 540 828 778 654 780", colour, 36)
    body = turned([(455, 196), (560, 192), (700, 184), (850, 172), (905, 158), (928, 128)])
    _dipped(sheet, body, colour, 735, seed=3, box=(300, 455, 700, 930))
    _mouth(sheet, 455, 196, 40, colour)
    sheet.line("M352 560C352 640 358 690 364 720", "#ffffff", 12, opacity=0.35)
    return sheet


def bowls(colour: str) -> Sheet:
    sheet = Sheet()
    sheet.room(WALL, TABLE)
    sheet.shadow(510, 945, 260, 38)
    for lift, tint in ((0, dark(colour, 0.08)), (-128, colour)):
        body = turned([(650 + lift, 300), (730 + lift, 280), (820 + lift, 216), (895 + lift, 130), (930 + lift, 112)])
        if lift:
            sheet.ellipse(500, 690, 270, 56, "#1d1a2b", opacity=0.28, filter=sheet.blur(12))
        sheet.path(body, sheet.volume(tint))
        sheet.line(
            f"M{232} {716 + lift}C340 {772 + lift} 660 {772 + lift} {768} {716 + lift}",
            light(tint, 0.4),
            8,
            opacity=0.6,
        )
        _mouth(sheet, 650 + lift, 300, 62, tint)
    return sheet


def plates(colour: str) -> Sheet:
    sheet = Sheet()
    sheet.room(WALL, TABLE, horizon=560)
    sheet.shadow(510, 905, 350, 110)
    for index in range(4):
        y = 860 - index * 36
        sheet.ellipse(500, y + 20, 345, 146, dark(colour, 0.3))
        sheet.ellipse(500, y, 352, 150, sheet.volume(colour if index % 2 else light(colour, 0.14)))
    top = 860 - 3 * 36
    sheet.ellipse(500, top, 352, 150, sheet.linear((0, light(colour, 0.5)), (1, colour)))
    sheet.ellipse(500, top + 5, 330, 138, CLAY, opacity=0.4)
    sheet.ellipse(500, top + 6, 324, 134, sheet.linear((0, light(colour, 0.36)), (1, dark(colour, 0.08))))
    sheet.ellipse(500, top + 12, 226, 88, sheet.linear((0, dark(colour, 0.2)), (0.6, colour), (1, light(colour, 0.25))))
    sheet.line(f"M330 {top + 14}C360 {top - 46} 470 {top - 66} 560 {top - 62}", "#ffffff", 9, opacity=0.3)
    return sheet


def teapot(colour: str) -> Sheet:
    sheet = Sheet()
    sheet.room(WALL, TABLE)
    sheet.shadow(510, 940, 280, 40)
    sheet.line("M330 610C330 330 670 330 670 610", dark("#a9793f", 0.2), 36)
    sheet.line("M330 606C330 336 670 336 670 606", "#b98a4d", 24)
    for x in (343, 396, 460, 540, 604, 657):
        y = 606 - (1 - ((x - 500) / 170) ** 2) ** 0.5 * 203 if abs(x - 500) < 170 else 560
        sheet.circle(x, y, 15, dark("#b98a4d", 0.25))
    spout = "M300 800C220 790 212 700 168 640C160 628 172 614 188 618C236 640 280 690 330 700Z"
    sheet.path(spout, sheet.linear((0, light(colour, 0.2)), (1, dark(colour, 0.25))))
    sheet.ellipse(178, 629, 17, 10, dark(colour, 0.5), transform="rotate(40 178 629)")
    body = turned([(590, 108), (630, 190), (700, 236), (790, 236), (870, 196), (920, 132), (932, 112)])
    _dipped(sheet, body, colour, 800, seed=5, box=(264, 590, 736, 935))
    lid = turned([(540, 40), (560, 92), (592, 120), (600, 118)])
    sheet.path(lid, sheet.volume(colour))
    sheet.circle(500, 524, 30, sheet.radial((0, light(colour, 0.45)), (1, dark(colour, 0.2)), cx=0.36, cy=0.32, r=0.8))
    return sheet


def vase(colour: str) -> Sheet:
    sheet = Sheet()
    sheet.room(WALL, TABLE)
    sheet.shadow(510, 945, 180, 36)
    branch = "M500 520C500 400 460 330 380 210"
    sheet.line(branch, "#6b5a45", 9)
    sheet.line("M496 430C540 360 610 320 640 250", "#6b5a45", 8)
    for x, y, turn in (
        (380, 215, -35), (418, 262, 60), (402, 300, -80), (452, 330, 50), (446, 372, -70), (476, 430, -60),
        (640, 250, 30), (606, 306, 95), (584, 312, -20), (548, 366, 100),
    ):  # fmt: skip
        sheet.path(
            f"M{x} {y}c-34 -18 -40 -66 0 -92c40 26 34 74 0 92z",
            LEAF if turn > 0 else light(LEAF, 0.22),
            transform=f"rotate({turn} {x} {y})",
        )
    body = turned([(470, 62), (500, 52), (580, 56), (650, 130), (740, 186), (840, 176), (920, 118), (936, 100)])
    _dipped(sheet, body, colour, 770, seed=9, box=(314, 470, 686, 940))
    _mouth(sheet, 470, 62, 15, colour)
    sheet.line("M372 700C352 740 352 790 362 820", "#ffffff", 12, opacity=0.34)
    return sheet


def jug(colour: str) -> Sheet:
    sheet = Sheet()
    sheet.room(WALL, TABLE)
    sheet.shadow(510, 945, 210, 38)
    sheet.line("M610 470C830 440 840 760 650 770", dark(colour, 0.22), 50)
    sheet.line("M610 466C812 446 822 748 650 760", colour, 33)
    body = turned([(400, 128), (450, 112), (520, 118), (620, 172), (740, 202), (850, 184), (925, 140), (938, 128)])
    _dipped(sheet, body, colour, 640, seed=12, box=(296, 400, 704, 940))
    beak = "M372 404C352 372 322 352 296 350C310 400 350 448 392 470Z"
    sheet.path(beak, sheet.linear((0, light(colour, 0.2)), (1, colour)))
    lip: list[Point] = [(628, 402), (590, 430), (500, 440), (400, 428), (296, 350), (400, 378), (500, 370), (590, 376)]
    sheet.path(smooth(lip), light(colour, 0.32))
    sheet.path(
        smooth([(606, 404), (560, 424), (490, 428), (410, 414), (340, 370), (420, 390), (500, 384), (570, 386)]),
        sheet.linear((0, dark(colour, 0.3)), (1, dark(colour, 0.5))),
    )
    return sheet


def mortar(colour: str) -> Sheet:
    sheet = Sheet()
    sheet.room(WALL, TABLE, horizon=640)
    sheet.shadow(510, 930, 330, 60)
    body = turned([(760, 336), (830, 312), (890, 220), (925, 190)])
    sheet.path(body, sheet.volume(colour))
    _speckles(sheet, sheet.clip(body), (164, 760, 836, 940), light(colour, 0.2), 21)
    sheet.ellipse(500, 760, 336, 118, light(colour, 0.25))
    sheet.ellipse(500, 766, 300, 96, sheet.linear((0, dark(colour, 0.4)), (1, light(colour, 0.06))))
    for x, y, turn in ((420, 790, 20), (470, 812, -14), (385, 770, -42)):
        sheet.path(
            f"M{x - 58} {y}c30 -26 90 -26 122 8c-36 20 -92 22 -122 -8z", "#b8382b", transform=f"rotate({turn} {x} {y})"
        )
        sheet.line(f"M{x - 58} {y}l-20 -10", LEAF, 9, transform=f"rotate({turn} {x} {y})")
    pestle = "M770 470C812 452 850 486 836 526C800 600 690 700 610 772C580 796 528 786 524 756C522 726 560 690 600 650Z"
    sheet.path(pestle, sheet.linear((0, light(colour, 0.3)), (1, dark(colour, 0.25)), angle=40))
    return sheet
