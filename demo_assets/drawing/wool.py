"""Knitwear and blankets of Mayak."""

# ruff: noqa: E501  (paths read better whole)

from __future__ import annotations

from math import cos, pi, sin

from demo_assets.drawing.kit import table
from demo_assets.drawing.sheet import Sheet, dark, light, smooth

WALL, TABLE = "#e6e2dc", "#d8cbb9"
SNOW = "#f4efe4"


def _flat() -> Sheet:
    """Laid out on paper, seen from above."""
    return table(TABLE)


def _knit(sheet: Sheet, colour: str, unit: float = 34) -> str:
    """Stocking stitch: rows of small Vs."""
    half = unit / 2
    stroke = f'fill="none" stroke-width="{unit * 0.3:.1f}" stroke-linecap="round"'
    return sheet.pattern(
        unit,
        unit * 0.9,
        f'<rect width="{unit}" height="{unit}" fill="{dark(colour, 0.2)}"/>'
        f'<path d="M{unit * 0.16} {unit * 0.1}L{half} {unit * 0.66}" stroke="{light(colour, 0.1)}" {stroke}/>'
        f'<path d="M{unit * 0.84} {unit * 0.1}L{half} {unit * 0.66}" stroke="{colour}" {stroke}/>',
    )


def _rib(sheet: Sheet, colour: str, unit: float = 26) -> str:
    return sheet.pattern(
        unit,
        unit,
        f'<rect width="{unit}" height="{unit}" fill="{dark(colour, 0.24)}"/>'
        f'<rect x="3" width="{unit * 0.6}" height="{unit}" rx="{unit * 0.2}" fill="{colour}"/>',
    )


def _shadow_of(sheet: Sheet, path: str) -> None:
    sheet.path(path, "#1d1a2b", opacity=0.26, filter=sheet.blur(16), transform="translate(16 22)")


def _zigzag(y: float, left: float, right: float, step: float, tall: float) -> str:
    points, x, up = [], left, True
    while x <= right:
        points.append(f"{x:.0f} {y - (tall if up else 0):.0f}")
        x, up = x + step, not up
    return "M" + "L".join(points)


def sweater(colour: str) -> Sheet:
    sheet = _flat()
    sleeves = (
        "M330 320L120 860L236 912L380 560Z",
        "M670 320L880 860L764 912L620 560Z",
    )
    body = (
        "M330 316C390 292 430 288 440 282C470 330 530 330 560 282C570 288 610 292 670 316L700 560L690 980H310L300 560Z"
    )
    for path in (*sleeves, body):
        _shadow_of(sheet, path)
    for path in sleeves:
        sheet.path(path, _knit(sheet, dark(colour, 0.06)))
    sheet.path("M120 860L236 912L220 952L102 898Z", _rib(sheet, colour), opacity=1)
    sheet.path("M880 860L764 912L780 952L898 898Z", _rib(sheet, colour))
    sheet.path(body, _knit(sheet, colour))
    sheet.path("M310 930H690V1010H310Z", _rib(sheet, colour))
    clip = sheet.clip(body)
    sheet.raw(f'<g clip-path="{clip}">')
    for y, tall, tint in ((430, 40, SNOW), (480, 40, dark(colour, 0.5)), (520, 26, SNOW)):
        sheet.line(_zigzag(y, 270, 740, 34, tall), tint, 13)
    for x in range(300, 720, 68):
        sheet.path(f"M{x} 560l22 22l-22 22l-22 -22z", SNOW)
    sheet.path("M300 280H430L400 1010H300Z", "#fff6e6", opacity=0.1)
    sheet.path("M610 280H710V1010H640Z", "#1d1a2b", opacity=0.12)
    sheet.raw("</g>")
    sheet.line("M436 288C470 342 530 342 564 288", dark(colour, 0.3), 34)
    sheet.line("M436 284C470 336 530 336 564 284", light(colour, 0.15), 20, stroke_dasharray="7 5")
    return sheet


