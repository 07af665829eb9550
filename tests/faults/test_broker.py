"""The broker is only a doorbell: dead or hanging, the page answers in time and nothing is lost."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator

import celery
import pytest
from django.db import transaction

from accounts.models import User
from core import bell
from core.events import ring_the_worker
from core.models import Event, EventDelivery
from marketplace.broker import broker
from marketplace.env import read_environment

LONGEST_WAIT = 6.0  # seconds that one page may lose to a hanging broker


@pytest.fixture
def hanging_port() -> Iterator[int]:
    """Accepts connections (the kernel does) and never answers."""
    with socket.create_server(("127.0.0.1", 0)) as tarpit:
        yield tarpit.getsockname()[1]


@pytest.fixture
def dead_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


def bell_with(port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """The real client with the real limits, aimed at this port."""
    url, options = broker(
        read_environment({"DATABASE_URL": "postgresql://localhost/market", "REDIS_URL": f"redis://127.0.0.1:{port}/0"})
    )
    app = celery.Celery("doorbell", broker=url, set_as_current=False)
    app.conf.update(broker_transport_options=options, broker_connection_timeout=2, task_publish_retry=False)
    monkeypatch.setattr(bell, "current_app", app)


@pytest.mark.parametrize("fault", ["hanging_port", "dead_port"])
@pytest.mark.django_db(transaction=True)
def test_an_application_is_kept_and_the_page_answers_in_time(
    fault: str, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    bell_with(request.getfixturevalue(fault), monkeypatch)
    user = User.objects.create_user("alice@example.com")

    started = time.monotonic()
    with transaction.atomic():
        bell_facts(user)
    took = time.monotonic() - started

    assert took < LONGEST_WAIT
    assert EventDelivery.objects.filter(done_at__isnull=True).count() >= 1

    started = time.monotonic()
    with transaction.atomic():
        bell_facts(user)
    assert time.monotonic() - started < 0.5, "the bell stays silent for a while after a failure"
    assert Event.objects.count() == 2


def bell_facts(user: User) -> None:
    """Any fact somebody listens to; what it says does not matter here."""
    event = Event.objects.create(name="Anything", stream=f"user:{user.pk}", facts={"user_id": user.pk})
    EventDelivery.objects.create(event=event, subscriber="anybody")
    ring_the_worker()
