from __future__ import annotations

import pytest

from core.money import Money
from payments import rules, services
from payments.models import LedgerTransaction
from payments.services import LedgerConflict, MoreThanHeld
from sellers.models import Seller

from .factories import EUROS, a_seller, held_order

pytestmark = pytest.mark.django_db


def euros(amount: int) -> Money:
    return Money(amount, "EUR")


def test_held_money_becomes_the_sellers_less_the_commission(seller: Seller) -> None:
    order = held_order(seller)
    split = rules.split_commission(EUROS, basis_points=825)

    services.release_funds(order_number=order, seller=seller, amount=EUROS, commission=split.commission)

    [balance] = services.balances_of(seller)
    assert (balance.held, balance.payable) == (euros(0), euros(91_75))
    assert services.held_for_order(order, currency="EUR") == euros(0)


def test_releasing_again_is_the_first_release(seller: Seller) -> None:
    order = held_order(seller)

    first = services.release_funds(order_number=order, seller=seller, amount=EUROS, commission=euros(8_00))
    second = services.release_funds(order_number=order, seller=seller, amount=EUROS, commission=euros(8_00))

    assert first == second
    assert services.balances_of(seller)[0].payable == euros(92_00)


def test_an_order_is_not_released_with_another_commission(seller: Seller) -> None:
    order = held_order(seller)
    services.release_funds(order_number=order, seller=seller, amount=EUROS, commission=euros(8_00))

    with pytest.raises(LedgerConflict):
        services.release_funds(order_number=order, seller=seller, amount=EUROS, commission=euros(1_00))

    assert services.balances_of(seller)[0].payable == euros(92_00)


@pytest.mark.parametrize("commission", [0, 100_00])
def test_the_commission_may_be_nothing_or_all(commission: int, seller: Seller) -> None:
    order = held_order(seller)

    services.release_funds(order_number=order, seller=seller, amount=EUROS, commission=euros(commission))

    assert services.balances_of(seller)[0].payable == euros(100_00 - commission)


@pytest.mark.parametrize(
    ("amount", "commission"),
    [
        (Money(100_01, "EUR"), Money(0, "EUR")),
        (Money(0, "EUR"), Money(0, "EUR")),
        (Money(-1, "EUR"), Money(0, "EUR")),
        (Money(100_00, "EUR"), Money(100_01, "EUR")),
        (Money(100_00, "EUR"), Money(-1, "EUR")),
        (Money(100_00, "EUR"), Money(1, "IDR")),
        (Money(100_00, "IDR"), Money(0, "IDR")),
    ],
)
def test_amounts_that_were_not_held_are_refused(amount: Money, commission: Money, seller: Seller) -> None:
    order = held_order(seller)

    with pytest.raises(MoreThanHeld):
        services.release_funds(order_number=order, seller=seller, amount=amount, commission=commission)

    assert services.held_for_order(order, currency="EUR") == EUROS


def test_money_that_is_held_for_one_seller_is_not_released_to_another(seller: Seller) -> None:
    order = held_order(seller)

    with pytest.raises(MoreThanHeld):
        services.release_funds(order_number=order, seller=a_seller("Batik Bintang"), amount=EUROS, commission=euros(0))


def test_money_of_one_order_does_not_pay_for_another(seller: Seller) -> None:
    order = held_order(seller)
    held_order(seller)

    with pytest.raises(MoreThanHeld):
        services.release_funds(order_number=order, seller=seller, amount=euros(150_00), commission=euros(0))


def test_an_order_for_which_nothing_was_held_is_refused(seller: Seller) -> None:
    with pytest.raises(MoreThanHeld):
        services.release_funds(order_number="NONE-0000", seller=seller, amount=EUROS, commission=euros(0))

    assert not LedgerTransaction.objects.exists()


def test_what_was_refunded_is_not_released(seller: Seller) -> None:
    order = held_order(seller)
    services.refund_held(order_number=order, amount=euros(30_00), key="r1", because="A bowl was broken.")

    with pytest.raises(MoreThanHeld):
        services.release_funds(order_number=order, seller=seller, amount=EUROS, commission=euros(0))
    services.release_funds(order_number=order, seller=seller, amount=euros(70_00), commission=euros(7_00))

    assert services.balances_of(seller)[0].payable == euros(63_00)
