"""Headphones, speakers and other things of Harbor Audio."""

# ruff: noqa: E501  (paths read better whole)

from __future__ import annotations

from math import cos, pi, sin

from demo_assets.drawing.sheet import Sheet, dark, light, turned

WALL, TABLE = "#dbe3e5", "#b9c4c6"
GRAPHITE = "#34373f"


def _shelf(*, horizon: float = 840) -> Sheet:
    sheet = Sheet()
    sheet.room(WALL, TABLE, horizon=horizon)
    return sheet


def _cone(sheet: Sheet, cx: float, cy: float, radius: float, colour: str = GRAPHITE) -> None:
    sheet.circle(cx, cy, radius, sheet.linear((0, light(colour, 0.4)), (1, dark(colour, 0.3)), angle=45))
    sheet.circle(cx, cy, radius * 0.88, dark(colour, 0.35))
    sheet.circle(cx, cy, radius * 0.76, sheet.radial((0, dark(colour, 0.5)), (1, light(colour, 0.16))))
    sheet.circle(
        cx, cy, radius * 0.28, sheet.radial((0, light(colour, 0.4)), (1, dark(colour, 0.2)), cx=0.35, cy=0.3, r=0.8)
    )


def on_ear(colour: str) -> Sheet:
    sheet = _shelf()
    sheet.shadow(510, 965, 320, 34)
    sheet.line("M232 700V600C232 330 768 330 768 600V700", dark(GRAPHITE, 0.1), 46)
    sheet.line("M232 600C232 340 768 340 768 600", light(GRAPHITE, 0.2), 12, opacity=0.6)
    sheet.line("M330 438C410 372 590 372 670 438", colour, 40)
    for side in (-1, 1):
        cx = 500 + side * 262
        sheet.rect(cx - 26 - side * 70, 670, 74, 270, GRAPHITE, 36)
        sheet.rect(cx - 66, 650, 132, 310, sheet.volume(colour), 62)
        sheet.ellipse(cx + side * 8, 805, 40, 96, dark(colour, 0.16))
        sheet.ellipse(cx + side * 8, 805, 24, 66, light(colour, 0.3))
        sheet.line(f"M{cx - 40} 720V860", "#ffffff", 9, opacity=0.35)
    return sheet


def over_ear(colour: str) -> Sheet:
    sheet = _shelf()
    sheet.shadow(510, 985, 340, 36)
    sheet.line("M220 640C210 250 790 250 780 640", dark(colour, 0.3), 66)
    sheet.line("M222 620C216 262 784 262 778 620", sheet.linear((0, light(colour, 0.3)), (1, dark(colour, 0.12))), 44)
    for side in (-1, 1):
        cx = 500 + side * 268
        sheet.rect(cx - 14, 560, 28, 120, "#b9bcc0", 12)
        sheet.ellipse(cx - side * 66, 800, 70, 172, "#26282d")
        sheet.ellipse(cx, 800, 108, 182, sheet.linear((0, light(colour, 0.3)), (0.55, colour), (1, dark(colour, 0.3))))
        sheet.ellipse(cx + side * 10, 800, 70, 132, "none", stroke=light(colour, 0.45), stroke_width=7, opacity=0.8)
        sheet.circle(cx + side * 14, 800, 18, "#c9a35c")
    return sheet


def earbuds(colour: str) -> Sheet:
    sheet = _shelf(horizon=640)
    sheet.shadow(510, 930, 280, 56)
    sheet.path("M250 610C250 420 330 360 500 360C670 360 750 420 750 610Z", sheet.volume(light(colour, 0.1)))
    sheet.path("M290 604C290 450 360 404 500 404C640 404 710 450 710 604Z", dark(colour, 0.4))
    sheet.rect(240, 600, 520, 330, sheet.volume(colour), 120)
    sheet.rect(240, 600, 520, 100, light(colour, 0.16), 50)
    sheet.ellipse(500, 652, 226, 40, dark(colour, 0.5))
    for side in (-1, 1):
        cx = 500 + side * 108
        sheet.rect(cx - 26, 520, 52, 140, sheet.volume(light(colour, 0.3)), 26)
        sheet.ellipse(cx, 520, 66, 76, sheet.radial((0, light(colour, 0.6)), (1, colour), cx=0.35, cy=0.3, r=0.9))
        sheet.ellipse(cx - side * 40, 532, 30, 42, GRAPHITE, transform=f"rotate({side * 18} {cx} 530)")
    sheet.circle(500, 790, 11, "#6fd39a")
    return sheet


