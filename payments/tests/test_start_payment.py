from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import transaction

from core import clock
from core.money import Money
from payments import services
from payments.events import PaymentActionRequired, PaymentDeclined
from payments.models import Payment, SandboxCharge
from payments.services import KeyReused
from payments.states import PaymentStatus

from .factories import EUROS, RETURN_URL, charge_of, started_payment
from .providers import Faults

pytestmark = pytest.mark.django_db
Announced = Callable[..., list[object]]


def test_starting_records_the_payment_and_sends_the_shopper_to_the_providers_page(announced: Announced) -> None:
    payment = started_payment(purchase_number="7F2K-94QD")

    charge = charge_of(payment)
    assert (payment.status, payment.amount, payment.provider) == (PaymentStatus.ACTION_REQUIRED, EUROS, "sandbox")
    assert payment.provider_reference == charge.reference
    assert payment.redirect_url == f"/sandbox-pay/{charge.reference}/"
    assert (charge.amount, charge.return_url) == (EUROS, RETURN_URL)
    assert announced() == [PaymentActionRequired(payment_id=payment.pk, purchase_number="7F2K-94QD")]


def test_the_reference_is_not_to_be_guessed() -> None:
    references = {started_payment().provider_reference for _ in range(3)}

    assert len(references) == 3
    assert all(len(reference) >= 22 for reference in references)  # 128 bits in url-safe base64


def test_the_same_key_is_the_same_payment(announced: Announced) -> None:
    first = started_payment(key="purchase-1", purchase_number="7F2K-94QD")
    second = started_payment(key="purchase-1", purchase_number="7F2K-94QD")

    assert second == first
    assert (Payment.objects.count(), SandboxCharge.objects.count(), len(announced())) == (1, 1, 1)


@pytest.mark.parametrize(
    "other", [{"amount": Money(1, "EUR")}, {"amount": Money(100_00, "IDR")}, {"purchase_number": "0000-0000"}]
)
def test_a_key_that_stands_for_something_else_is_refused(other: dict[str, object]) -> None:
    usual: dict[str, object] = {"amount": EUROS, "purchase_number": "7F2K-94QD", "key": "purchase-1"}
    started_payment(**usual)  # type: ignore[arg-type]

    with pytest.raises(KeyReused):
        started_payment(**usual | other)  # type: ignore[arg-type]

    assert Payment.objects.get().amount == EUROS


def test_no_answer_is_not_a_no(faults: Faults, announced: Announced) -> None:
    faults.down = {"start"}

    payment = started_payment()

    assert (payment.status, payment.redirect_url, announced()) == (PaymentStatus.CREATED, "", [])
    assert payment.due_at > clock.now()


def test_an_answer_that_was_lost_is_found_again_by_the_same_key(faults: Faults) -> None:
    faults.answer_lost = {"start"}
    payment = started_payment(key="purchase-1", purchase_number="7F2K-94QD")
    assert payment.status == PaymentStatus.CREATED
    faults.answer_lost = set()

    again = started_payment(key="purchase-1", purchase_number="7F2K-94QD")

    assert again == payment
    assert again.status == PaymentStatus.ACTION_REQUIRED
    assert SandboxCharge.objects.count() == 1


def test_a_provider_that_refuses_to_begin_has_declined(faults: Faults, announced: Announced) -> None:
    faults.refuses = {"start"}

    payment = started_payment()

    assert (payment.status, payment.problem) == (PaymentStatus.DECLINED, "No.")
    assert announced() == [PaymentDeclined(payment_id=payment.pk, purchase_number=payment.purchase_number)]


def test_a_provider_that_begins_with_another_amount_is_not_followed(faults: Faults) -> None:
    faults.amount = Money(1, "EUR")

    payment = started_payment()

    assert (payment.status, payment.redirect_url) == (PaymentStatus.CREATED, "")
    assert "0.01" in payment.problem


def test_the_caller_says_how_long_there_is_to_pay() -> None:
    until = clock.now() + timedelta(minutes=15)

    assert started_payment(pay_until=until).pay_until == until


@pytest.mark.parametrize("amount", [0, -1])
def test_nothing_cannot_be_paid(amount: int) -> None:
    with pytest.raises(services.NothingToPay):
        started_payment(Money(amount, "EUR"))

    assert not Payment.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_provider_is_never_called_inside_a_transaction() -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        started_payment()

    assert not SandboxCharge.objects.exists()
