"""The broker is only a doorbell: dead or hanging, the page answers in time and nothing is lost."""

from __future__ import annotations

import socket
import time
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import celery
import pytest
from django.core import mail
from django.db import transaction
from django.test import Client

from core import bell, clock
from core.events import announce, deliver_due
from core.mail import send_due_mail
from core.models import Event, EventDelivery
from marketplace.broker import broker
from marketplace.env import read_environment
from notifications.models import Notification
from sellers.events import ApplicationSubmitted
from sellers.tests.factories import open_shop

LONGEST_WAIT = 6.0  # seconds that one page may lose to a hanging broker
SILENCE = 0.5  # and one that comes while the bell is silent


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


def sign_up(name: str) -> float:
    """Somebody new, through the page that tells them to look for a code; how long they waited for it."""
    words = {"email": f"{name}@example.com", "name": name, "password1": "ten green bottles"}
    started = time.monotonic()
    answer = Client().post("/accounts/signup/", words | {"password2": words["password1"]})
    assert (answer.status_code, answer["Location"]) == (302, "/accounts/confirm-email/")
    return time.monotonic() - started


@pytest.mark.parametrize("fault", ["hanging_port", "dead_port"])
@pytest.mark.django_db(transaction=True)
def test_pages_answer_in_time_and_everything_is_sent_later(
    fault: str, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    """Neither the broker nor the mail server answers."""
    port = request.getfixturevalue(fault)
    sign_up("warm")  # the first page of a process reads templates and lists of bad passwords
    bell_with(port, monkeypatch)
    settings.MAIL_TRANSPORT = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", port, 1

    assert sign_up("zoe") < LONGEST_WAIT
    assert sign_up("yan") < LONGEST_WAIT - 2, "the bell stays silent for a while after a failure"
    shop = open_shop()  # a person applied, a reviewer approved: two more facts, two people told
    assert {event.name for event in Event.objects.all()} >= {"UserSignedUp", "ApplicationSubmitted", "ShopOpened"}
    assert send_due_mail() == 0

    settings.MAIL_TRANSPORT = "django.core.mail.backends.locmem.EmailBackend"
    with clock.at(clock.now() + timedelta(hours=1)):
        while deliver_due() + send_due_mail():
            pass

    owner = shop.memberships.get().user
    told = Counter(letter.to[0] for letter in mail.outbox)
    assert told == {"warm@example.com": 1, "zoe@example.com": 1, "yan@example.com": 1, owner.email: 2}
    assert not EventDelivery.objects.filter(done_at__isnull=True).exists()
    assert set(Notification.objects.values_list("user", flat=True)) == {owner.pk}


@pytest.mark.parametrize("fault", ["hanging_port", "dead_port"])
@pytest.mark.django_db(transaction=True)
def test_the_bell_costs_once_and_then_stays_silent_for_a_while(
    fault: str, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The bell alone, without a page around it whose own work would hide what the bell costs."""
    bell_with(request.getfixturevalue(fault), monkeypatch)

    assert announcing() < LONGEST_WAIT
    assert announcing() < SILENCE

    assert EventDelivery.objects.filter(done_at__isnull=True).values("event").distinct().count() == 2


def announcing() -> float:
    """How long it takes to commit a fact that somebody listens to."""
    started = time.monotonic()
    with transaction.atomic():
        announce(ApplicationSubmitted(application_id=1))
    return time.monotonic() - started
