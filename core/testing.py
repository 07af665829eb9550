"""Fixtures that every app's tests share (a pytest plugin; not imported by the running market)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Any

import pytest
from celery import current_app
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from pytest_django.fixtures import Settings

from core import bell, clock
from core.events import deliver_due
from core.events.announcing import Fact, fact_of
from core.models import Event


@pytest.fixture(autouse=True)
def _silent_bell(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests deliver by hand: no broker is asked."""
    monkeypatch.setattr(current_app, "send_task", lambda *args, **kwargs: None)
    bell.listen_again()


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    """A page asked for in another language leaves its language on: no other test may hear of it."""
    with translation.override("en"):
        yield


@pytest.fixture
def announced(db: None) -> Callable[..., list[Fact]]:
    """`announced()`: the facts announced since the test began to look; `announced(OrderShipped)`: only those."""
    start = Event.objects.order_by("-pk").values_list("pk", flat=True).first() or 0

    def facts(*kinds: type[Fact]) -> list[Fact]:
        wanted = {kind.__name__ for kind in kinds}
        events = Event.objects.filter(pk__gt=start).order_by("pk")
        return [fact_of(event) for event in events if not wanted or event.name in wanted]

    return facts


@pytest.fixture
def deliver() -> Callable[[], int]:
    """Deliver every fact that is owed, and what those deliveries announce, now."""

    def run() -> int:
        done = 0
        while count := deliver_due():
            done += count
        return done

    return run


@pytest.fixture
def count_queries() -> Callable[[Callable[[], object]], int]:
    """How many SQL statements a call costs."""

    def count(call: Callable[[], object]) -> int:
        with CaptureQueriesContext(connection) as queries:
            call()
        return len(queries)

    return count


@pytest.fixture
def at() -> Callable[[datetime], AbstractContextManager[datetime]]:
    """`with at(moment):` moves the clock."""
    return clock.at


@pytest.fixture
def picture_child(settings: Settings) -> None:
    """Pictures are drawn as in the running market: by a child process under limits."""
    settings.PICTURE_DRAWER = "core.pictures.children.draw_in_child"


@pytest.fixture
def as_(db: None) -> Callable[[Any], Client]:
    """A browser in which this person is signed in."""

    def client_of(user: Any) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return client_of


@pytest.fixture
def later() -> Iterator[Callable[[Any], datetime]]:
    """`later(timedelta(days=3))`: move the clock on, until the test ends."""
    moved: list[AbstractContextManager[datetime]] = []

    def move(delta: Any) -> datetime:
        context = clock.at(clock.now() + delta)
        moved.append(context)
        return context.__enter__()

    yield move
    for context in reversed(moved):
        context.__exit__(None, None, None)
