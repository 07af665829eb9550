"""Who listens to what: the whole event wiring of the marketplace, on one page."""

from core.events import Fact, subscribe
from core.events.announcing import Subscriber

SUBSCRIPTIONS: dict[type[Fact], list[Subscriber]] = {}

subscribe(SUBSCRIPTIONS)