def beanie(colour: str) -> Sheet:
    sheet = Sheet()
    sheet.room(WALL, TABLE, horizon=820)
    sheet.shadow(510, 960, 280, 34)
    crown = "M240 800C230 520 360 400 500 400C640 400 770 520 760 800Z"
    sheet.path(crown, _knit(sheet, colour))
    sheet.raw(f'<g clip-path="{sheet.clip(crown)}">')
    sheet.line(_zigzag(720, 200, 800, 36, 44), SNOW, 14)
    sheet.line(_zigzag(660, 200, 800, 36, 44), dark(colour, 0.5), 12)
    sheet.raw("</g>")
    sheet.shade_over(crown)
    brim = "M216 780C216 756 232 744 256 744H744C768 744 784 756 784 780V910C784 936 768 950 744 950H256C232 950 216 936 216 910Z"
    sheet.path(brim, _rib(sheet, light(colour, 0.1), 34))
    sheet.shade_over(brim)
    for ring, radius in ((0, 96), (1, 74)):
        for index in range(22):
            angle = index * 2 * pi / 22 + ring * 0.14
            x, y = 500 + cos(angle) * radius * 0.62, 352 + sin(angle) * radius * 0.62
            sheet.circle(round(x), round(y), 34, light(SNOW, 0.3) if (index + ring) % 2 else dark(SNOW, 0.08))
    sheet.circle(486, 336, 46, SNOW)
    return sheet


def scarf(colour: str) -> Sheet:
    sheet = _flat()
    under = "M250 330C330 240 670 240 750 330C800 400 760 500 690 520C620 440 380 440 310 520C240 500 200 400 250 330Z"
    tails = ("M330 470L470 520L420 1040L270 1010Z", "M560 500L690 470L770 960L640 1000Z")
    for path in (under, *tails):
        _shadow_of(sheet, path)
    for path, turn in zip(tails, (6, -9), strict=True):
        sheet.path(path, _rib(sheet, colour, 30))
        sheet.path(path, sheet.linear((0, "#fff6e6", 0.16), (1, "#1d1a2b", 0.24)))
        sheet.raw(f'<g clip-path="{sheet.clip(path)}">')
        for y in (800, 860, 890):
            sheet.line(f"M200 {y}L830 {y - turn * 9}", SNOW, 22 if y == 800 else 12)
        sheet.raw("</g>")
    for start, end, y0, y1 in ((276, 414, 1008, 1042), (646, 764, 1000, 962)):
        for index in range(8):
            x = start + (end - start) * index / 7
            knot = y0 + (y1 - y0) * index / 7
            sheet.line(
                f"M{x:.0f} {knot:.0f}l{-6 + index % 3 * 6} 66",
                light(colour, 0.12) if index % 2 else dark(colour, 0.1),
                10,
            )
    sheet.path(under, _rib(sheet, light(colour, 0.08), 30))
    sheet.path(under, sheet.linear((0, "#fff6e6", 0.2), (1, "#1d1a2b", 0.3), across=False))
    sheet.ellipse(500, 372, 150, 62, dark(colour, 0.55))
    sheet.path("M350 372C370 310 630 310 650 372C610 340 390 340 350 372Z", dark(colour, 0.3))
    return sheet


def mittens(colour: str) -> Sheet:
    sheet = _flat()
    for side in (-1, 1):
        cx = 500 + side * 190
        hand = smooth([
            (cx - 104, 800), (cx - 116, 620), (cx - 98, 440), (cx - 30, 340), (cx + 40, 342), (cx + 102, 440),
            (cx + 116, 620), (cx + 104, 800), (cx, 812),
        ])  # fmt: skip
        inner = cx - side * 112
        thumb = smooth([
            (inner + side * 34, 700), (inner - side * 36, 640), (inner - side * 62, 560), (inner - side * 30, 500),
            (inner + side * 14, 520), (inner + side * 40, 600),
        ])  # fmt: skip
        sheet.raw(f'<g transform="rotate({side * 8} {cx} 620)">')
        for path in (hand, thumb):
            _shadow_of(sheet, path)
        sheet.path(thumb, _knit(sheet, dark(colour, 0.1), 30))
        sheet.path(hand, _knit(sheet, colour, 30))
        sheet.raw(f'<g clip-path="{sheet.clip(hand)}">')
        for y in (520, 580, 640):
            sheet.line(_zigzag(y, cx - 130, cx + 130, 30, 34), SNOW if y != 580 else dark(colour, 0.5), 12)
        sheet.path(f"M{cx} 400l26 30l-26 30l-26 -30z", SNOW)
        sheet.raw("</g>")
        sheet.shade_over(hand, 0.7)
        cuff = f"M{cx - 116} 790H{cx + 116}V940C{cx + 116} 956 {cx + 104} 962 {cx + 92} 962H{cx - 92}C{cx - 104} 962 {cx - 116} 956 {cx - 116} 940Z"
        sheet.path(cuff, _rib(sheet, light(colour, 0.08), 29))
        sheet.shade_over(cuff, 0.7)
        sheet.raw("</g>")
    return sheet


