"""Rattan and seagrass of Anyam Bersama: woven, coiled, bent."""

# ruff: noqa: E501  (paths read better whole)

from __future__ import annotations

from math import cos, pi, sin

from demo_assets.drawing.sheet import Sheet, dark, light, turned

WALL, TABLE = "#e2e5d8", "#c9b791"


def _weave(sheet: Sheet, colour: str, *, unit: float = 46, turn: float = 0) -> str:
    """Over one, under one."""
    half = unit / 2
    strand = f'height="{half - 3}" rx="{half / 2.4}"'
    content = (
        f'<rect width="{unit * 2}" height="{unit}" fill="{dark(colour, 0.4)}"/>'
        f'<rect x="2" y="1" width="{unit - 4}" {strand} fill="{light(colour, 0.2)}"/>'
        f'<rect x="{unit + 2}" y="1" width="{unit - 4}" {strand} fill="{colour}"/>'
        f'<rect x="{-half + 2}" y="{half + 1}" width="{unit - 4}" {strand} fill="{colour}"/>'
        f'<rect x="{half + 2}" y="{half + 1}" width="{unit - 4}" {strand} fill="{dark(colour, 0.1)}"/>'
        f'<rect x="{unit + half + 2}" y="{half + 1}" width="{unit - 4}" {strand} fill="{colour}"/>'
    )
    return sheet.pattern(unit * 2, unit, content, turn=turn)


def _cord(sheet: Sheet, path: str, colour: str, width: float) -> None:
    """A bent cane, wound with strips."""
    sheet.line(path, dark(colour, 0.35), width + 8)
    sheet.line(path, colour, width)
    sheet.raw(
        f'<path d="{path}" fill="none" stroke="{light(colour, 0.3)}" stroke-width="{width - 4}" '
        f'stroke-dasharray="11 15"/>'
    )


def basket(colour: str) -> Sheet:
    sheet = Sheet()
    sheet.room(WALL, TABLE)
    sheet.shadow(510, 945, 270, 40)
    _cord(sheet, "M300 560C300 180 700 180 700 560", dark(colour, 0.12), 30)
    body = turned([(560, 290), (650, 282), (780, 256), (880, 226), (930, 206)])
    sheet.path(body, _weave(sheet, colour))
    sheet.shade_over(body)
    sheet.ellipse(500, 560, 290, 58, dark(colour, 0.58))
    sheet.path("M240 560C260 500 420 520 470 548C560 500 700 500 760 560C690 600 300 600 240 560Z", "#efe7d6")
    sheet.line("M330 548C400 530 440 560 500 552C560 536 640 530 690 552", "#cfc3ab", 6)
    _cord(sheet, "M210 560C240 640 760 640 790 560", colour, 24)
    return sheet


def hamper(colour: str) -> Sheet:
    sheet = Sheet()
    sheet.room(WALL, TABLE)
    sheet.shadow(510, 1015, 240, 40)
    body = turned([(440, 226), (600, 236), (800, 236), (960, 222), (1000, 210)])
    sheet.path(body, _weave(sheet, colour, unit=50))
    sheet.raw(f'<g clip-path="{sheet.clip(body)}">')
    for y in (640, 840):
        sheet.path(
            f"M262 {y}C300 {y + 44} 700 {y + 44} 738 {y}L738 {y + 40}C700 {y + 84} 300 {y + 84} 262 {y + 40}Z",
            dark(colour, 0.42),
            opacity=0.55,
        )
    sheet.raw("</g>")
    sheet.shade_over(body)
    sheet.path(
        "M262 380C262 300 738 300 738 380L738 440C700 500 300 500 262 440Z", _weave(sheet, light(colour, 0.1), unit=50)
    )
    sheet.ellipse(500, 376, 238, 58, _weave(sheet, light(colour, 0.16), unit=40, turn=45))
    sheet.ellipse(500, 376, 238, 58, sheet.linear((0, "#fff6e6", 0.25), (1, "#1d1a2b", 0.25)))
    sheet.shade_over("M262 380C300 440 700 440 738 380L738 440C700 500 300 500 262 440Z", 0.8)
    _cord(sheet, "M262 440C300 504 700 504 738 440", colour, 16)
    _cord(sheet, "M455 352C455 290 545 290 545 352", dark(colour, 0.15), 18)
    return sheet


def tray(colour: str) -> Sheet:
    sheet = Sheet()
    sheet.room(WALL, TABLE, horizon=430)
    sheet.shadow(510, 860, 370, 150)
    sheet.ellipse(500, 800, 380, 190, dark(colour, 0.35))
    sheet.path("M120 740C120 850 280 990 500 990C720 990 880 850 880 740Z", _weave(sheet, colour, unit=40))
    sheet.shade_over("M120 740C120 850 280 990 500 990C720 990 880 850 880 740Z")
    sheet.ellipse(500, 736, 380, 180, dark(colour, 0.3))
    sheet.ellipse(500, 752, 350, 158, _weave(sheet, light(colour, 0.12), unit=44, turn=30))
    sheet.ellipse(500, 752, 350, 158, sheet.radial((0.5, "#1d1a2b", 0), (1, "#1d1a2b", 0.42)))
    ring = "M120 736A380 180 0 1 0 880 736A380 180 0 1 0 120 736"
    _cord(sheet, ring, colour, 26)
    _cord(sheet, "M150 660C90 560 150 520 215 600", dark(colour, 0.1), 22)
    _cord(sheet, "M850 660C910 560 850 520 785 600", dark(colour, 0.1), 22)
    for x, y, tint in ((430, 726, "#d98b3a"), (520, 704, "#c8702b"), (500, 776, "#e0a04d")):
        sheet.ellipse(x + 10, y + 40, 56, 20, "#1d1a2b", opacity=0.3, filter=sheet.blur(6))
        sheet.circle(x, y, 54, sheet.radial((0, light(tint, 0.4)), (1, dark(tint, 0.12)), cx=0.36, cy=0.3, r=0.8))
    return sheet


