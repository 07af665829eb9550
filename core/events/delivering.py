"""
Delivering facts: every (event, subscriber) is done once, whatever dies in between.

First the claim is committed: one more attempt, and `due_at` moved into the future as a lease. Then, in one
transaction, the delivery is marked done and the subscriber works. A worker killed before that commit has done
nothing, and the lease runs out; killed after it, everything is done. A subscriber that always fails is parked.
"""

from __future__ import annotations

import logging
from datetime import timedelta

from django.db import transaction
from django.db.models import F

from core import clock
from core.errors import DomainError
from core.events.announcing import Subscriber, fact_of, name_of, subscribers_of
from core.models import EventDelivery

log = logging.getLogger(__name__)

MAX_ATTEMPTS = 8
LEASE = timedelta(seconds=60)
BACKOFF = [timedelta(seconds=seconds) for seconds in (5, 15, 60, 300, 900, 3600, 3600, 3600)]


class UnknownSubscriber(Exception):
    """A delivery names a subscriber that is no longer in the table."""


def deliver_due(*, limit: int = 500) -> int:
    """Deliver what is due, oldest first, at most `limit`; returns how many were done."""
    due = (
        EventDelivery.objects.filter(done_at__isnull=True, parked_at__isnull=True, due_at__lte=clock.now())
        .order_by("due_at", "pk")
        .values_list("pk", flat=True)[:limit]
    )
    return sum(deliver(pk) for pk in list(due))


def deliver(pk: int) -> bool:
    """Deliver one. False when it was not ours to do, or failed: then the row says why, and when it is tried again."""
    if not _claim(pk):
        return False
    delivery = EventDelivery.objects.select_related("event").get(pk=pk)
    try:
        with transaction.atomic():
            # The mark comes first: it locks the row, so that a slow twin whose lease ran out finds it done.
            marked = EventDelivery.objects.filter(pk=pk, done_at__isnull=True, attempts=delivery.attempts).update(
                done_at=clock.now(), last_error=""
            )
            if not marked:
                return False
            _find(delivery)(fact_of(delivery.event), delivery.event)
    except Exception as error:  # noqa: BLE001  one subscriber's failure must not keep the others from their facts
        _record_failure(delivery, error)
        return False
    return True


def _claim(pk: int) -> bool:
    claimed = EventDelivery.objects.filter(
        pk=pk, done_at__isnull=True, parked_at__isnull=True, due_at__lte=clock.now()
    ).update(attempts=F("attempts") + 1, due_at=clock.now() + LEASE)
    return bool(claimed)


def _find(delivery: EventDelivery) -> Subscriber:
    for subscriber in subscribers_of(delivery.event.name):
        if name_of(subscriber) == delivery.subscriber:
            return subscriber
    raise UnknownSubscriber(delivery.subscriber)


def _in_short(error: Exception) -> str:
    """What the row may say: a database's or a library's own words may repeat personal data."""
    name = type(error).__name__
    return f"{name}: {error.code}" if isinstance(error, DomainError) else name


def _record_failure(delivery: EventDelivery, error: Exception) -> None:
    parked = delivery.attempts >= MAX_ATTEMPTS
    EventDelivery.objects.filter(pk=delivery.pk, done_at__isnull=True).update(
        last_error=_in_short(error),
        due_at=clock.now() + BACKOFF[min(delivery.attempts, len(BACKOFF)) - 1],
        parked_at=clock.now() if parked else None,
    )
    log.error(
        "delivery_failed",
        extra={"delivery": delivery.pk, "subscriber": delivery.subscriber, "parked": parked},
        exc_info=error,
    )
