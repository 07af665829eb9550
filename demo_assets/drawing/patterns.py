"""Patterns of cloth, weave and paint: each function makes a fill."""

# ruff: noqa: E501  (paths read better whole)

from __future__ import annotations

from demo_assets.drawing.sheet import Sheet, dark, light


def blossom(cx: float, cy: float, r: float, petals: int, colour: str, heart: str) -> str:
    """A printed flower, as marks."""
    out = "".join(
        f'<ellipse cx="{cx}" cy="{cy - r * 0.58:.1f}" rx="{r * 0.3:.1f}" ry="{r * 0.46:.1f}" fill="{colour}" '
        f'transform="rotate({360 / petals * i:.0f} {cx} {cy})"/>'
        for i in range(petals)
    )
    return f'{out}<circle cx="{cx}" cy="{cy}" r="{r * 0.22:.1f}" fill="{heart}"/>'


def stripes(sheet: Sheet, ground: str, *bands: tuple[float, float, str], unit: float = 80, turn: float = 0) -> str:
    """Bands (from, width, colour) that repeat every `unit`."""
    marks = "".join(f'<rect y="{at}" width="{unit}" height="{width}" fill="{tint}"/>' for at, width, tint in bands)
    return sheet.pattern(unit, unit, f'<rect width="{unit}" height="{unit}" fill="{ground}"/>{marks}', turn=turn)


def gingham(sheet: Sheet, ground: str, tint: str, unit: float = 60) -> str:
    half = unit / 2
    return sheet.pattern(
        unit, unit,
        f'<rect width="{unit}" height="{unit}" fill="{ground}"/><rect width="{half}" height="{unit}" fill="{tint}" opacity=".5"/>'
        f'<rect width="{unit}" height="{half}" fill="{tint}" opacity=".5"/>',
    )  # fmt: skip


def dot_rows(sheet: Sheet, ground: str, tint: str, unit: float = 50, r: float = 9) -> str:
    return sheet.pattern(
        unit, unit,
        f'<rect width="{unit}" height="{unit}" fill="{ground}"/><circle cx="{unit / 4}" cy="{unit / 4}" r="{r}" fill="{tint}"/>'
        f'<circle cx="{unit * 0.75}" cy="{unit * 0.75}" r="{r}" fill="{tint}"/>',
    )  # fmt: skip


def sprigs(
    sheet: Sheet, ground: str, flower: str, green: str, unit: float = 120, petals: int = 6, heart: str = "#f1d9a0"
) -> str:
    """Printed flowers with two leaves each, in staggered rows."""
    marks = f'<rect width="{unit}" height="{unit}" fill="{ground}"/>'
    for x, y in ((unit * 0.25, unit * 0.25), (unit * 0.75, unit * 0.75)):
        marks += (
            f'<path d="M{x} {y}q{unit * 0.02} {unit * 0.2} {-unit * 0.04} {unit * 0.3}" stroke="{green}" stroke-width="{unit * 0.03}" fill="none"/>'
            f'<ellipse cx="{x - unit * 0.1}" cy="{y + unit * 0.2}" rx="{unit * 0.1}" ry="{unit * 0.04}" fill="{green}" transform="rotate(30 {x - unit * 0.1} {y + unit * 0.2})"/>'
            f'<ellipse cx="{x + unit * 0.1}" cy="{y + unit * 0.17}" rx="{unit * 0.1}" ry="{unit * 0.04}" fill="{green}" transform="rotate(-30 {x + unit * 0.1} {y + unit * 0.17})"/>'
            + blossom(x, y, unit * 0.16, petals, flower, heart)
        )
    return sheet.pattern(unit, unit, marks)


def kawung(sheet: Sheet, ground: str, tint: str, unit: float = 90) -> str:
    """Four petals that meet: the batik pattern kawung."""
    q = unit / 4
    petals = "".join(
        f'<ellipse cx="{x}" cy="{y}" rx="{unit * 0.2}" ry="{unit * 0.11}" fill="{tint}" transform="rotate({turn} {x} {y})"/>'
        f'<ellipse cx="{x}" cy="{y}" rx="{unit * 0.07}" ry="{unit * 0.02}" fill="{ground}" transform="rotate({turn} {x} {y})"/>'
        for x, y, turn in ((q, q, 45), (3 * q, q, -45), (q, 3 * q, -45), (3 * q, 3 * q, 45))
    )
    return sheet.pattern(unit, unit, f'<rect width="{unit}" height="{unit}" fill="{ground}"/>{petals}')


def ikat(sheet: Sheet, ground: str, tint: str, third: str, unit: float = 140) -> str:
    """Diamonds with the feathered edges of dyed warp."""
    half = unit / 2
    marks = f'<rect width="{unit}" height="{unit}" fill="{ground}"/>'
    for size, colour in ((1.0, tint), (0.62, third), (0.3, ground)):
        r = half * size
        steps = 9
        for i in range(-steps, steps + 1):
            w = unit / (2 * steps)
            tall = r * (1 - abs(i) / (steps * size)) if abs(i) <= steps * size else 0
            jag = 6 if i % 2 else -2
            if tall > 0:
                marks += f'<rect x="{half + i * w - w / 2:.1f}" y="{half - tall - jag:.1f}" width="{w + 0.6:.1f}" height="{2 * tall + 2 * jag:.1f}" fill="{colour}"/>'
    return sheet.pattern(unit, unit, marks)


def zigzags(sheet: Sheet, ground: str, tint: str, unit: float = 60, width: float = 12) -> str:
    h = unit / 2
    return sheet.pattern(
        unit, unit,
        f'<rect width="{unit}" height="{unit}" fill="{ground}"/><path d="M{-h} {unit}L0 {h}L{h} {unit}L{unit} {h}L{unit * 1.5} {unit}'
        f'M{-h} {h}L0 0L{h} {h}L{unit} 0L{unit * 1.5} {h}" fill="none" stroke="{tint}" stroke-width="{width}"/>',
    )  # fmt: skip


def twill(sheet: Sheet, colour: str, unit: float = 12) -> str:
    return sheet.pattern(
        unit, unit,
        f'<rect width="{unit}" height="{unit}" fill="{colour}"/><rect width="{unit}" height="{unit * 0.4}" fill="{dark(colour, 0.12)}"/>',
        turn=-38,
    )  # fmt: skip


def weave(sheet: Sheet, colour: str, second: str = "", unit: float = 46, turn: float = 0) -> str:
    """Strips over one and under one."""
    other, h = second or dark(colour, 0.1), unit / 2
    g = unit * 0.05
    return sheet.pattern(
        unit, unit,
        f'<rect width="{unit}" height="{unit}" fill="{dark(colour, 0.5)}"/>'
        f'<rect x="{g}" y="{g}" width="{h * 2 - 2 * g}" height="{h - 2 * g}" rx="{h * 0.2}" fill="{light(colour, 0.12)}"/>'
        f'<rect x="{h + g}" y="{-g}" width="{h - 2 * g}" height="{h + g}" rx="{h * 0.2}" fill="{other}"/>'
        f'<rect x="{-g}" y="{h + g}" width="{unit + 2 * g}" height="{h - 2 * g}" fill="{colour}"/>'
        f'<rect x="{g}" y="{h - g}" width="{h - 2 * g}" height="{h + g}" rx="{h * 0.2}" fill="{dark(other, 0.06)}"/>',
        turn=turn,
    )  # fmt: skip


def stitches(sheet: Sheet, path: str, colour: str, width: float = 4) -> None:
    sheet.line(path, colour, width, stroke_dasharray="13 10", opacity=0.8)
