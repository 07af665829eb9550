"""What this app announces."""

from __future__ import annotations

from dataclasses import dataclass

from core.events import Fact


@dataclass(frozen=True)
class CategoryPlaced(Fact):
    """A category is new, or stands elsewhere in the tree: what is asked above it is asked in it from now on."""

    category_id: int


@dataclass(frozen=True)
class BrandChanged(Fact):
    """A brand is new on the register, has other names, or is protected from now on, or no longer."""

    brand_id: int
