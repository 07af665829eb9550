"""What things are made of and shaped like: the few moves from which every object is drawn."""

# ruff: noqa: E501  (paths read better whole)

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from math import cos, pi, sin

from demo_assets.drawing.sheet import HEIGHT, SHADE, WIDTH, Point, Sheet, dark, light, mix, smooth, turned

__all__ = ["SHADE", "Point", "Sheet", "arc", "bar", "beads", "box",  "cos", "dark", "disc", "drop",  "inside", "lathe", "leaf", "light", "mix", "mouth", "over", "pi",  "puff", "rim", "ring", "shade_box", "sin", "smooth", "stage", "table", "text", "tilt",  "turned"]  # fmt: skip

# Noise that Chromium draws the same way every time: (frequencies, octaves, slope, shift) of the alpha made of it.
TEXTURES = {
    "grain": ("0.5", 2, 1.6, -0.75),
    "felt": ("0.16", 3, 2.2, -0.95),
    "stone": ("0.05", 4, 2.4, -1.0),
    "speckle": ("0.11", 2, 11, -7.1),
    "crackle": ("0.05", 2, 1.2, -0.55),
    "wood": ("0.005 0.075", 3, 1.8, -0.74),
    "wood_up": ("0.075 0.005", 3, 1.8, -0.74),
    "brushed": ("0.004 0.4", 2, 1.8, -0.8),
    "leather": ("0.14", 3, 2.6, -1.1),
    "cotton": ("0.35 0.7", 2, 1.7, -0.8),
    "soft": ("0.02", 3, 1.2, -0.55),
}


def stage(paper: str = "#eadfcc", *, table: str = "", horizon: float = 800) -> Sheet:
    """Something that stands on a paper of this tint."""
    sheet = Sheet()
    sheet.room(paper, table or dark(mix(paper, "#c8a578", 0.3), 0.02), horizon=horizon)
    return sheet


def table(paper: str = "#e6d8c2") -> Sheet:
    """Something that lies on a paper of this tint, seen from above."""
    sheet = Sheet()
    sheet.rect(
        0, 0, WIDTH, HEIGHT, sheet.linear((0, light(paper, 0.36)), (0.5, paper), (1, dark(paper, 0.07)), angle=58)
    )
    sheet.rect(0, 0, WIDTH, HEIGHT, sheet.radial((0, "#fffaf0", 0.5), (1, "#fffaf0", 0), cx=0.16, cy=0.1, r=0.85))
    sheet.rect(0, 0, WIDTH, HEIGHT, sheet.radial((0.55, SHADE, 0), (1, SHADE, 0.12), cx=0.38, cy=0.42, r=0.92))
    return sheet


# --- Surfaces


def over(sheet: Sheet, path: str, kind: str, *, tint: str = SHADE, share: float = 0.22, seed: int = 3) -> None:
    """Lay the grain of a material over a shape that is already painted."""
    frequency, octaves, slope, shift = TEXTURES[kind]
    red, green, blue = (int(tint[i : i + 2], 16) / 255 for i in (1, 3, 5))
    noise = sheet._define(
        "filter",
        'x="0" y="0" width="100%" height="100%" color-interpolation-filters="sRGB"',
        f'<feTurbulence type="fractalNoise" baseFrequency="{frequency}" numOctaves="{octaves}" seed="{seed}"/>'
        f'<feColorMatrix values="0 0 0 0 {red:.3f} 0 0 0 0 {green:.3f} 0 0 0 0 {blue:.3f} '
        f'{slope} 0 0 0 {shift}"/><feComposite in2="SourceGraphic" operator="in"/>',
    )
    sheet.path(path, "#000", filter=f"url(#{noise})", opacity=share)


def inside(sheet: Sheet, path: str, marks: str) -> None:
    """Marks that end where the shape ends."""
    sheet.raw(f'<g clip-path="{sheet.clip(path)}">{marks}</g>')


def drop(sheet: Sheet, path: str, *, far: float = 18, strength: float = 1.0) -> None:
    """The shadow of a thing that lies there."""
    sheet.path(path, SHADE, opacity=0.2 * strength, filter=sheet.blur(far), transform=f"translate({far} {far * 1.4})")
    sheet.path(path, SHADE, opacity=0.26 * strength, filter=sheet.blur(5), transform="translate(4 6)")