def socks(colour: str) -> Sheet:
    sheet = _flat()
    for shift, tint in ((150, dark(colour, 0.08)), (0, colour)):
        sock = (
            f"M{330 + shift} 260H{530 + shift}L{536 + shift} 660C{540 + shift} 720 {500 + shift} 790 {440 + shift} 850"
            f"C{380 + shift} 910 {330 + shift} 960 {270 + shift} 980C{190 + shift} 1000 {150 + shift} 910 {210 + shift} 850"
            f"C{270 + shift} 790 {330 + shift} 740 {334 + shift} 640Z"
        )
        _shadow_of(sheet, sock)
        sheet.path(sock, _knit(sheet, tint, 30))
        sheet.raw(f'<g clip-path="{sheet.clip(sock)}">')
        sheet.circle(220 + shift, 930, 96, _knit(sheet, SNOW, 30))
        sheet.circle(552 + shift, 720, 92, _knit(sheet, SNOW, 30))
        sheet.rect(320 + shift, 250, 230, 120, _rib(sheet, light(tint, 0.1), 26))
        for y in (410, 446):
            sheet.rect(320 + shift, y, 230, 18, SNOW)
        sheet.line(_zigzag(520, 300 + shift, 560 + shift, 30, 34), SNOW, 11)
        sheet.raw("</g>")
        sheet.shade_over(sock, 0.7)
    return sheet


def blanket(colour: str) -> Sheet:
    sheet = Sheet()
    sheet.room(WALL, TABLE, horizon=720)
    sheet.shadow(510, 990, 370, 40)
    for index, y in enumerate((860, 740, 620)):
        fold = f"M170 {y}C130 {y} 130 {y + 118} 170 {y + 118}H820C868 {y + 112} 868 {y + 6} 820 {y}Z"
        sheet.path(fold, _knit(sheet, colour if index % 2 else light(colour, 0.12), 36))
        sheet.path(fold, sheet.linear((0, "#fff6e6", 0.2), (0.5, "#1d1a2b", 0), (1, "#1d1a2b", 0.3), across=False))
        sheet.line(f"M820 {y + 4}C864 {y + 10} 864 {y + 108} 820 {y + 114}", dark(colour, 0.3), 6)
    drape = "M280 560C320 540 620 540 660 560L700 900C620 930 380 930 260 900Z"
    _shadow_of(sheet, drape)
    sheet.path(drape, _knit(sheet, light(colour, 0.06), 36))
    sheet.raw(f'<g clip-path="{sheet.clip(drape)}">')
    for y, width in ((640, 26), (690, 12), (820, 12), (860, 26)):
        sheet.line(f"M240 {y}C380 {y + 24} 580 {y + 24} 720 {y}", SNOW, width)
    sheet.raw("</g>")
    sheet.shade_over(drape, 0.7)
    for index in range(16):
        x = 268 + index * 28
        sheet.line(
            f"M{x} {908 + 10 * sin(index / 15 * pi):.0f}l{-4 + index % 3 * 4} 62",
            SNOW if index % 2 else light(colour, 0.2),
            10,
        )
    return sheet


def cushion(colour: str) -> Sheet:
    sheet = Sheet()
    sheet.room(WALL, TABLE, horizon=860)
    sheet.shadow(510, 1000, 320, 40)
    pillow = smooth([
        (210, 380), (350, 372), (500, 366), (650, 372), (790, 380), (806, 520), (810, 680), (806, 840), (792, 985),
        (650, 976), (500, 972), (350, 976), (208, 985), (194, 840), (190, 680), (194, 520),
    ])  # fmt: skip
    sheet.path(pillow, _knit(sheet, colour, 32))
    sheet.raw(f'<g clip-path="{sheet.clip(pillow)}">')
    for x in (330, 500, 670):
        for y in range(340, 1000, 96):
            sheet.line(f"M{x - 34} {y}C{x - 34} {y + 48} {x + 34} {y + 48} {x + 34} {y + 96}", dark(colour, 0.25), 34)
            sheet.line(f"M{x - 34} {y}C{x - 34} {y + 48} {x + 34} {y + 48} {x + 34} {y + 96}", light(colour, 0.2), 24)
            sheet.line(f"M{x + 34} {y}C{x + 34} {y + 48} {x - 34} {y + 48} {x - 34} {y + 96}", dark(colour, 0.25), 34)
            sheet.line(f"M{x + 34} {y}C{x + 34} {y + 48} {x - 34} {y + 48} {x - 34} {y + 96}", light(colour, 0.08), 24)
    sheet.raw("</g>")
    sheet.path(
        pillow,
        sheet.radial((0.4, "#fff6e6", 0.12), (0.75, "#1d1a2b", 0), (1, "#1d1a2b", 0.42), cx=0.42, cy=0.4, r=0.72),
    )
    return sheet
