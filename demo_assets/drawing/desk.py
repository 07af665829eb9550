"""More for a desk: Kamiya of Kyoto."""

# ruff: noqa: E501  (paths read better whole)

from __future__ import annotations

from demo_assets.drawing.kit import (
    SHADE,
    Sheet,
    bar,
    box,
    cos,
    dark,
    drop,
    inside,
    light,
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
from demo_assets.drawing.paper import _bound, _page
from demo_assets.drawing.patterns import kawung, stripes

GROUND = "#e4ddd0"
INK = "#2b2d3a"
SNOW = "#f7f2e6"
BRASS = "#c79a4b"


def origami(colour: str) -> Sheet:
    sheet = table(GROUND)
    sheet.ellipse(530, 860, 300, 70, SHADE, opacity=0.25, filter=sheet.blur(22))
    for path, tint in (
        ("M500 560L250 300L420 640Z", light(colour, 0.3)), ("M500 560L760 290L590 640Z", dark(colour, 0.1)),
        ("M420 640L500 560L590 640L505 860Z", colour), ("M420 640L505 860L460 720Z", dark(colour, 0.25)),
        ("M460 720L330 880L420 640Z", light(colour, 0.1)), ("M590 640L700 780L548 740Z", dark(colour, 0.2)),
        ("M330 880L270 850L352 850Z", dark(colour, 0.3)), ("M700 780L820 560L640 700Z", light(colour, 0.18)),
    ):  # fmt: skip
        sheet.path(path, tint)
        over(sheet, path, "soft", share=0.12)
    for index, tint in enumerate(("#d9a0a0", "#e3b23c", "#9cc4b2", "#9dbcd0")):
        with tilt(sheet, -14 + index * 9, 250, 1000):
            path = f"M{200 + index * 40} {960 - index * 14}h170v170h-170z"
            drop(sheet, path, far=5)
            sheet.path(path, tint)
    return sheet


def calendar(colour: str) -> Sheet:
    sheet = stage(GROUND)
    sheet.shadow(510, 955, 300, 36)
    sheet.path("M240 940L300 360H700L760 940Z", dark(colour, 0.3))
    page = "M264 930L318 380H682L736 930Z"
    sheet.path(page, SNOW)
    over(sheet, page, "soft", share=0.1)
    text(sheet, 500, 520, "十一月", 70, INK, bold=True)
    for index in range(30):
        col, row = index % 7, index // 7
        text(sheet, 350 + col * 50, 610 + row * 62, str(index + 1), 28, "#b3423a" if col == 0 else INK, serif=False)
    for x in range(340, 680, 42):
        ring(sheet, x, 374, 10, 22, 6, BRASS)
    sheet.rect(210, 930, 580, 44, sheet.linear((0, light("#8a5f42", 0.2)), (1, dark("#8a5f42", 0.2))), 6)
    return sheet


def fan(colour: str) -> Sheet:
    sheet = table(GROUND)

    def at(r: float, degrees: float) -> tuple[float, float]:
        return 500 + r * cos(degrees * pi / 180), 980 + r * sin(degrees * pi / 180)

    shape = (
        "M"
        + "L".join(f"{at(620, d)[0]:.0f} {at(620, d)[1]:.0f}" for d in range(-152, -26, 3))
        + "L"
        + "L".join(f"{at(270, d)[0]:.0f} {at(270, d)[1]:.0f}" for d in range(-28, -154, -3))
        + "Z"
    )
    drop(sheet, shape, far=20)
    for d in range(-152, -27, 6):
        a, b = at(60, d), at(600, d)
        bar(sheet, a, b, 12, "#cfa872", end=9, cap=False)
    sheet.path(shape, sheet.linear((0, light(colour, 0.3)), (1, colour), across=False))
    waves = "".join(
        f'<path d="M{x} {y}a46 46 0 0 1 92 0m-72 0a26 26 0 0 1 52 0" fill="none" stroke="{SNOW}" stroke-width="5" opacity=".8"/>'
        for y in range(400, 900, 46)
        for x in range((-46 if (y // 46) % 2 else 0), 1000, 92)
    )
    inside(sheet, shape, waves)
    for place, d in enumerate(range(-152, -27, 6)):
        a, b = at(270, d), at(620, d)
        sheet.line(f"M{a[0]:.0f} {a[1]:.0f}L{b[0]:.0f} {b[1]:.0f}", SHADE if place % 2 else "#ffffff", 8, opacity=0.14)
    sheet.circle(500, 975, 16, BRASS)
    return sheet


def paperweight(colour: str) -> Sheet:
    sheet = table(GROUND)
    _page(sheet, 200, 280, 600, 720)
    for x in (300, 390, 480):
        sheet.line(f"M{x} 340V860", INK, 14, opacity=0.1)
    with tilt(sheet, -4):
        puff(
            sheet,
            "M240 540H760Q772 540 772 552V618Q772 630 760 630H240Q228 630 228 618V552Q228 540 240 540Z",
            sheet.linear((0, light(colour, 0.4)), (0.5, colour), (1, dark(colour, 0.3)), across=False),
            edge=24,
            lift=18,
            tex="brushed",
            share=0.4,
        )
        for x in (330, 500, 670):
            sheet.raw(
                f'<path d="M{x - 26} 585a26 26 0 0 1 52 0a26 26 0 0 1 -52 0M{x} 559v52M{x - 26} 585h52" stroke="{dark(colour, 0.4)}" stroke-width="4" fill="none"/>'
            )
    return sheet


def tape(colour: str) -> Sheet:
    sheet = table(GROUND)
    for cx, cy, tint in ((360, 480, colour), (640, 560, "#d9a0a0"), (430, 800, "#9cc4b2")):
        drop(sheet, f"M{cx - 140} {cy}a140 140 0 1 0 280 0a140 140 0 1 0 -280 0Z", far=16)
        sheet.circle(cx, cy, 140, sheet.radial((0.7, dark(tint, 0.1)), (0.9, light(tint, 0.2)), (1, dark(tint, 0.2))))
        for r in (126, 116, 106):
            ring(sheet, cx, cy, r, r, 2, dark(tint, 0.2))
        sheet.circle(cx, cy, 96, "#d9c49a")
        sheet.circle(cx, cy, 84, sheet.linear((0, dark(GROUND, 0.28)), (1, GROUND), angle=45))
    with tilt(sheet, -12, 640, 900):
        strip = "M540 880H850V940H540Z"
        drop(sheet, strip, far=5)
        sheet.path(strip, stripes(sheet, light(colour, 0.3), (0, 10, colour), unit=24, turn=90))
    return sheet


def envelope_string(colour: str) -> Sheet:
    sheet = table(GROUND)
    with tilt(sheet, 6):
        case = _page(sheet, 220, 360, 560, 560, colour, lift=20, tex="grain")
        inside(
            sheet,
            case,
            f'<path d="M220 360H780V470L500 640L220 470Z" fill="{light(colour, 0.14)}" stroke="{dark(colour, 0.3)}" stroke-width="4"/>',
        )
        for y in (600, 760):
            sheet.circle(500, y, 34, dark(colour, 0.4))
            sheet.circle(497, y - 4, 30, "#b3423a")
            sheet.circle(497, y - 4, 7, BRASS)
        sheet.line("M497 596C560 640 440 700 500 756C540 800 600 780 640 850", "#f0e6d0", 6)
    return sheet


def book_cover(colour: str) -> Sheet:
    sheet = table(GROUND)
    with tilt(sheet, -5):
        _bound(sheet, 300, 330, 400, 590, kawung(sheet, colour, light(colour, 0.4), 74), pages=30)
        sheet.line("M660 920C690 980 640 1010 680 1060", "#b3423a", 8)
        sheet.rect(300, 330, 64, 590, dark(colour, 0.3), 0, opacity=0.25)
    return sheet


def stamp_set(colour: str) -> Sheet:
    sheet = stage(GROUND)
    for x, y, h in ((360, 900, 250), (500, 930, 200), (640, 900, 290)):
        sheet.shadow(x + 6, y, 66, 20)
        bar(sheet, (x, y - h), (x, y), 92, colour, end=104, cap=False)
        over(sheet, f"M{x - 50} {y - h}h100v{h}h-100z", "wood_up", share=0.3)
        sheet.rect(x - 54, y - 22, 108, 26, "#b3423a", 4)
        sheet.ellipse(x, y - h, 46, 14, light(colour, 0.3))
    for x, word in ((360, "山"), (500, "花"), (640, "月")):
        sheet.circle(x, 1070, 52, "none", stroke="#b3423a", stroke_width=7, opacity=0.8)
        text(sheet, x, 1092, word, 60, "#b3423a", bold=True)
    return sheet


def ruler(colour: str) -> Sheet:
    sheet = table(GROUND)
    for turn, y, tint in ((-18, 520, colour), (9, 760, BRASS)):
        with tilt(sheet, turn, 500, y):
            path = f"M140 {y}h720v84h-720z"
            puff(sheet, path, tint, edge=12, lift=12, tex="brushed" if tint == BRASS else "wood", share=0.4)
            for index in range(46):
                x = 160 + index * 15
                sheet.line(f"M{x} {y}v{34 if index % 10 == 0 else 24 if index % 5 == 0 else 15}", INK, 2.5, opacity=0.8)
                if index % 10 == 0:
                    text(sheet, x + 3, y + 60, str(index // 3), 20, INK, serif=False)
    return sheet


def sharpener(colour: str) -> Sheet:
    sheet = stage(GROUND)
    sheet.shadow(510, 940, 200, 34)
    box(sheet, 330, 700, 300, 240, colour, depth=120)
    sheet.circle(480, 820, 62, dark(colour, 0.4))
    sheet.circle(480, 820, 40, "#15161c")
    bar(sheet, (480, 820), (300, 900), 34, "#d09a2f", cap=False)
    bar(sheet, (690, 760), (770, 680), 18, BRASS)
    sheet.circle(776, 672, 30, sheet.radial((0, light(INK, 0.5)), (1, INK), cx=0.35, cy=0.3))
    return sheet


def lantern(colour: str) -> Sheet:
    sheet = stage("#8a7766", table="#66554a", horizon=900)
    sheet.ellipse(500, 640, 470, 470, sheet.radial((0, "#ffe3a6", 0.75), (1, "#ffe3a6", 0)))
    sheet.shadow(510, 985, 170, 30)
    body = (
        "M420 360C260 430 230 560 240 660C250 790 330 900 420 940H580C670 900 750 790 760 660C770 560 740 430 580 360Z"
    )
    sheet.path(body, sheet.radial((0, "#fffbe9"), (0.6, "#ffe9bd"), (1, "#d9b27a"), cx=0.5, cy=0.55, r=0.6))
    inside(
        sheet,
        body,
        "".join(
            f'<path d="M200 {y}Q500 {y + 44} 800 {y}" stroke="#9a7a50" stroke-width="3" fill="none" opacity=".45"/>'
            for y in range(380, 940, 34)
        ),
    )
    over(sheet, body, "soft", share=0.2)
    for y, half in ((344, 92), (936, 92)):
        sheet.rect(500 - half, y, 2 * half, 34, INK, 6)
    return sheet
