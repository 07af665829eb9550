"""Every pair of colours that text may appear in is readable, by day and by night (WCAG 2: 4.5 to 1; edges 3 to 1)."""

from __future__ import annotations

import re

import pytest

from tests.look.places import CSS

TOKENS = {
    name: (day, night)
    for name, day, night in re.findall(
        r"--([\w-]+):\s*light-dark\((#[0-9a-fA-F]{3,6}),\s*(#[0-9a-fA-F]{3,6})\)",
        (CSS / "tokens.css").read_text(encoding="utf-8"),
    )
}
SURFACES = ["paper", "sheet", "tint"]
TEXT = [
    *[(ink, surface) for ink in ("ink", "soft", "accent", "bad") for surface in SURFACES],
    *[("held", surface) for surface in ("paper", "sheet", "held-tint")],
    *[("ink", tint) for tint in ("good-tint", "held-tint", "bad-tint")],
    *[("ink", f"wall-{number}") for number in range(1, 7)],
    ("accent", "good-tint"),
    ("bad", "bad-tint"),
    ("on-accent", "accent"),
    ("on-accent", "accent-deep"),
    ("on-bad", "bad"),
]
EDGES = [(edge, surface) for edge in ("edge", "accent", "held", "bad") for surface in ("paper", "sheet")]


def luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(digit * 2 for digit in colour[1:])
    channels = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_the_measure_is_right() -> None:
    assert contrast("#000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("scheme", [0, 1], ids=["day", "night"])
@pytest.mark.parametrize(("ink", "surface"), TEXT)
def test_text_can_be_read(ink: str, surface: str, scheme: int) -> None:
    assert contrast(TOKENS[ink][scheme], TOKENS[surface][scheme]) >= 4.5


@pytest.mark.parametrize("scheme", [0, 1], ids=["day", "night"])
@pytest.mark.parametrize(("edge", "surface"), EDGES)
def test_edges_of_fields_and_bars_can_be_seen(edge: str, surface: str, scheme: int) -> None:
    assert contrast(TOKENS[edge][scheme], TOKENS[surface][scheme]) >= 3
