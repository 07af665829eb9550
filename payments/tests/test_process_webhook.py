from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from accounts.models import User
from core.errors import ImpossibleMove
from core.money import Money
from payments import rules, services
from payments.events import PaymentCaptured, WebhookQuarantined
from payments.models import Payment, WebhookMessage
from payments.providers.sandbox import decide
from payments.states import PaymentStatus, WebhookStatus

from .factories import captured_payment, charge_of, signed, started_payment, webhook_about
from .providers import Faults

pytestmark = pytest.mark.django_db
Announced = Callable[..., list[object]]
Later = Callable[[Any], datetime]


def paid_at_the_provider() -> Payment:
    payment = started_payment()
    decide(charge_of(payment), "pay")
    return payment


def received(payment: Payment, **wrong: object) -> WebhookMessage:
    """A signed message about the payment, with these things said wrongly."""
    body, headers = webhook_about(payment)
    if wrong:
        body = json.dumps(json.loads(body) | wrong).encode()
        headers = signed(body)
    return services.receive_webhook("sandbox", body, headers)


def test_a_message_makes_us_look_and_what_we_see_is_applied(announced: Announced) -> None:
    payment = paid_at_the_provider()
    message = received(payment)

    services.sweep_payments()

    payment.refresh_from_db()
    message.refresh_from_db()
    assert payment.status == PaymentStatus.CAPTURED
    assert (message.status, message.payment) == (WebhookStatus.PROCESSED, payment)
    assert announced(PaymentCaptured) == [
        PaymentCaptured(payment_id=payment.pk, purchase_number=payment.purchase_number)
    ]


def test_a_message_that_says_paid_when_the_provider_does_not_moves_nothing() -> None:
    payment = started_payment()

    services.process_webhook(received(payment, kind="charge.succeeded"))

    payment.refresh_from_db()
    assert payment.status == PaymentStatus.ACTION_REQUIRED


@pytest.mark.parametrize("wrong", [{"amount": 1}, {"amount": 10**12}, {"amount": -100_00}, {"currency": "IDR"}])
def test_content_that_does_not_fit_our_record_is_quarantined(wrong: dict[str, object], announced: Announced) -> None:
    payment = paid_at_the_provider()

    message = services.process_webhook(received(payment, **wrong))

    payment.refresh_from_db()
    assert (message.status, message.payment) == (WebhookStatus.QUARANTINED, payment)
    assert message.problem
    assert payment.status == PaymentStatus.ACTION_REQUIRED
    assert announced(PaymentCaptured) == []
    assert announced(WebhookQuarantined) == [WebhookQuarantined(webhook_id=message.pk)]


def test_a_provider_that_settled_another_amount_is_quarantined(faults: Faults, announced: Announced) -> None:
    payment = paid_at_the_provider()
    faults.amount = Money(1_00, "EUR")

    message = services.process_webhook(received(payment))

    payment.refresh_from_db()
    assert message.status == WebhookStatus.QUARANTINED
    assert payment.status == PaymentStatus.ACTION_REQUIRED
    assert payment.problem == message.problem
    assert announced(PaymentCaptured) == []


def test_a_message_cannot_move_the_payment_of_somebody_else() -> None:
    payment, others = paid_at_the_provider(), started_payment()

    services.process_webhook(received(payment, purchase_number=others.purchase_number, key=others.key))

    others.refresh_from_db()
    assert others.status == PaymentStatus.ACTION_REQUIRED


def test_a_message_about_a_payment_that_we_do_not_know_yet_waits_for_it(faults: Faults, later: Later) -> None:
    faults.answer_lost = {"start"}
    payment = paid_at_the_provider()
    message = received(payment)
    services.process_webhook(message)
    assert message.status == WebhookStatus.RECEIVED

    faults.answer_lost = set()
    later(timedelta(minutes=1))
    services.sweep_payments()
    later(timedelta(minutes=1))
    services.sweep_payments()

    message.refresh_from_db()
    payment.refresh_from_db()
    assert (message.status, payment.status) == (WebhookStatus.PROCESSED, PaymentStatus.CAPTURED)


def test_a_message_about_a_payment_that_we_never_know_ends_in_quarantine(later: Later) -> None:
    message = received(started_payment(), reference="somebody-elses")
    services.process_webhook(message)
    assert message.status == WebhookStatus.RECEIVED

    later(rules.UNKNOWN_REFERENCE_LIMIT + timedelta(minutes=1))
    services.sweep_payments()

    message.refresh_from_db()
    assert (message.status, message.payment) == (WebhookStatus.QUARANTINED, None)


def test_without_an_answer_the_message_waits(faults: Faults, later: Later) -> None:
    payment = paid_at_the_provider()
    message = received(payment)
    faults.down = {"fetch"}
    services.process_webhook(message)
    assert (message.status, message.attempts) == (WebhookStatus.RECEIVED, 1)

    faults.down = set()
    later(timedelta(minutes=1))
    services.sweep_payments()

    payment.refresh_from_db()
    assert payment.status == PaymentStatus.CAPTURED


def test_a_provider_that_does_not_know_its_own_message_is_quarantined(faults: Faults) -> None:
    message = received(paid_at_the_provider())
    faults.refuses = {"fetch"}

    assert services.process_webhook(message).status == WebhookStatus.QUARANTINED


def test_a_message_that_is_days_late_is_put_away(later: Later, announced: Announced) -> None:
    payment = captured_payment()
    message = received(payment)
    later(timedelta(days=3))

    services.process_webhook(message)

    assert message.status == WebhookStatus.PROCESSED
    assert len(announced(PaymentCaptured)) == 1


def test_a_message_is_put_away_once() -> None:
    message = received(paid_at_the_provider())
    services.process_webhook(WebhookMessage.objects.get(pk=message.pk))

    with pytest.raises(ImpossibleMove):
        services.process_webhook(message)


def test_staff_close_what_they_have_looked_at(ada: User) -> None:
    message = services.process_webhook(received(paid_at_the_provider(), amount=1))

    services.settle_webhook(message, by=ada)

    assert (message.status, message.settled_by) == (WebhookStatus.SETTLED, ada)


def test_only_what_is_quarantined_can_be_closed(ada: User) -> None:
    with pytest.raises(ImpossibleMove):
        services.settle_webhook(received(paid_at_the_provider()), by=ada)
