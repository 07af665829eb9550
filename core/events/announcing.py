"""Writing a fact down, and ringing the worker's bell once the transaction has committed."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from typing import TYPE_CHECKING, Any

from django.db import connection, transaction

from core import clock
from core.bell import ring
from core.models import Event, EventDelivery
from core.statements import Addition

if TYPE_CHECKING:
    from accounts.models import User

log = logging.getLogger(__name__)

Subscriber = Callable[[Any, Event], object]


@dataclass(frozen=True)
class Fact:
    """
    Something that happened, in the past tense, with ids and no instances.

    The first field is `<thing>_id`; it names the stream that the event belongs to ("order:12").
    """

    @property
    def stream(self) -> str:
        first = fields(self)[0].name
        return f"{first.removesuffix('_id')}:{getattr(self, first)}"


_ADD_EVENTS, _ADD_DELIVERIES = Addition(Event), Addition(EventDelivery)
_subscribers: dict[str, list[Subscriber]] = {}
_facts: dict[str, type[Fact]] = {}


def name_of(subscriber: Subscriber) -> str:
    return f"{subscriber.__module__}.{subscriber.__qualname__}"


def subscribe(subscriptions: Mapping[type[Fact], Iterable[Subscriber]]) -> None:
    """Say who listens to what. Called once, by the wiring, with the whole table."""
    _subscribers.clear()
    _facts.clear()
    for fact, subscribers in subscriptions.items():
        _facts[fact.__name__] = fact
        _subscribers[fact.__name__] = list(subscribers)


def subscriptions() -> dict[str, list[str]]:
    """The table by name, for documentation and its test."""
    return {fact: [name_of(each) for each in subscribers] for fact, subscribers in _subscribers.items()}


def subscribers_of(name: str) -> list[Subscriber]:
    return _subscribers.get(name, [])


def fact_of(event: Event) -> Fact:
    """The fact that an event reports, as its own type."""
    return _facts[event.name](**event.facts)


def announce(fact: Fact, *, actor: User | None = None) -> Event:
    """
    Write the fact, and what is owed to each subscriber, beside the change that it reports.

    Must be called inside that change's transaction: a fact without its change, or the reverse, must not exist.
    """
    return announce_all([fact], actor=actor)[0]


def announce_all(facts: Sequence[Fact], *, actor: User | None = None) -> list[Event]:
    """The same for several facts of one change, in as many statements as for one."""
    if not connection.in_atomic_block:
        names = ", ".join(type(fact).__name__ for fact in facts)
        raise RuntimeError(f"{names} was announced outside a transaction.")
    now = clock.now()
    events = _ADD_EVENTS.make(
        Event(name=type(fact).__name__, stream=fact.stream, facts=asdict(fact), actor=actor, occurred_at=now)
        for fact in facts
    )
    owed = [
        EventDelivery(event=event, subscriber=name_of(subscriber), due_at=now)
        for event in events
        for subscriber in subscribers_of(event.name)
    ]
    if owed:
        _ADD_DELIVERIES.make(owed)
        ring_the_worker()
    return events


def ring_the_worker() -> None:
    """Ring once when the transaction has committed, however many facts it announced."""
    if any(call[1] is _ring_for_deliveries for call in connection.run_on_commit):
        return
    # Robust: the change is committed by then, and a dead broker must not turn it into an error page.
    transaction.on_commit(_ring_for_deliveries, robust=True)


def _ring_for_deliveries() -> None:
    started = time.monotonic()
    ring("core.tasks.deliver_events")
    if (took := time.monotonic() - started) > 1:
        log.warning("bell_was_slow", extra={"seconds": round(took, 2)})