def pendant(colour: str) -> Sheet:
    sheet = Sheet()
    sheet.room("#dcdccd", TABLE, horizon=1130)
    sheet.line("M500 0V330", "#33312c", 9)
    sheet.rect(470, 300, 60, 70, "#33312c", 12)
    dome = "M470 360C300 390 180 560 170 800C300 850 700 850 830 800C820 560 700 390 530 360Z"
    sheet.ellipse(500, 700, 420, 330, sheet.radial((0, "#fff1c4", 0.95), (1, "#fff1c4", 0)))
    sheet.path(dome, light(colour, 0.45), opacity=0.55)
    for index in range(-9, 10):
        end = 500 + index * 36.5
        sheet.line(
            f"M{500 + index * 3.4} 362C{500 + index * 27} {430 + abs(index) * 5} {end - index * 1.5} {640} {end} {824 - abs(index) * 2.2}",
            dark(colour, 0.12) if index % 2 else colour,
            9,
        )
    for y, half, sag in ((452, 158, 18), (540, 242, 26), (640, 298, 32), (730, 322, 36)):
        sheet.line(
            f"M{500 - half} {y}C{500 - half / 2} {y + sag} {500 + half / 2} {y + sag} {500 + half} {y}",
            dark(colour, 0.22),
            10,
        )
    _cord(sheet, "M170 800C300 856 700 856 830 800", colour, 22)
    sheet.circle(500, 640, 62, "#fff6dc", opacity=0.9, filter=sheet.blur(5))
    return sheet


def mirror(colour: str) -> Sheet:
    sheet = Sheet()
    sheet.room(WALL, TABLE, horizon=1120, window=False)
    sheet.circle(530, 660, 380, "#1d1a2b", opacity=0.16, filter=sheet.blur(20))
    for index in range(28):
        angle = index * 2 * pi / 28
        x, y = 500 + cos(angle) * 305, 625 + sin(angle) * 305
        sheet.ellipse(
            round(x),
            round(y),
            82,
            30,
            "none",
            stroke=dark(colour, 0.1) if index % 2 else colour,
            stroke_width=11,
            transform=f"rotate({angle * 180 / pi:.1f} {x:.0f} {y:.0f})",
        )
    _cord(sheet, "M230 625A270 270 0 1 0 770 625A270 270 0 1 0 230 625", colour, 26)
    glass = sheet.linear((0, "#eef3f2"), (0.45, "#cfdad9"), (0.5, "#e3ebea"), (1, "#b4c3c3"), angle=35)
    sheet.circle(500, 625, 248, glass)
    sheet.path("M330 760L600 430L660 470L380 810Z", "#ffffff", opacity=0.35)
    return sheet


def placemats(colour: str) -> Sheet:
    sheet = Sheet()
    sheet.rect(0, 0, 1000, 1250, sheet.linear((0, light(TABLE, 0.3)), (1, dark(TABLE, 0.04)), angle=60))
    for y in range(0, 1250, 178):
        sheet.line(f"M0 {y}H1000", dark(TABLE, 0.12), 3, opacity=0.6)
    for cx, cy, tint in ((350, 800, dark(colour, 0.12)), (610, 540, colour)):
        sheet.circle(cx + 18, cy + 22, 320, "#1d1a2b", opacity=0.24, filter=sheet.blur(14))
        sheet.circle(cx, cy, 318, dark(tint, 0.3))
        for ring in range(12):
            radius = 308 - ring * 26
            sheet.circle(cx, cy, radius, "none", stroke=tint if ring % 2 else light(tint, 0.2), stroke_width=21)
            sheet.circle(
                cx,
                cy,
                radius,
                "none",
                stroke=dark(tint, 0.35),
                stroke_width=19,
                stroke_dasharray="3 24",
                opacity=0.7,
                stroke_dashoffset=ring * 9,
            )
    return sheet


def box(colour: str) -> Sheet:
    sheet = Sheet()
    sheet.room(WALL, TABLE, horizon=700)
    sheet.path("M170 850L560 1000L850 846L900 880L600 1030Z", "#1d1a2b", opacity=0.4, filter=sheet.blur(14))
    left, right = "M160 620L560 720V990L180 850Z", "M560 720L850 600L835 840L560 990Z"
    sheet.path(left, _weave(sheet, colour, unit=44, turn=12))
    sheet.path(right, _weave(sheet, dark(colour, 0.14), unit=44, turn=-22))
    sheet.path(left, sheet.linear((0, "#1d1a2b", 0.05), (1, "#1d1a2b", 0.25)))
    sheet.path(right, sheet.linear((0, "#1d1a2b", 0.3), (1, "#1d1a2b", 0.1)))
    top = "M140 560L450 470L870 545L562 668Z"
    sheet.path("M140 560L562 668V738L144 628Z", _weave(sheet, light(colour, 0.1), unit=36, turn=13))
    sheet.path("M562 668L870 545V612L562 738Z", _weave(sheet, dark(colour, 0.06), unit=36, turn=-22))
    sheet.path(top, _weave(sheet, light(colour, 0.2), unit=44, turn=14))
    sheet.path(top, sheet.linear((0, "#fff6e6", 0.3), (1, "#1d1a2b", 0.12)))
    for path in ("M140 560L562 668L870 545", "M144 628L562 738L870 612"):
        _cord(sheet, path, colour, 12)
    _cord(sheet, "M250 735C262 800 330 815 350 760", "#7d5b3a", 14)
    return sheet
