"""
Price bands: steps of 1, 2 and 5 in every decade fit any currency, so no table of prices has to be kept.

Neighbouring steps are joined until a handful of bands is left, each with a fair share of the listings.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from core.formatting import money
from core.money import Money

STEPS = [digit * 10**decade for decade in range(2, 13) for digit in (1, 2, 5)]
MOST_BANDS = 5
# Of a currency that is folded away.
MOST_FOLDED = 3


@dataclass(frozen=True)
class Band:
    """Prices from `low` up to but not including `high`, in minor units; no `high` means no end."""

    currency: str
    low: int
    high: int | None

    @property
    def value(self) -> str:
        """How it stands in an address: "EUR-2000-5000"."""
        return f"{self.currency}-{self.low}-{self.high or ''}"

    @property
    def label(self) -> str:
        return self.label_in(get_language())

    def label_in(self, language: str | None) -> str:
        """The label; `language` is the reader's, which whoever writes many of them finds out once."""
        return _label(self, language)

    @classmethod
    def read(cls, value: str) -> Band | None:
        """The band of that value; None for anything else. Only steps are edges, so every band can be counted."""
        parts = value.split("-")
        if len(parts) != 3 or len(parts[0]) != 3 or not (parts[0].isascii() and parts[0].isupper()):
            return None
        low, high = (int(part) if part.isascii() and part.isdigit() and len(part) < 16 else None for part in parts[1:])
        if low is None or (low and low not in STEPS) or (high is not None and high not in STEPS):
            return None
        band = cls(parts[0], low, high)
        # Written in one way only, so that a page knows its own band again.
        return band if band.value == value and (high is None or low < high) else None

    def holds(self, step: int) -> bool:
        """Whether the prices of this step (see `step_of`) lie in the band."""
        return self.low <= step and (self.high is None or step < self.high)

    def lies_in(self, wider: Band) -> bool:
        """Whether it is a part of the other one, and not the whole."""
        if self == wider or self.currency != wider.currency or self.low < wider.low:
            return False
        return wider.high is None or (self.high is not None and self.high <= wider.high)


def step_of(price: int) -> int:
    """The lower edge of the step in which a price lies; 0 below the first."""
    place = bisect_right(STEPS, price)
    return STEPS[place - 1] if place else 0


def bands_of(counts: Mapping[int, int], currency: str, most: int = MOST_BANDS) -> list[Band]:
    """The bands that show prices best, given how many listings each step has (0 stands for below the first)."""
    bands = [Band(currency, step, _following(step)) for step in sorted(counts)]
    if not bands:
        return []
    sizes = [counts[band.low] for band in bands]
    while len(bands) > most:
        thinnest = min(range(len(bands) - 1), key=lambda place: sizes[place] + sizes[place + 1])
        bands[thinnest : thinnest + 2] = [Band(currency, bands[thinnest].low, bands[thinnest + 1].high)]
        sizes[thinnest : thinnest + 2] = [sizes[thinnest] + sizes[thinnest + 1]]
    return bands


# A page of results shows some forty bands, and most pages show the same ones.
@lru_cache(maxsize=2_000)
def _label(band: Band, language: str | None) -> str:
    low = money(Money(band.low, band.currency))
    if band.high is None:
        return _("from %(price)s") % {"price": low}
    high = money(Money(band.high, band.currency))
    return _("under %(price)s") % {"price": high} if not band.low else f"{low} – {high}"


def _following(step: int) -> int | None:
    place = bisect_right(STEPS, step)
    return STEPS[place] if place < len(STEPS) else None
