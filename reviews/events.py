"""What this app announces."""

from __future__ import annotations

from dataclasses import dataclass

from core.events import Fact


@dataclass(frozen=True)
class ReviewPublished(Fact):
    """Somebody who received a thing said how it is."""

    review_id: int


@dataclass(frozen=True)
class ReviewRemoved(Fact):
    """Staff took a review away; its tombstone shows this reason."""

    review_id: int
    because: str
