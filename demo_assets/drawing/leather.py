"""Shoes and bags of Laufgut."""

# ruff: noqa: E501  (paths read better whole)

from __future__ import annotations

from demo_assets.drawing.sheet import Sheet, dark, light, smooth

WALL, TABLE = "#ead8cd", "#cdb3a4"
SOLE, LACE = "#f1ece0", "#faf6ec"


def _floor(*, horizon: float = 760) -> Sheet:
    sheet = Sheet()
    sheet.room(WALL, TABLE, horizon=horizon)
    return sheet


def _stitch(sheet: Sheet, path: str, colour: str) -> None:
    sheet.line(path, colour, 4, stroke_dasharray="12 10", opacity=0.75)


def _shoe(sheet: Sheet, colour: str, *, trail: bool) -> None:
    sheet.shadow(510, 950, 380, 40)
    upper = (
        "M150 870C140 790 150 700 170 610C176 580 210 566 236 584C300 630 360 640 420 600C440 586 470 588 486 604"
        "C560 690 660 740 770 762C850 778 884 820 884 872Z"
    )
    sheet.path(upper, sheet.linear((0, light(colour, 0.22)), (0.5, colour), (1, dark(colour, 0.2)), angle=60))
    sheet.path(
        "M770 762C850 778 884 820 884 872H690C690 810 720 776 770 762Z",
        light(colour, 0.3) if not trail else dark(colour, 0.42),
    )
    sheet.path("M150 870C140 790 150 700 168 618L262 640C258 730 270 810 300 870Z", dark(colour, 0.28))
    sheet.path(
        "M236 584C300 630 360 640 420 600C440 586 470 588 486 604L470 628C400 680 300 676 232 626Z", light(colour, 0.42)
    )
    sheet.path("M430 640L520 640C590 720 650 752 720 776L690 826C590 800 490 730 430 640Z", dark(colour, 0.12))
    for x, y in ((470, 650), (520, 694), (574, 734), (632, 766)):
        sheet.line(f"M{x - 26} {y + 30}L{x + 40} {y - 18}", LACE, 15)
    _stitch(sheet, "M306 862C276 800 268 730 272 650", light(colour, 0.5))
    if trail:
        sheet.line("M330 800C420 740 520 790 640 850", "#f0b64b", 18)
        sheet.line("M350 850C430 800 510 830 580 862", "#f0b64b", 12)
        sole = "M128 862H896C912 900 900 926 872 936H176C136 930 122 896 128 862Z"
        sheet.path(sole, "#e9e2d2")
        for x in range(160, 880, 62):
            sheet.path(f"M{x} 930h44l-6 30h-32z", "#3a3b3f")
        sheet.path("M128 862H896L898 884H126Z", "#f0b64b")
    else:
        sheet.path("M340 862C420 760 520 800 610 862Z", light(colour, 0.5), opacity=0.85)
        sheet.path("M128 862H894C910 906 896 944 862 946H176C136 944 120 904 128 862Z", SOLE)
        sheet.line("M130 898H902", dark(SOLE, 0.16), 6)
        sheet.path("M128 862H894L897 876H126Z", dark(SOLE, 0.12))


def sneaker(colour: str) -> Sheet:
    sheet = _floor()
    _shoe(sheet, colour, trail=False)
    return sheet


def trail_shoe(colour: str) -> Sheet:
    sheet = _floor()
    _shoe(sheet, colour, trail=True)
    return sheet


def boot(colour: str) -> Sheet:
    sheet = _floor()
    sheet.shadow(510, 965, 320, 38)
    leather = (
        "M268 330C350 350 450 350 540 330C548 430 540 540 560 620C600 690 700 720 770 760C820 792 828 850 824 900"
        "H250C240 700 280 520 268 330Z"
    )
    sheet.path(
        leather,
        sheet.linear((0, dark(colour, 0.15)), (0.28, light(colour, 0.28)), (0.6, colour), (1, dark(colour, 0.28))),
    )
    sheet.path("M352 348C400 352 440 352 480 346C484 440 470 540 430 616C380 560 350 450 352 348Z", dark(colour, 0.55))
    for index in range(7):
        x = 366 + index * 17
        sheet.line(f"M{x} 356L{402 + index * 5} 590", dark(colour, 0.75), 3, opacity=0.6)
    sheet.line("M262 330C350 352 452 352 546 330", dark(colour, 0.4), 16)
    sheet.line("M392 320C386 262 440 262 436 320", dark(colour, 0.35), 16)
    sheet.line("M560 640C620 720 720 740 790 800", light(colour, 0.5), 12, opacity=0.5)
    _stitch(sheet, "M250 850C450 870 640 868 826 850", light(colour, 0.4))
    sheet.path("M232 896H838V930C838 940 830 944 820 944H400L390 968H240C232 968 228 960 228 950Z", "#3b302a")
    sheet.rect(230, 940, 160, 38, "#2a2320", 6)
    return sheet