def portable(colour: str) -> Sheet:
    sheet = _shelf()
    sheet.shadow(510, 985, 210, 34)
    body = turned([(390, 196), (430, 206), (700, 210), (930, 204), (965, 190)])
    cloth = sheet.pattern(
        26,
        26,
        f'<rect width="26" height="26" fill="{colour}"/><circle cx="7" cy="7" r="6" fill="{dark(colour, 0.22)}"/>'
        f'<circle cx="20" cy="20" r="6" fill="{dark(colour, 0.22)}"/>',
    )
    sheet.path(body, cloth)
    sheet.shade_over(body, 1.1)
    sheet.ellipse(500, 390, 196, 44, sheet.linear((0, "#5b606b"), (1, "#24272d")))
    sheet.ellipse(500, 388, 168, 34, GRAPHITE)
    for x, sign in ((420, "−"), (500, "●"), (580, "+")):
        sheet.raw(
            f'<text x="{x}" y="400" font-size="36" font-family="sans-serif" text-anchor="middle" fill="#dfe3e6">{sign}</text>'
        )
    sheet.line("M702 470C790 490 790 620 704 640", "#8a5a34", 22)
    sheet.rect(430, 800, 140, 44, dark(colour, 0.5), 8)
    sheet.line("M452 822H548", light(colour, 0.5), 8)
    return sheet


def bookshelf(colour: str) -> Sheet:
    sheet = _shelf()
    sheet.shadow(510, 985, 370, 36)
    for left in (150, 530):
        sheet.path(f"M{left + 320} 420L{left + 350} 400V950L{left + 320} 980Z", dark(colour, 0.45))
        sheet.path(f"M{left} 420L{left + 34} 400H{left + 350}L{left + 320} 420Z", light(colour, 0.3))
        sheet.rect(left, 420, 320, 560, sheet.linear((0, light(colour, 0.12)), (1, dark(colour, 0.08)), angle=20), 6)
        for y in range(450, 980, 62):
            sheet.line(
                f"M{left + 6} {y}C{left + 100} {y - 16} {left + 200} {y + 22} {left + 314} {y}",
                dark(colour, 0.2),
                3,
                opacity=0.5,
            )
        _cone(sheet, left + 160, 780, 130)
        _cone(sheet, left + 160, 540, 68)
    return sheet


def turntable(colour: str) -> Sheet:
    sheet = _shelf(horizon=520)
    sheet.shadow(510, 930, 400, 80)
    sheet.path("M110 760L900 760L880 900H130Z", dark(colour, 0.3))
    sheet.path("M180 500H820L900 770H100Z", sheet.linear((0, light(colour, 0.28)), (1, colour), angle=30))
    sheet.rect(150, 896, 70, 34, GRAPHITE, 10)
    sheet.rect(780, 896, 70, 34, GRAPHITE, 10)
    sheet.ellipse(450, 646, 272, 112, "#b9bcc0")
    sheet.ellipse(450, 636, 266, 108, "#1d1f24")
    for radius in (238, 208, 178, 148):
        sheet.ellipse(450, 636, radius, radius * 0.405, "none", stroke="#3a3d45", stroke_width=3)
    sheet.path("M450 636L250 566A266 108 0 0 1 330 540Z", "#ffffff", opacity=0.14)
    sheet.path("M450 636L640 712A266 108 0 0 1 560 734Z", "#ffffff", opacity=0.1)
    sheet.ellipse(450, 636, 84, 34, "#c8553d")
    sheet.ellipse(450, 636, 9, 5, "#efe6d4")
    sheet.circle(790, 560, 42, "#8f949b")
    sheet.circle(790, 552, 34, "#c9cdd2")
    sheet.line("M790 552L742 660L600 676", "#e5e8ea", 15)
    sheet.rect(560, 660, 56, 26, GRAPHITE, 6, transform="rotate(-8 590 672)")
    sheet.circle(800, 720, 22, GRAPHITE)
    return sheet


def radio(colour: str) -> Sheet:
    sheet = _shelf()
    sheet.shadow(510, 965, 350, 36)
    sheet.line("M700 480L860 210", "#b9bcc0", 10)
    sheet.circle(860, 210, 12, "#8f949b")
    sheet.line("M300 480C300 380 700 380 700 480", "#8a5a34", 28)
    sheet.rect(150, 470, 700, 480, sheet.volume(colour), 70)
    sheet.rect(186, 506, 628, 408, light(colour, 0.5), 46)
    holes = sheet.pattern(34, 34, f'<circle cx="17" cy="17" r="9" fill="{dark(colour, 0.35)}"/>')
    sheet.rect(214, 560, 330, 320, holes, 20)
    sheet.circle(680, 690, 104, "#fbf3df")
    sheet.circle(680, 690, 104, "none", stroke=dark(colour, 0.3), stroke_width=8)
    for tick in range(11):
        angle = pi * 0.75 + tick * pi * 1.5 / 10
        sheet.line(
            f"M{680 + cos(angle) * 72:.0f} {690 + sin(angle) * 72:.0f}L{680 + cos(angle) * 90:.0f} {690 + sin(angle) * 90:.0f}",
            GRAPHITE,
            5,
        )
    sheet.line("M680 690L736 636", "#c8553d", 9)
    sheet.circle(680, 690, 15, GRAPHITE)
    for x in (612, 680, 748):
        sheet.circle(x, 850, 24, "#8a5a34")
        sheet.circle(x - 4, 845, 16, light("#8a5a34", 0.3))
    sheet.rect(236, 522, 210, 20, dark(colour, 0.3), 10)
    return sheet
