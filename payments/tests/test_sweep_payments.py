from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from payments import services, tasks
from payments.events import PaymentCaptured
from payments.models import Payment, SandboxCharge
from payments.providers.sandbox import decide
from payments.states import PaymentStatus

from .factories import captured_payment, charge_of, declined_payment, started_payment
from .providers import Faults

pytestmark = pytest.mark.django_db
Announced = Callable[..., list[object]]
Later = Callable[[Any], datetime]


def test_a_shopper_who_never_came_back_has_paid_all_the_same(announced: Announced, later: Later) -> None:
    payment = started_payment()
    decide(charge_of(payment), "pay")
    later(timedelta(minutes=1))

    tasks.sweep_payments()

    assert Payment.objects.get(pk=payment.pk).status == PaymentStatus.CAPTURED
    assert len(announced(PaymentCaptured)) == 1


def test_a_call_that_timed_out_after_the_provider_charged_charges_once(faults: Faults, later: Later) -> None:
    faults.answer_lost = {"start"}
    payment = started_payment()
    decide(charge_of(payment), "pay")
    faults.answer_lost = set()
    later(timedelta(minutes=1))

    services.sweep_payments()

    payment.refresh_from_db()
    assert (payment.status, SandboxCharge.objects.count()) == (PaymentStatus.CAPTURED, 1)


def test_a_provider_that_stays_down_is_asked_less_and_less_often(faults: Faults, later: Later) -> None:
    faults.down = {"start", "fetch"}
    payment = started_payment(pay_until=later(timedelta(0)) + timedelta(days=2))
    faults.calls.clear()

    for _ in range(24 * 6):
        later(timedelta(minutes=10))
        services.sweep_payments()
        services.sweep_payments()

    assert len(faults.calls) <= 24 * 6
    assert Payment.objects.get(pk=payment.pk).status == PaymentStatus.CREATED


def test_one_payment_that_fails_does_not_stop_the_others(later: Later, monkeypatch: pytest.MonkeyPatch) -> None:
    broken, sound = started_payment(), started_payment()
    Payment.objects.filter(pk=broken.pk).update(provider="gone")
    decide(charge_of(sound), "pay")
    later(timedelta(minutes=1))

    services.sweep_payments()

    assert Payment.objects.get(pk=sound.pk).status == PaymentStatus.CAPTURED
    assert Payment.objects.get(pk=broken.pk).status == PaymentStatus.ACTION_REQUIRED


def test_only_what_is_open_and_due_is_asked_about(faults: Faults, later: Later) -> None:
    captured_payment()
    declined_payment()
    later(timedelta(minutes=1))
    due = started_payment()
    not_yet = started_payment()
    later(timedelta(seconds=21))
    Payment.objects.filter(pk=not_yet.pk).update(due_at=later(timedelta(0)) + timedelta(seconds=1))

    assert list(Payment.objects.due()) == [due]


def test_sweeping_twice_changes_nothing_more(announced: Announced, later: Later) -> None:
    decide(charge_of(started_payment()), "pay")
    later(timedelta(minutes=1))

    services.sweep_payments()
    services.sweep_payments()

    assert len(announced(PaymentCaptured)) == 1


def test_a_sweep_without_anything_due_costs_a_statement_for_each_kind(count_queries: Any) -> None:
    captured_payment()
    declined_payment()

    assert count_queries(services.sweep_payments) == 3
