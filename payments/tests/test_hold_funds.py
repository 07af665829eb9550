from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from core.money import CurrencyMismatch, Money
from core.numbers import new_number
from payments import services
from payments.models import LedgerTransaction, Payment, Posting
from payments.services import HeldShare, LedgerConflict, MoreThanHeld, NotCaptured
from sellers.models import Seller

from .factories import (
    EUROS,
    a_seller,
    cancelled_payment,
    captured_payment,
    declined_payment,
    processing_payment,
    started_payment,
)

pytestmark = pytest.mark.django_db


def share(order_number: str, seller: Seller, amount: int, currency: str = "EUR") -> HeldShare:
    return HeldShare(order_number, seller.pk, Money(amount, currency))


def test_a_payment_is_held_for_each_of_its_orders(seller: Seller) -> None:
    other = a_seller("Batik Bintang")
    payment = captured_payment()

    services.hold_funds(payment=payment, shares=[share("ORDER-1", seller, 60_00), share("ORDER-2", other, 40_00)])

    assert services.held_for_orders(["ORDER-1", "ORDER-2"], currency="EUR") == {
        "ORDER-1": Money(60_00, "EUR"),
        "ORDER-2": Money(40_00, "EUR"),
    }
    assert [balance.held.amount for balance in services.balances_of(other)] == [40_00]


def test_holding_again_is_the_first_holding(seller: Seller) -> None:
    payment = captured_payment()

    first = services.hold_funds(payment=payment, shares=[share("ORDER-1", seller, 100_00)])
    second = services.hold_funds(payment=payment, shares=[share("ORDER-1", seller, 100_00)])

    assert first == second
    assert Posting.objects.count() == 2


def test_a_payment_is_not_held_in_two_ways(seller: Seller) -> None:
    payment = captured_payment()
    services.hold_funds(payment=payment, shares=[share("ORDER-1", seller, 100_00)])

    with pytest.raises(LedgerConflict):
        services.hold_funds(payment=payment, shares=[share("ORDER-2", seller, 100_00)])


def test_an_order_is_not_paid_by_two_payments(seller: Seller) -> None:
    for number, is_refused in ((1, False), (2, True)):
        payment = captured_payment(key=f"purchase-{number}")
        shares = [share("ORDER-1", seller, 100_00)]
        if is_refused:
            with pytest.raises(LedgerConflict):
                services.hold_funds(payment=payment, shares=shares)
        else:
            services.hold_funds(payment=payment, shares=shares)

    assert services.held_for_order("ORDER-1", currency="EUR") == EUROS


@pytest.mark.parametrize("amounts", [[99_99], [100_01], [], [50_00, 50_01], [200_00, -100_00], [100_00, 0]])
def test_shares_that_do_not_add_up_are_refused(amounts: list[int], seller: Seller) -> None:
    payment = captured_payment()
    shares = [share(f"ORDER-{place}", seller, amount) for place, amount in enumerate(amounts)]

    with pytest.raises(MoreThanHeld):
        services.hold_funds(payment=payment, shares=shares)

    assert not LedgerTransaction.objects.exists()


def test_shares_in_another_currency_are_refused(seller: Seller) -> None:
    with pytest.raises(CurrencyMismatch):
        services.hold_funds(payment=captured_payment(), shares=[share("ORDER-1", seller, 100_00, "IDR")])


@pytest.mark.parametrize("make", [started_payment, processing_payment, declined_payment, cancelled_payment])
def test_only_money_that_arrived_can_be_held(make: Callable[[], Payment], seller: Seller) -> None:
    with pytest.raises(NotCaptured):
        services.hold_funds(payment=make(), shares=[share("ORDER-1", seller, 100_00)])

    assert not LedgerTransaction.objects.exists()


@given(amounts=st.lists(st.integers(1, 10**12), min_size=1, max_size=8))
@hypothesis_settings(deadline=None, max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_all_that_was_captured_is_held(amounts: list[int], seller: Seller) -> None:
    payment = captured_payment(Money(sum(amounts), "EUR"))
    shares = [share(new_number(), seller, amount) for amount in amounts]

    services.hold_funds(payment=payment, shares=shares)

    held = services.held_for_orders([each.order_number for each in shares], currency="EUR")
    assert sum(money.amount for money in held.values()) == payment.minor_units
