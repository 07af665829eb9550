"""One picture: what it is drawn on, and the few ways of painting that every object uses."""

from __future__ import annotations

from collections.abc import Sequence

WIDTH, HEIGHT = 1000, 1250
SHADE = "#2a1d1a"

Point = tuple[float, float]
Stop = tuple[float, str] | tuple[float, str, float]


def mix(colour: str, other: str, share: float) -> str:
    """`colour` with `share` (0 to 1) of `other` stirred in."""
    one, two = (tuple(int(text[i : i + 2], 16) for i in (1, 3, 5)) for text in (colour, other))
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in zip(one, two, strict=True))


def light(colour: str, share: float = 0.2) -> str:
    return mix(colour, "#fff6e6", share)


def dark(colour: str, share: float = 0.2) -> str:
    return mix(colour, "#1d1a2b", share)


def smooth(points: Sequence[Point], *, closed: bool = True) -> str:
    """A path that runs softly through all points (Catmull-Rom, as Béziers)."""
    count = len(points)

    def at(index: int) -> Point:
        return points[index % count] if closed else points[max(0, min(count - 1, index))]

    path = f"M{points[0][0]:.1f} {points[0][1]:.1f}"
    for i in range(count if closed else count - 1):
        before, start, end, after = at(i - 1), at(i), at(i + 1), at(i + 2)
        one = (start[0] + (end[0] - before[0]) / 6, start[1] + (end[1] - before[1]) / 6)
        two = (end[0] - (after[0] - start[0]) / 6, end[1] - (after[1] - start[1]) / 6)
        path += f"C{one[0]:.1f} {one[1]:.1f} {two[0]:.1f} {two[1]:.1f} {end[0]:.1f} {end[1]:.1f}"
    return path + ("Z" if closed else "")


def turned(profile: Sequence[Point], *, centre: float = 500) -> str:
    """What a potter's wheel makes: `profile` gives (height on the page, half width) from top to bottom."""
    right = [(centre + half, y) for y, half in profile]
    left = [(centre - half, y) for y, half in profile][::-1]
    bottom = profile[-1]
    sag = min(26.0, bottom[1] * 0.14)
    path = smooth(right, closed=False)
    path += f"Q{centre} {bottom[0] + sag * 2:.1f} {left[0][0]:.1f} {left[0][1]:.1f}"
    return path + smooth(left, closed=False).replace("M", "L", 1) + "Z"


