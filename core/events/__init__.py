"""Facts: announced beside the change they report, delivered to each subscriber once."""

from core.events.announcing import (
    Fact,
    announce,
    announce_all,
    ring_the_worker,
    subscribe,
    subscribers_of,
    subscriptions,
)
from core.events.delivering import deliver_due

__all__ = [
    "Fact",
    "announce",
    "announce_all",
    "deliver_due",
    "ring_the_worker",
    "subscribe",
    "subscribers_of",
    "subscriptions",
]
