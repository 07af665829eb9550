"""The door for webhooks: what is not proven leaves no trace."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from core import clock
from payments.models import Payment, WebhookMessage
from payments.providers.sandbox import decide, signing
from payments.providers.sandbox.telling import body_about
from payments.states import PaymentStatus, WebhookStatus

from .factories import charge_of, signed, started_payment, webhook_about

pytestmark = pytest.mark.django_db
URL = "/payments/webhooks/sandbox/"


@pytest.fixture
def payment() -> Payment:
    """Paid at the provider; the market has not heard of it."""
    payment = started_payment()
    decide(charge_of(payment), "pay")
    return payment


def send(body: bytes, headers: dict[str, str], url: str = URL, **extra: Any) -> int:
    answer = Client(enforce_csrf_checks=True).post(url, body, content_type="application/json", headers=headers, **extra)
    return answer.status_code


def test_a_proven_message_is_stored_as_it_came(payment: Payment) -> None:
    body, headers = webhook_about(payment)

    assert send(body, headers) == 200

    message = WebhookMessage.objects.get()
    assert (message.provider, message.kind, message.status) == ("sandbox", "charge.succeeded", WebhookStatus.RECEIVED)
    assert message.body == body.decode()
    assert message.provider_reference == payment.provider_reference


def test_a_repeated_message_is_stored_once(payment: Payment) -> None:
    body, headers = webhook_about(payment)

    assert [send(body, headers) for _ in range(3)] == [200, 200, 200]

    assert WebhookMessage.objects.count() == 1


def test_the_page_books_nothing_by_itself(payment: Payment) -> None:
    send(*webhook_about(payment))

    payment.refresh_from_db()
    assert payment.status == PaymentStatus.ACTION_REQUIRED


def _other_body(body: bytes) -> bytes:
    return json.dumps(json.loads(body) | {"amount": 1}).encode()


FORGERIES: dict[str, Callable[[bytes], tuple[bytes, dict[str, str]]]] = {
    "no signature": lambda body: (body, {}),
    "empty signature": lambda body: (body, {signing.HEADER: ""}),
    "nonsense": lambda body: (body, {signing.HEADER: "t=,v1="}),
    "not a moment": lambda body: (body, {signing.HEADER: "t=now,v1=" + "0" * 64}),
    "digits that overflow": lambda body: (body, {signing.HEADER: f"t={'9' * 40},v1=" + "0" * 64}),
    "not latin": lambda body: (body, {signing.HEADER: "t=1,v1=\u00e9"}),
    "zeros": lambda body: (body, {signing.HEADER: f"t={int(clock.now().timestamp())},v1=" + "0" * 64}),
    "another market's secret": lambda body: (body, signed(body, key=b"theirs")),
    "an empty secret": lambda body: (body, {signing.HEADER: _signed_with_nothing(body)}),
    "the right signature on another body": lambda body: (_other_body(body), signed(body)),
    "the right signature on a longer body": lambda body: (body + b" ", signed(body)),
    "an old one": lambda body: (body, signed(body, moment=clock.now() - timedelta(minutes=6))),
    "one from the future": lambda body: (body, signed(body, moment=clock.now() + timedelta(minutes=6))),
    "another moment put in": lambda body: (body, _with_moment_of_now(signed(body, moment=clock.now() - timedelta(1)))),
}


def _signed_with_nothing(body: bytes) -> str:
    import hashlib
    import hmac

    stamp = str(int(clock.now().timestamp()))
    return f"t={stamp},v1={hmac.new(b'', stamp.encode() + b'.' + body, hashlib.sha256).hexdigest()}"


def _with_moment_of_now(headers: dict[str, str]) -> dict[str, str]:
    _old, signature = headers[signing.HEADER].split(",")
    return {signing.HEADER: f"t={int(clock.now().timestamp())},{signature}"}


@pytest.mark.parametrize("forge", FORGERIES.values(), ids=FORGERIES)
def test_a_forged_message_changes_nothing(
    forge: Callable[[bytes], tuple[bytes, dict[str, str]]], payment: Payment, announced: Callable[..., list[object]]
) -> None:
    before = Payment.objects.filter(pk=payment.pk).values().get()

    status = send(*forge(body_about(charge_of(payment))))

    assert status == 400
    assert not WebhookMessage.objects.exists()
    assert Payment.objects.filter(pk=payment.pk).values().get() == before
    assert announced() == []


def test_a_forged_message_costs_no_statement(payment: Payment, count_queries: Any) -> None:
    body, _headers = webhook_about(payment)

    assert count_queries(lambda: send(body, {signing.HEADER: "t=1,v1=2"})) == 0


@pytest.mark.parametrize(
    "body",
    [b"", b"no json", b"[]", b"{}", b"null", b'{"id": 1}', b"\xff\xfe"]
    + [
        json.dumps({"id": "1", "kind": "k", "reference": "r", "amount": 1, "currency": "EUR"} | wrong).encode()
        for wrong in ({"id": ""}, {"reference": None}, {"amount": "much"}, {"currency": 5}, {"kind": ["k"]})
    ],
)
def test_a_signed_message_that_cannot_be_read_is_refused(body: bytes) -> None:
    assert send(body, signed(body)) == 400
    assert not WebhookMessage.objects.exists()


@pytest.mark.parametrize("provider", ["stripe", "nobody", "sandbox-2"])
def test_a_provider_that_is_not_in_use_has_no_door(provider: str, payment: Payment) -> None:
    assert send(*webhook_about(payment), url=f"/payments/webhooks/{provider}/") == 404
    assert not WebhookMessage.objects.exists()


def test_a_huge_message_is_not_read(payment: Payment) -> None:
    body = b" " * (64 * 1024 + 1)

    assert send(body, signed(body)) == 413
    assert not WebhookMessage.objects.exists()


@pytest.mark.parametrize("method", ["get", "put", "patch", "delete", "head"])
def test_only_post_is_heard(method: str) -> None:
    assert getattr(Client(), method)(URL).status_code == 405


def test_another_secret_key_is_another_secret(payment: Payment, settings: Settings) -> None:
    body, headers = webhook_about(payment)
    settings.SECRET_KEY = "another installation's key " * 3

    assert send(body, headers) == 400