def slippers(colour: str) -> Sheet:
    sheet = Sheet()
    sheet.rect(0, 0, 1000, 1250, sheet.linear((0, light(TABLE, 0.35)), (1, TABLE), angle=60))
    for x in range(0, 1000, 200):
        sheet.line(f"M{x} 0V1250", dark(TABLE, 0.12), 3, opacity=0.6)
    for side, turn in ((-1, -7), (1, 7)):
        cx = 500 + side * 165
        outline = smooth([
            (cx, 300), (cx + 105, 350), (cx + 136, 480), (cx + 112, 640), (cx + 108, 780), (cx + 84, 900),
            (cx, 950), (cx - 84, 900), (cx - 108, 780), (cx - 112, 640), (cx - 136, 480), (cx - 105, 350),
        ])  # fmt: skip
        turned = f"rotate({turn} {cx} 640) scale(1 1)"
        sheet.raw(f'<g transform="{turned}">')
        sheet.path(outline, "#1d1a2b", opacity=0.3, filter=sheet.blur(14), transform="translate(16 20)")
        sheet.path(outline, dark(colour, 0.28))
        sheet.path(
            outline,
            sheet.linear((0, light(colour, 0.2)), (1, dark(colour, 0.1))),
            transform=f"translate({cx * 0.05:.0f} 32) scale(.95)",
        )
        opening = smooth(
            [
                (cx, 570),
                (cx + 82, 620),
                (cx + 84, 760),
                (cx + 60, 860),
                (cx, 892),
                (cx - 60, 860),
                (cx - 84, 760),
                (cx - 82, 620),
            ]
        )
        sheet.path(opening, "#efe6d4")
        sheet.path(opening, sheet.linear((0, "#1d1a2b", 0.5), (0.3, "#1d1a2b", 0.06), (1, "#1d1a2b", 0), across=False))
        sheet.line(f"M{cx - 84} 626C{cx - 40} 560 {cx + 40} 560 {cx + 84} 626", light(colour, 0.4), 12)
        _stitch(sheet, f"M{cx - 96} 500C{cx - 60} 360 {cx + 60} 360 {cx + 96} 500", light(colour, 0.55))
        sheet.raw("</g>")
    return sheet


def backpack(colour: str) -> Sheet:
    sheet = _floor(horizon=860)
    sheet.shadow(510, 1010, 270, 40)
    sheet.line("M430 270C430 200 570 200 570 270", dark(colour, 0.4), 26)
    sheet.line("M272 420C190 520 190 860 262 930M728 420C810 520 810 860 738 930", dark(colour, 0.45), 40)
    body = "M260 460C260 320 340 262 500 262C660 262 740 320 740 460V920C740 980 700 1004 640 1004H360C300 1004 260 980 260 920Z"
    sheet.path(body, sheet.volume(colour))
    sheet.path(
        "M300 700C300 668 320 652 350 652H650C680 652 700 668 700 700V900C700 940 680 956 640 956H360C320 956 300 940 300 900Z",
        dark(colour, 0.14),
    )
    _stitch(
        sheet,
        "M318 716C318 690 330 672 356 672H644C670 672 682 690 682 716V890C682 924 666 938 634 938H366C334 938 318 924 318 890Z",
        light(colour, 0.4),
    )
    sheet.path(
        "M248 470C248 320 340 250 500 250C660 250 752 320 752 470V560C752 584 738 596 716 596H284C262 596 248 584 248 560Z",
        sheet.volume(light(colour, 0.08)),
    )
    strap = "#8a5a34"
    for x in (372, 628):
        sheet.rect(x - 22, 500, 44, 220, strap, 8)
        sheet.rect(x - 30, 626, 60, 46, "#d0b070", 8)
        sheet.rect(x - 16, 638, 32, 22, strap, 4)
    sheet.line("M330 410C350 350 410 318 470 312", "#ffffff", 12, opacity=0.3)
    return sheet


def tote(colour: str) -> Sheet:
    sheet = _floor(horizon=860)
    sheet.shadow(510, 1000, 320, 40)
    sheet.line("M380 480C370 180 630 180 620 480", dark(colour, 0.45), 30)
    body = "M220 450H780L830 980Q500 1030 170 980Z"
    sheet.path(body, sheet.linear((0, light(colour, 0.24)), (0.55, colour), (1, dark(colour, 0.2))))
    sheet.path("M220 450H780L786 510H214Z", dark(colour, 0.12))
    _stitch(sheet, "M216 500H784M214 514H786", light(colour, 0.5))
    strap = "#8a5a34"
    for x in (370, 630):
        sheet.rect(x - 27, 430, 54, 210, strap, 8)
        sheet.circle(x, 606, 8, "#e2c27d")
        sheet.circle(x, 470, 8, "#e2c27d")
    sheet.line("M370 460C360 150 640 150 630 460", strap, 30)
    sheet.rect(430, 700, 140, 96, light(colour, 0.3), 8)
    _stitch(sheet, "M442 712H558V784H442Z", dark(colour, 0.3))
    return sheet


def crossbody(colour: str) -> Sheet:
    sheet = _floor(horizon=820)
    sheet.shadow(510, 960, 300, 36)
    sheet.line("M238 640C150 120 850 120 764 640", dark(colour, 0.5), 26)
    sheet.line("M238 636C154 128 846 128 762 636", "#8a5a34", 16)
    body = (
        "M200 620C200 600 216 590 236 590H764C784 590 800 600 800 620C800 820 700 950 500 950C300 950 200 820 200 620Z"
    )
    sheet.path(body, sheet.volume(colour))
    sheet.path("M200 620C200 600 216 590 236 590H764C784 590 800 600 800 620L796 668H204Z", dark(colour, 0.2))
    sheet.line("M250 630H750", "#d8cbae", 12)
    sheet.line("M250 630H750", dark(colour, 0.6), 4, stroke_dasharray="8 7")
    sheet.rect(716, 616, 28, 66, "#d0b070", 10)
    _stitch(sheet, "M226 690C240 830 340 922 500 922C660 922 760 830 774 690", light(colour, 0.45))
    for x in (238, 762):
        sheet.circle(x, 612, 24, "#d0b070")
        sheet.circle(x, 612, 11, dark(colour, 0.4))
    return sheet
