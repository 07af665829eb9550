"""The sandbox tells the market over HTTP, and goes on until it is heard."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from pytest_django.fixtures import Settings
from pytest_django.live_server_helper import LiveServer

from payments import services, tasks
from payments.models import Payment, SandboxCharge, WebhookMessage
from payments.providers.sandbox import decide, send_due_webhooks, telling
from payments.states import PaymentStatus

from .factories import charge_of, started_payment

Later = Callable[[Any], datetime]


@pytest.fixture
def black_hole() -> Iterator[str]:
    """A server that takes connections and never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield f"http://127.0.0.1:{server.getsockname()[1]}"


@pytest.fixture
def posted(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """The bodies that would have been sent; nobody answers."""
    bodies: list[bytes] = []

    def send(body: bytes) -> bool:
        bodies.append(body)
        return False

    monkeypatch.setattr(telling, "_send", send)
    return bodies


@pytest.mark.django_db(transaction=True)
def test_pay_later_reaches_the_market_by_a_signed_webhook_alone(
    live_server: LiveServer, settings: Settings, later: Later
) -> None:
    settings.SITE_URL = live_server.url
    payment = started_payment()
    decide(charge_of(payment), "later")

    assert tasks.send_sandbox_webhooks() == 1
    services.sweep_payments()
    payment.refresh_from_db()
    assert payment.status == PaymentStatus.PROCESSING
    SandboxCharge.objects.update(settles_at=charge_of(payment).created_at)

    assert tasks.send_sandbox_webhooks() == 1
    services.process_webhook(WebhookMessage.objects.get(kind="charge.succeeded"))

    payment.refresh_from_db()
    assert payment.status == PaymentStatus.CAPTURED
    assert charge_of(payment).due_at is None
    assert tasks.send_sandbox_webhooks() == 0


@pytest.mark.django_db
def test_a_market_that_hangs_costs_the_worker_some_seconds_only(
    black_hole: str, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.SITE_URL = black_hole
    monkeypatch.setattr(telling, "TIMEOUT", 0.3)
    decide(charge_of(started_payment()), "pay")
    began = time.monotonic()

    assert send_due_webhooks() == 0

    assert time.monotonic() - began < 3
    assert SandboxCharge.objects.get().due_at is not None


@pytest.mark.django_db
def test_a_market_that_is_away_is_told_later(settings: Settings) -> None:
    settings.SITE_URL = "http://127.0.0.1:9"
    decide(charge_of(started_payment()), "pay")

    assert send_due_webhooks() == 0

    charge = SandboxCharge.objects.get()
    assert charge.attempts == 1
    assert charge.due_at is not None


@pytest.mark.django_db
def test_what_was_not_heard_is_said_again_in_the_same_words(posted: list[bytes], later: Later) -> None:
    decide(charge_of(started_payment()), "pay")

    send_due_webhooks()
    send_due_webhooks()
    later(timedelta(minutes=1))
    send_due_webhooks()

    assert len(posted) == 2
    assert len(set(posted)) == 1


@pytest.mark.django_db
def test_it_gives_up_in_the_end(posted: list[bytes], later: Later) -> None:
    decide(charge_of(started_payment()), "pay")

    for _ in range(telling.MOST_ATTEMPTS + 5):
        send_due_webhooks()
        later(timedelta(hours=2))

    assert len(posted) == telling.MOST_ATTEMPTS


@pytest.mark.django_db
def test_every_status_is_told_and_a_page_that_was_only_opened_is_not(posted: list[bytes]) -> None:
    payment = started_payment()
    send_due_webhooks()
    assert posted == []

    decide(charge_of(payment), "confirm")
    send_due_webhooks()
    decide(charge_of(payment), "pay")
    send_due_webhooks()

    assert [b"charge.confirming" in posted[0], b"charge.succeeded" in posted[1]] == [True, True]


@pytest.mark.django_db
def test_a_message_holds_nothing_about_a_person(posted: list[bytes]) -> None:
    payment: Payment = started_payment(description="For Alice")
    decide(charge_of(payment), "pay")
    send_due_webhooks()

    assert b"Alice" not in posted[0]
    assert payment.key.encode() not in posted[0]


@pytest.mark.django_db
def test_two_workers_send_a_message_once(posted: list[bytes]) -> None:
    decide(charge_of(started_payment()), "pay")
    charge, twin = SandboxCharge.objects.get(), SandboxCharge.objects.get()

    telling.tell(charge)
    telling.tell(twin)

    assert len(posted) == 1
