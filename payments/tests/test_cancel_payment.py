from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import transaction

from core import clock
from payments import services
from payments.events import PaymentCancelled, PaymentCaptured
from payments.models import Payment
from payments.providers.sandbox import decide, may_decide
from payments.states import PaymentStatus

from .factories import captured_payment, charge_of, declined_payment, processing_payment, started_payment
from .providers import Faults

pytestmark = pytest.mark.django_db
Announced = Callable[..., list[object]]


def test_a_cancelled_payment_is_closed_at_the_provider(announced: Announced) -> None:
    payment = started_payment()

    services.cancel_payment(payment)
    services.sweep_payments()

    payment.refresh_from_db()
    assert payment.status == PaymentStatus.CANCELLED
    assert not may_decide(charge_of(payment))
    assert announced(PaymentCancelled) == [
        PaymentCancelled(payment_id=payment.pk, purchase_number=payment.purchase_number)
    ]


def test_the_wish_may_be_written_inside_a_transaction(faults: Faults) -> None:
    payment = started_payment()
    faults.calls.clear()

    with transaction.atomic():
        services.cancel_payment(payment)

    assert faults.calls == []
    assert list(Payment.objects.due()) == [payment]


def test_money_that_was_quicker_is_captured(announced: Announced) -> None:
    payment = started_payment()
    services.cancel_payment(payment)
    decide(charge_of(payment), "pay")

    services.sweep_payments()

    payment.refresh_from_db()
    assert payment.status == PaymentStatus.CAPTURED
    assert len(announced(PaymentCaptured)) == 1


@pytest.mark.parametrize("make", [captured_payment, declined_payment])
def test_what_is_decided_stays(make: Callable[[], Payment]) -> None:
    payment = make()
    before = payment.pay_until

    services.cancel_payment(payment)

    assert Payment.objects.get(pk=payment.pk).pay_until == before
    assert not Payment.objects.due().exists()


def test_nobody_can_begin_to_pay_when_the_time_is_over(later: Callable[[Any], datetime]) -> None:
    payment = started_payment(pay_until=clock.now() + timedelta(minutes=15))

    later(timedelta(minutes=14))
    services.sweep_payments()
    assert Payment.objects.get(pk=payment.pk).status == PaymentStatus.ACTION_REQUIRED

    later(timedelta(minutes=2))
    services.sweep_payments()
    assert Payment.objects.get(pk=payment.pk).status == PaymentStatus.CANCELLED


def test_what_is_on_its_way_is_waited_for(later: Callable[[Any], datetime]) -> None:
    payment = processing_payment(pay_until=clock.now() + timedelta(minutes=15))

    later(timedelta(minutes=16))
    services.sweep_payments()

    assert Payment.objects.get(pk=payment.pk).status == PaymentStatus.PROCESSING


def test_a_provider_that_is_down_is_told_later(faults: Faults, later: Callable[[Any], datetime]) -> None:
    payment = started_payment()
    services.cancel_payment(payment)
    faults.down = {"cancel"}
    services.sweep_payments()
    assert Payment.objects.get(pk=payment.pk).status == PaymentStatus.ACTION_REQUIRED

    faults.down = set()
    later(timedelta(minutes=10))
    services.sweep_payments()

    assert Payment.objects.get(pk=payment.pk).status == PaymentStatus.CANCELLED


def test_a_payment_of_unknown_outcome_is_found_and_closed(faults: Faults, later: Callable[[Any], datetime]) -> None:
    faults.answer_lost = {"start"}
    payment = started_payment()
    services.cancel_payment(payment)
    faults.answer_lost = set()

    services.sweep_payments()

    payment.refresh_from_db()
    assert payment.status == PaymentStatus.CANCELLED
    assert charge_of(payment).status == "cancelled"