def puff(
    sheet: Sheet, path: str, fill: str, *, edge: float = 40, lift: float = 0, tex: str = "", share: float = 0.2
) -> None:
    """A soft body: filled, darker where it turns away from the window, lighter where it faces it."""
    if lift:
        drop(sheet, path, far=lift)
    sheet.path(path, fill)
    if tex:
        over(sheet, path, tex, share=share)
    clip = sheet.clip(path)
    near, far = sheet.blur(edge * 0.34), sheet.blur(edge * 0.5)
    sheet.raw(
        f'<g clip-path="{clip}" fill="none">'
        f'<path d="{path}" stroke="{SHADE}" stroke-width="{edge * 1.1:.0f}" opacity=".34" filter="{far}" '
        f'transform="translate({-edge * 0.22:.0f} {-edge * 0.26:.0f})"/>'
        f'<path d="{path}" stroke="#fff6e4" stroke-width="{edge * 0.5:.0f}" opacity=".42" filter="{near}" '
        f'transform="translate({edge * 0.3:.0f} {edge * 0.3:.0f})"/></g>'
    )


# --- Shapes


def lathe(
    sheet: Sheet, profile: Sequence[Point], fill: str, *, cx: float = 500, tex: str = "", share: float = 0.22,
    gloss: float = 0.0, seed: int = 3,
) -> str:  # fmt: skip
    """What was turned on a wheel; `profile` gives (height on the page, half width). Returns its outline."""
    path = turned(profile, centre=cx)
    if fill.startswith("#"):
        sheet.path(path, sheet.volume(fill))
    else:
        sheet.path(path, fill)
        sheet.shade_over(path)
    if tex:
        over(sheet, path, tex, share=share, seed=seed)
    if gloss:
        middle = profile[len(profile) // 2]
        top, bottom = profile[0][0] + 20, profile[-1][0] - 30
        x = cx - middle[1] * 0.62
        inside(
            sheet,
            path,
            f'<path d="M{x:.0f} {top:.0f}C{x - 22:.0f} {(top + bottom) / 2:.0f} {x - 10:.0f} {bottom - 40:.0f} {x + 20:.0f} '
            f'{bottom:.0f}" stroke="#fffdf6" stroke-width="20" stroke-linecap="round" fill="none" opacity="{gloss}" '
            f'filter="{sheet.blur(6)}"/>',
        )
    return path


def mouth(
    sheet: Sheet, y: float, half: float, colour: str, *, cx: float = 500, flat: float = 0.2, wall: float = 12,
    content: str = "", level: float = 0.35,
) -> None:  # fmt: skip
    """An open rim seen from slightly above, the dark inside, and perhaps what it holds."""
    tall = half * flat
    sheet.ellipse(cx, y, half, tall, sheet.linear((0, light(colour, 0.5)), (1, dark(colour, 0.02))))
    inner, low = half - wall, max(2.0, tall - wall * 0.55)
    sheet.ellipse(
        cx, y + 2, inner, low, sheet.linear((0, dark(colour, 0.52)), (0.6, dark(colour, 0.3)), (1, dark(colour, 0.12)))
    )
    if content:
        hole = f"M{cx - inner} {y + 2}a{inner} {low} 0 1 0 {2 * inner} 0a{inner} {low} 0 1 0 {-2 * inner} 0Z"
        inside(
            sheet,
            hole,
            f'<ellipse cx="{cx}" cy="{y + 2 + low * level * 2}" rx="{inner * (1 - level * 0.2)}" ry="{low}" '
            f'fill="{sheet.linear((0, dark(content, 0.2)), (1, light(content, 0.2)))}"/>',
        )


def rim(
    sheet: Sheet, y: float, half: float, colour: str, *, cx: float = 500, flat: float = 0.2, width: float = 6
) -> None:
    """The front of an edge that runs around a turned thing."""
    sheet.line(f"M{cx - half} {y}A{half} {half * flat} 0 0 0 {cx + half} {y}", colour, width)


def disc(sheet: Sheet, cx: float, cy: float, half: float, colour: str, *, flat: float = 0.2, thick: float = 0) -> str:
    """A round plate seen from slightly above. Returns the outline of its top."""
    ry = half * flat
    if thick:
        side = (
            f"M{cx - half} {cy}A{half} {ry} 0 0 0 {cx + half} {cy}v{thick}A{half} {ry} 0 0 1 {cx - half} {cy + thick}Z"
        )
        sheet.path(side, sheet.volume(dark(colour, 0.12)))
    sheet.ellipse(cx, cy, half, ry, sheet.linear((0, light(colour, 0.34)), (1, dark(colour, 0.06)), angle=30))
    return f"M{cx - half} {cy}a{half} {ry} 0 1 0 {2 * half} 0a{half} {ry} 0 1 0 {-2 * half} 0Z"


def box(
    sheet: Sheet, x: float, y: float, w: float, h: float, colour: str, *, depth: float = 90, tex: str = "",
    share: float = 0.2, r: float = 6,
) -> None:  # fmt: skip
    """A box seen from the front, a little from above and from the left: `x, y` is the corner of its front."""
    rise, run = depth * 0.42, depth * 0.62
    sheet.shadow(x + w * 0.52, y + h - 4, w * 0.55, 34)
    top = f"M{x} {y}l{run} {-rise}h{w - run * 0.2:.0f}L{x + w} {y}Z"
    side = f"M{x + w} {y}L{x + w + run * 0.8:.0f} {y - rise}v{h - rise * 0.1:.0f}L{x + w} {y + h}Z"
    front = f"M{x + r} {y}h{w - 2 * r}q{r} 0 {r} {r}v{h - 2 * r}q0 {r} {-r} {r}h{-(w - 2 * r)}q{-r} 0 {-r} {-r}v{-(h - 2 * r)}q0 {-r} {r} {-r}Z"
    sheet.path(side, sheet.linear((0, dark(colour, 0.36)), (1, dark(colour, 0.28))))
    sheet.path(top, sheet.linear((0, light(colour, 0.5)), (1, light(colour, 0.3)), across=False))
    sheet.path(front, sheet.linear((0, light(colour, 0.14)), (1, dark(colour, 0.1)), angle=25))
    if tex:
        for face in (top, front, side):
            over(sheet, face, tex, share=share)


def shade_box(sheet: Sheet, x: float, y: float, w: float, h: float) -> None:
    """The light on a front, over what was drawn on it."""
    sheet.rect(x, y, w, h, sheet.linear((0, "#fff6e6", 0.16), (0.5, SHADE, 0), (1, SHADE, 0.14), angle=25), 6)


def bar(
    sheet: Sheet, a: Point, b: Point, width: float, colour: str, *, end: float | None = None, cap: bool = True
) -> None:
    """A round rod from a to b, perhaps tapered to the width `end`."""
    end = width if end is None else end
    dx, dy = b[0] - a[0], b[1] - a[1]
    long = (dx * dx + dy * dy) ** 0.5 or 1
    nx, ny = -dy / long, dx / long
    p = [
        (a[0] + nx * width / 2, a[1] + ny * width / 2), (b[0] + nx * end / 2, b[1] + ny * end / 2),
        (b[0] - nx * end / 2, b[1] - ny * end / 2), (a[0] - nx * width / 2, a[1] - ny * width / 2),
    ]  # fmt: skip
    path = f"M{p[0][0]:.1f} {p[0][1]:.1f}L{p[1][0]:.1f} {p[1][1]:.1f}L{p[2][0]:.1f} {p[2][1]:.1f}L{p[3][0]:.1f} {p[3][1]:.1f}Z"
    if cap:
        sheet.circle(a[0], a[1], width / 2, dark(colour, 0.1))
        sheet.circle(b[0], b[1], end / 2, dark(colour, 0.1))
    name = sheet._define(
        "linearGradient",
        f'gradientUnits="userSpaceOnUse" x1="{a[0] + nx * width / 2:.1f}" y1="{a[1] + ny * width / 2:.1f}" '
        f'x2="{a[0] - nx * width / 2:.1f}" y2="{a[1] - ny * width / 2:.1f}"',
        Sheet._stops(
            [(0, dark(colour, 0.3)), (0.35, colour), (0.65, light(colour, 0.36)), (1, dark(colour, 0.08))]
            if nx > 0
            else [(0, dark(colour, 0.08)), (0.35, light(colour, 0.36)), (0.65, colour), (1, dark(colour, 0.3))]
        ),
    )
    sheet.path(path, f"url(#{name})")


def ring(sheet: Sheet, cx: float, cy: float, rx: float, ry: float, width: float, colour: str) -> None:
    """A round loop of wire, wood or cane."""
    for tint, share, shift in (
        (dark(colour, 0.32), 1.0, 0.0),
        (colour, 0.72, -0.06),
        (light(colour, 0.45), 0.28, -0.2),
    ):
        sheet.raw(
            f'<ellipse cx="{cx}" cy="{cy}" rx="{rx}" ry="{ry}" fill="none" stroke="{tint}" '
            f'stroke-width="{width * share:.1f}" transform="translate({width * shift:.1f} {width * shift:.1f})"/>'
        )


def arc(cx: float, cy: float, rx: float, ry: float, start: float, end: float, steps: int) -> list[Point]:
    """Points along an ellipse, angles in degrees, clockwise from the right."""
    return [
        (cx + rx * cos((start + (end - start) * i / (steps - 1)) * pi / 180),
         cy + ry * sin((start + (end - start) * i / (steps - 1)) * pi / 180))
        for i in range(steps)
    ]  # fmt: skip


def beads(sheet: Sheet, points: Sequence[Point], r: float, colours: Sequence[str], *, gloss: float = 0.7) -> None:
    """A string of beads."""
    for x, y in points:
        sheet.ellipse(x + r * 0.4, y + r * 0.6, r, r * 0.8, SHADE, opacity=0.22, filter=sheet.blur(5))
    fills = {
        colour: sheet.radial((0, light(colour, 0.55)), (0.45, colour), (1, dark(colour, 0.42)), cx=0.34, cy=0.3, r=0.8)
        for colour in set(colours)
    }
    for index, (x, y) in enumerate(points):
        sheet.circle(round(x, 1), round(y, 1), r, fills[colours[index % len(colours)]])
        sheet.ellipse(round(x - r * 0.3, 1), round(y - r * 0.36, 1), r * 0.22, r * 0.14, "#ffffff", opacity=gloss)


def leaf(sheet: Sheet, x: float, y: float, long: float, turn: float, colour: str) -> None:
    """One leaf, from its stem at x, y."""
    half = long * 0.26
    sheet.raw(f'<g transform="rotate({turn} {x} {y})">')
    sheet.path(
        f"M{x} {y}C{x - half} {y - long * 0.3:.0f} {x - half} {y - long * 0.75:.0f} {x} {y - long}C{x + half} {y - long * 0.75:.0f} {x + half} {y - long * 0.3:.0f} {x} {y}Z",
        sheet.linear((0, light(colour, 0.22)), (0.5, colour), (0.51, dark(colour, 0.12)), (1, dark(colour, 0.24))),
    )
    sheet.raw("</g>")


# --- Words and turns


def text(
    sheet: Sheet, x: float, y: float, words: str, size: float, colour: str, *, serif: bool = True, bold: bool = False,
    turn: float = 0, spaced: float = 0, anchor: str = "middle",
) -> None:  # fmt: skip
    family = "Noto Serif, Noto Serif CJK JP, Noto Serif CJK SC" if serif else "Noto Sans, Noto Sans CJK SC"
    sheet.raw(
        f'<text x="{x}" y="{y}" font-family="{family}" font-size="{size}" fill="{colour}" text-anchor="{anchor}" '
        f'font-weight="{600 if bold else 400}" letter-spacing="{spaced}" transform="rotate({turn} {x} {y})">{escape(words)}</text>'
    )


class tilt:  # noqa: N801  reads as a word: `with tilt(sheet, -8):`
    """Turn what is drawn inside the block by some degrees around a point."""

    def __init__(self, sheet: Sheet, degrees: float, x: float = 500, y: float = 640, *, dx: float = 0, dy: float = 0,
                 scale: float = 1) -> None:  # fmt: skip
        self.sheet = sheet
        self.how = f"translate({dx} {dy}) rotate({degrees} {x} {y})"
        if scale != 1:
            self.how += f" translate({x} {y}) scale({scale}) translate({-x} {-y})"

    def __enter__(self) -> Sheet:
        self.sheet.raw(f'<g transform="{self.how}">')
        return self.sheet

    def __exit__(self, *failure: object) -> None:
        self.sheet.raw("</g>")