class Sheet:
    def __init__(self) -> None:
        # What is worth a closer look (left, top, width), and what is shown of the whole.
        self.focus: tuple[float, float, float] = (270, 470, 460)
        self.view: tuple[float, float, float, float] = (60, 140, 880, 1100)
        self.defs: list[str] = []
        self.marks: list[str] = []

    def _define(self, tag: str, attributes: str, content: str) -> str:
        name = f"d{len(self.defs)}"
        self.defs.append(f'<{tag} id="{name}" {attributes}>{content}</{tag}>')
        return name

    @staticmethod
    def _stops(stops: Sequence[Stop]) -> str:
        return "".join(
            f'<stop offset="{stop[0]}" stop-color="{stop[1]}" stop-opacity="{stop[2] if len(stop) > 2 else 1}"/>'
            for stop in stops
        )

    def linear(self, *stops: Stop, across: bool = True, angle: float = 0) -> str:
        direction = "" if across else 'x2="0" y2="1"'
        turn = f'gradientTransform="rotate({angle} .5 .5)"' if angle else ""
        return f"url(#{self._define('linearGradient', f'{direction} {turn}', self._stops(stops))})"

    def radial(self, *stops: Stop, cx: float = 0.5, cy: float = 0.5, r: float = 0.5) -> str:
        circle = f'cx="{cx}" cy="{cy}" r="{r}"'
        return f"url(#{self._define('radialGradient', circle, self._stops(stops))})"

    def pattern(self, width: float, height: float, content: str, *, turn: float = 0) -> str:
        attributes = (
            f'width="{width}" height="{height}" patternUnits="userSpaceOnUse" patternTransform="rotate({turn})"'
        )
        return f"url(#{self._define('pattern', attributes, content)})"

    def clip(self, path: str) -> str:
        shape = f'<path d="{path}"/>'
        return f"url(#{self._define('clipPath', '', shape)})"

    def blur(self, amount: float) -> str:
        box = 'x="-60%" y="-60%" width="220%" height="220%"'
        blur = f'<feGaussianBlur stdDeviation="{amount}"/>'
        return f"url(#{self._define('filter', box, blur)})"

    # what can be put on the sheet

    def raw(self, mark: str) -> None:
        self.marks.append(mark)

    def path(self, d: str, fill: str = "none", **attributes: object) -> None:
        self.raw(f'<path d="{d}" fill="{fill}"{_written(attributes)}/>')

    def line(self, d: str, stroke: str, width: float, **attributes: object) -> None:
        self.raw(
            f'<path d="{d}" fill="none" stroke="{stroke}" stroke-width="{width}" stroke-linecap="round" '
            f'stroke-linejoin="round"{_written(attributes)}/>'
        )

    def ellipse(self, cx: float, cy: float, rx: float, ry: float, fill: str, **attributes: object) -> None:
        self.raw(f'<ellipse cx="{cx}" cy="{cy}" rx="{rx}" ry="{ry}" fill="{fill}"{_written(attributes)}/>')

    def circle(self, cx: float, cy: float, r: float, fill: str, **attributes: object) -> None:
        self.ellipse(cx, cy, r, r, fill, **attributes)

    def rect(
        self, x: float, y: float, width: float, height: float, fill: str, r: float = 0, **attributes: object
    ) -> None:
        self.raw(
            f'<rect x="{x}" y="{y}" width="{width}" height="{height}" rx="{r}" fill="{fill}"{_written(attributes)}/>'
        )

    # light

    def volume(self, colour: str) -> str:
        """A round thing of this colour, lit from the left; its right edge catches light from the wall."""
        return self.linear(
            (0, dark(colour, 0.26)),
            (0.1, dark(colour, 0.06)),
            (0.27, light(colour, 0.34)),
            (0.36, light(colour, 0.26)),
            (0.6, dark(colour, 0.04)),
            (0.86, dark(colour, 0.34)),
            (1, dark(colour, 0.22)),
        )

    def shade_over(self, path: str, strength: float = 1.0) -> None:
        """The same light, laid over something that has a pattern of its own."""
        self.path(
            path,
            self.linear(
                (0, "#1d1a2b", 0.22 * strength),
                (0.16, "#1d1a2b", 0),
                (0.34, "#fff6e6", 0.24 * strength),
                (0.6, "#1d1a2b", 0),
                (1, "#1d1a2b", 0.4 * strength),
            ),
        )

    def shadow(self, cx: float, cy: float, rx: float, ry: float, strength: float = 1.0) -> None:
        """Where a thing stands: a soft shadow away from the window, and a dark line where it touches."""
        self.ellipse(
            cx + rx * 0.34, cy + ry * 0.2, rx * 1.3, ry * 1.15, SHADE, opacity=0.15 * strength, filter=self.blur(26)
        )
        self.ellipse(
            cx + rx * 0.12, cy + ry * 0.1, rx * 1.04, ry * 0.8, SHADE, opacity=0.22 * strength, filter=self.blur(12)
        )
        self.ellipse(cx + rx * 0.01, cy - ry * 0.06, rx * 0.88, ry * 0.42, SHADE, opacity=0.4 * strength,
                     filter=self.blur(5))  # fmt: skip

    def room(self, wall: str, table: str, *, horizon: float = 800, window: bool = True) -> None:
        """A sheet of paper that runs from the wall onto the table, and the light of a window from the left."""
        edge = horizon / HEIGHT
        self.rect(
            0,
            0,
            WIDTH,
            HEIGHT,
            self.linear(
                (0, light(wall, 0.22)),
                (max(0.0, edge - 0.16), wall),
                (edge, mix(wall, table, 0.4)),
                (min(1.0, edge + 0.05), mix(wall, table, 0.62)),
                (1, light(table, 0.2)),
                across=False,
            ),
        )
        if window:
            self.rect(0, 0, WIDTH, HEIGHT, self.radial((0, "#fffaf0", 0.62), (1, "#fffaf0", 0), cx=0.16, cy=0.1, r=0.8))
            self.rect(0, 0, WIDTH, HEIGHT, self.radial((0.5, SHADE, 0), (1, SHADE, 0.13), cx=0.36, cy=0.42, r=0.92))

    def svg(self) -> str:
        view = " ".join(f"{each:g}" for each in self.view)
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{view}" style="display:block;width:100vw;height:100vh">'
            f"<defs>{''.join(self.defs)}</defs>{''.join(self.marks)}</svg>"
        )


def _written(attributes: dict[str, object]) -> str:
    return "".join(f' {name.replace("_", "-")}="{value}"' for name, value in attributes.items())
