"""What this app announces."""

from __future__ import annotations

from dataclasses import dataclass

from core.events import Fact


@dataclass(frozen=True)
class BrandChanged(Fact):
    """A brand is new on the register, has other names, or is protected from now on, or no longer."""

    brand_id: int
