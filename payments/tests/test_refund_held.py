from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from core.errors import ImpossibleMove
from core.money import Money
from payments import services
from payments.events import RefundRefused, RefundSent
from payments.models import AccountKind, Posting, Refund, SandboxRefund
from payments.services import LedgerConflict, MoreThanHeld, NotCaptured
from payments.states import RefundStatus
from sellers.models import Seller

from .factories import EUROS, captured_payment, held_order, processing_payment
from .providers import Faults

pytestmark = pytest.mark.django_db
Announced = Callable[..., list[object]]
Later = Callable[[Any], datetime]


def euros(amount: int) -> Money:
    return Money(amount, "EUR")


def refund(order: str, amount: Money = EUROS, key: str = "r1") -> Refund:
    return services.refund_held(order_number=order, amount=amount, key=key, because="The seller cannot send it.")


def sum_of(kind: AccountKind) -> int:
    return sum(Posting.objects.filter(account__kind=kind).values_list("amount", flat=True))


def test_a_refund_leaves_the_held_funds_and_then_the_market(seller: Seller, announced: Announced) -> None:
    order = held_order(seller)

    owed = refund(order)
    assert services.held_for_order(order, currency="EUR") == euros(0)
    assert (owed.status, sum_of(AccountKind.REFUNDS_DUE)) == (RefundStatus.REQUESTED, 100_00)
    services.sweep_payments()

    owed.refresh_from_db()
    assert (owed.status, sum_of(AccountKind.REFUNDS_DUE)) == (RefundStatus.SENT, 0)
    assert sum_of(AccountKind.PROVIDER_CLEARING) == 0
    assert SandboxRefund.objects.get().minor_units == 100_00
    assert announced(RefundSent) == [
        RefundSent(refund_id=owed.pk, purchase_number=owed.payment.purchase_number, order_number=order)
    ]


def test_the_same_key_refunds_once(seller: Seller) -> None:
    order = held_order(seller)

    assert refund(order) == refund(order)
    services.sweep_payments()
    services.sweep_payments()

    assert SandboxRefund.objects.count() == 1


def test_a_key_that_stands_for_another_refund_is_refused(seller: Seller) -> None:
    order = held_order(seller)
    refund(order, euros(10_00))

    with pytest.raises(LedgerConflict):
        refund(order, euros(20_00))

    assert services.held_for_order(order, currency="EUR") == euros(90_00)


@pytest.mark.parametrize("amount", [100_01, 0, -1])
def test_no_more_is_refunded_than_is_held(amount: int, seller: Seller) -> None:
    order = held_order(seller)

    with pytest.raises(MoreThanHeld):
        refund(order, euros(amount))

    assert not Refund.objects.exists()


def test_what_was_released_is_not_refunded_from_the_held_funds(seller: Seller) -> None:
    order = held_order(seller)
    services.release_funds(order_number=order, seller=seller, amount=EUROS, commission=euros(0))

    with pytest.raises(MoreThanHeld):
        refund(order)


def test_an_order_for_which_nothing_was_held_is_refused() -> None:
    with pytest.raises(MoreThanHeld):
        refund("NONE-0000")


@given(parts=st.lists(st.integers(1, 60_00), min_size=1, max_size=6))
@hypothesis_settings(deadline=None, max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_refunds_in_parts_never_exceed_the_whole(parts: list[int], seller: Seller) -> None:
    order = held_order(seller)
    given_back = 0

    for place, part in enumerate(parts):
        try:
            refund(order, euros(part), key=f"{order}-{place}")
        except MoreThanHeld:
            assert given_back + part > 100_00
        else:
            given_back += part

    assert services.held_for_order(order, currency="EUR") == euros(100_00 - given_back)


def test_a_provider_that_does_not_answer_gives_back_once(seller: Seller, faults: Faults, later: Later) -> None:
    owed = refund(held_order(seller))
    faults.answer_lost = {"refund"}
    services.sweep_payments()
    owed.refresh_from_db()
    assert (owed.status, SandboxRefund.objects.count()) == (RefundStatus.REQUESTED, 1)

    faults.answer_lost = set()
    later(timedelta(minutes=1))
    services.sweep_payments()

    owed.refresh_from_db()
    assert (owed.status, SandboxRefund.objects.count()) == (RefundStatus.SENT, 1)


def test_a_refund_that_the_provider_refuses_waits_for_staff(
    seller: Seller, faults: Faults, announced: Announced
) -> None:
    owed = refund(held_order(seller))
    faults.refuses = {"refund"}
    services.sweep_payments()
    owed.refresh_from_db()
    assert (owed.status, owed.problem) == (RefundStatus.REFUSED, "No.")
    assert len(announced(RefundRefused)) == 1

    faults.refuses = set()
    services.retry_refund(owed)
    services.sweep_payments()

    owed.refresh_from_db()
    assert owed.status == RefundStatus.SENT


def test_a_refund_that_was_sent_is_not_tried_again(seller: Seller) -> None:
    owed = refund(held_order(seller))
    services.sweep_payments()
    owed.refresh_from_db()

    with pytest.raises(ImpossibleMove):
        services.retry_refund(owed)


def test_two_workers_book_a_refund_once(seller: Seller) -> None:
    owed = refund(held_order(seller))
    twin = Refund.objects.get(pk=owed.pk)
    services.send_refund(owed)

    with pytest.raises(ImpossibleMove):
        services.send_refund(twin)

    assert (SandboxRefund.objects.count(), sum_of(AccountKind.REFUNDS_DUE)) == (1, 0)


def test_a_payment_that_nobody_waits_for_goes_back_whole(announced: Announced) -> None:
    payment = captured_payment()

    owed = services.return_payment(payment, because="It came a second time.")
    assert services.return_payment(payment, because="It came a second time.") == owed
    services.sweep_payments()

    assert (sum_of(AccountKind.PROVIDER_CLEARING), sum_of(AccountKind.REFUNDS_DUE)) == (0, 0)
    assert SandboxRefund.objects.get().minor_units == 100_00
    assert announced(RefundSent) == [
        RefundSent(refund_id=owed.pk, purchase_number=payment.purchase_number, order_number="")
    ]


def test_a_payment_that_is_held_does_not_go_back_whole(seller: Seller) -> None:
    payment = captured_payment()
    services.hold_funds(payment=payment, shares=[services.HeldShare("ORDER-1", seller.pk, EUROS)])

    with pytest.raises(LedgerConflict):
        services.return_payment(payment, because="A mistake.")

    assert not Refund.objects.exists()


def test_a_payment_that_went_back_is_not_held(seller: Seller) -> None:
    payment = captured_payment()
    services.return_payment(payment, because="It came a second time.")

    with pytest.raises(LedgerConflict):
        services.hold_funds(payment=payment, shares=[services.HeldShare("ORDER-1", seller.pk, EUROS)])


def test_money_that_has_not_arrived_does_not_go_back() -> None:
    with pytest.raises(NotCaptured):
        services.return_payment(processing_payment(), because="Too early.")
