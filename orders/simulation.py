"""
The demo's carrier: where each parcel goes next, and when. Pure, and always the same for the same parcel.

It moves parcels in the demo only; each step is due on the shipment's row, and the sweep takes it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from orders.states import TrackingCode

PAUSE = timedelta(seconds=6)


@dataclass(frozen=True)
class Step:
    """One scan of the parcel."""

    code: TrackingCode
    place: str


def way(*, from_place: str, to_place: str) -> list[Step]:
    """All the scans after the parcel was handed over."""
    return [
        Step(TrackingCode.IN_TRANSIT, from_place),
        Step(TrackingCode.IN_TRANSIT, to_place),
        Step(TrackingCode.OUT_FOR_DELIVERY, to_place),
        Step(TrackingCode.DELIVERED, to_place),
    ]


def first_step_at(handed_over_at: datetime) -> datetime:
    return handed_over_at + PAUSE


def next_step_at(steps: list[Step], taken: int, now: datetime) -> datetime | None:
    """When the step after `taken` steps is due; None when the parcel has arrived."""
    return now + PAUSE if taken < len(steps) else None
