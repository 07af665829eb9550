from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from core import clock
from core.money import Money
from payments import services
from payments.events import PaymentCaptured, PaymentDeclined
from payments.models import Payment
from payments.providers.sandbox import decide
from payments.states import PaymentStatus

from .factories import (
    cancelled_payment,
    captured_payment,
    charge_of,
    decided,
    declined_payment,
    processing_payment,
    started_payment,
)
from .providers import Faults

pytestmark = pytest.mark.django_db
Announced = Callable[..., list[object]]


def test_money_that_arrived_is_captured_and_announced(announced: Announced) -> None:
    payment = captured_payment(purchase_number="7F2K-94QD")

    assert payment.status == PaymentStatus.CAPTURED
    assert payment.captured_at is not None
    assert announced(PaymentCaptured) == [PaymentCaptured(payment_id=payment.pk, purchase_number="7F2K-94QD")]


def test_asking_again_announces_nothing_twice(announced: Announced) -> None:
    payment = captured_payment()

    services.refresh_payment(payment)
    services.refresh_payment(Payment.objects.get(pk=payment.pk))

    assert len(announced(PaymentCaptured)) == 1


def test_one_who_learned_of_it_before_does_not_announce_it_for_the_other(announced: Announced) -> None:
    payment = started_payment()
    return_page, webhook = (Payment.objects.get(pk=payment.pk) for _ in range(2))
    decide(charge_of(payment), "pay")

    services.refresh_payment(return_page)
    services.refresh_payment(webhook)

    assert return_page.status == webhook.status == PaymentStatus.CAPTURED
    assert len(announced(PaymentCaptured)) == 1


def test_a_decline_is_told(announced: Announced) -> None:
    payment = declined_payment()

    assert payment.status == PaymentStatus.DECLINED
    assert announced(PaymentDeclined) == [
        PaymentDeclined(payment_id=payment.pk, purchase_number=payment.purchase_number)
    ]


def test_an_extra_confirmation_keeps_the_payment_waiting_until_it_is_given() -> None:
    payment = decided(started_payment(), "confirm")
    assert payment.status == PaymentStatus.ACTION_REQUIRED

    assert decided(payment, "pay").status == PaymentStatus.CAPTURED


def test_what_is_paid_later_is_processing_meanwhile() -> None:
    assert processing_payment().status == PaymentStatus.PROCESSING


@pytest.mark.parametrize("make", [declined_payment, cancelled_payment])
def test_money_that_arrives_after_a_no_is_captured(make: Callable[[], Payment], announced: Announced) -> None:
    payment = make()
    charge = charge_of(payment)
    type(charge).objects.filter(pk=charge.pk).update(status="succeeded")

    services.refresh_payment(payment)

    assert payment.status == PaymentStatus.CAPTURED
    assert len(announced(PaymentCaptured)) == 1


def test_a_provider_that_does_not_answer_changes_nothing_but_the_next_look(faults: Faults) -> None:
    payment = started_payment()
    faults.down = {"fetch"}
    before = payment.due_at

    services.refresh_payment(payment)

    assert (payment.status, payment.problem) == (PaymentStatus.ACTION_REQUIRED, "")
    assert payment.due_at > before


def test_a_provider_that_forgot_the_payment_is_a_problem_not_a_no(faults: Faults, announced: Announced) -> None:
    payment = started_payment()
    faults.refuses = {"fetch"}

    services.refresh_payment(payment)

    assert (payment.status, payment.problem) == (PaymentStatus.ACTION_REQUIRED, "No.")
    assert announced(PaymentDeclined) == []


@pytest.mark.parametrize("told", [Money(1_00, "EUR"), Money(100_00, "IDR"), Money(1000_00, "EUR")])
def test_captured_with_another_amount_is_not_captured(told: Money, faults: Faults, announced: Announced) -> None:
    payment = started_payment()
    faults.amount = told

    decided(payment, "pay")

    assert payment.status == PaymentStatus.ACTION_REQUIRED
    assert payment.problem
    assert announced(PaymentCaptured) == []


def test_an_answer_about_another_payment_is_not_taken(faults: Faults) -> None:
    payment = started_payment()
    faults.reference = captured_payment().provider_reference

    decided(payment, "pay")

    assert payment.status == PaymentStatus.ACTION_REQUIRED
    assert payment.problem


def test_a_problem_that_went_away_is_forgotten(faults: Faults) -> None:
    payment = started_payment()
    faults.amount = Money(1, "EUR")
    decided(payment, "pay")
    faults.amount = None

    services.refresh_payment(payment)

    assert (payment.status, payment.problem) == (PaymentStatus.CAPTURED, "")


def test_the_next_look_comes_later_each_time() -> None:
    payment = started_payment()
    waits = []
    for _ in range(4):
        services.refresh_payment(payment)
        waits.append(payment.due_at - clock.now())

    assert waits == sorted(waits)
    assert waits[-1] > timedelta(minutes=2)
