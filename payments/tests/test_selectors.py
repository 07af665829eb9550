from __future__ import annotations

from collections.abc import Callable

import pytest

from core.money import Money
from payments import services
from payments.models import AccountKind, TransactionKind
from sellers.models import Seller

from .factories import EUROS, a_seller, held_order

pytestmark = pytest.mark.django_db


def euros(amount: int) -> Money:
    return Money(amount, "EUR")


@pytest.fixture
def order(seller: Seller) -> str:
    """Partly refunded, the rest released."""
    order = held_order(seller)
    services.refund_held(order_number=order, amount=euros(20_00), key="r1", because="A bowl was broken.")
    services.sweep_payments()
    services.release_funds(order_number=order, seller=seller, amount=euros(80_00), commission=euros(8_00))
    return order


def test_a_shopper_sees_what_is_held_and_what_comes_back_and_no_commission(order: str) -> None:
    lines = services.order_statement(order, for_seller=False)

    assert [(line.kind, line.account, line.amount.amount) for line in lines] == [
        (TransactionKind.HOLD, AccountKind.HELD, 100_00),
        (TransactionKind.REFUND, AccountKind.HELD, -20_00),
        (TransactionKind.REFUND, AccountKind.REFUNDS_DUE, 20_00),
        (TransactionKind.REFUND_SENT, AccountKind.REFUNDS_DUE, -20_00),
        (TransactionKind.RELEASE, AccountKind.HELD, -80_00),
    ]


def test_a_seller_sees_what_became_theirs_and_what_was_kept(order: str) -> None:
    lines = services.order_statement(order, for_seller=True)

    assert [(line.kind, line.account, line.amount.amount) for line in lines] == [
        (TransactionKind.HOLD, AccountKind.HELD, 100_00),
        (TransactionKind.REFUND, AccountKind.HELD, -20_00),
        (TransactionKind.RELEASE, AccountKind.HELD, -80_00),
        (TransactionKind.RELEASE, AccountKind.SELLER_PAYABLE, 72_00),
        (TransactionKind.RELEASE, AccountKind.COMMISSION, 8_00),
    ]


def test_a_statement_is_of_one_order_only(order: str, seller: Seller) -> None:
    other = held_order(seller)

    assert len(services.order_statement(other, for_seller=True)) == 1
    assert len(services.order_statement(order, for_seller=True)) == 5


def test_an_order_that_nobody_paid_has_nothing(seller: Seller) -> None:
    assert services.order_statement("NONE-0000", for_seller=True) == []
    assert services.held_for_order("NONE-0000", currency="EUR") == euros(0)


def test_what_is_held_for_an_order_is_its_own(seller: Seller) -> None:
    order = held_order(seller, euros(5))
    held_order(seller, euros(7))
    held_order(a_seller("Batik Bintang"), euros(9))

    assert services.held_for_order(order, currency="EUR") == euros(5)
    assert services.held_for_order(order, currency="IDR") == Money(0, "IDR")


def test_a_seller_has_a_balance_in_each_currency(seller: Seller) -> None:
    held_order(seller, Money(5, "EUR"))
    held_order(seller, Money(145_000, "IDR"))
    held_order(a_seller("Batik Bintang"), Money(9, "EUR"))

    assert [(balance.currency, balance.held.amount) for balance in services.balances_of(seller)] == [
        ("EUR", 5),
        ("IDR", 145_000),
    ]


def test_a_seller_without_sales_has_no_balance(seller: Seller) -> None:
    assert services.balances_of(seller) == []


def test_looking_costs_the_same_for_many_orders_as_for_one(
    seller: Seller, count_queries: Callable[[Callable[[], object]], int]
) -> None:
    orders = [held_order(seller) for _ in range(4)]

    assert count_queries(lambda: services.held_for_orders(orders, currency="EUR")) == 1
    assert count_queries(lambda: services.balances_of(seller)) == 1
    assert count_queries(lambda: services.order_statement(orders[0], for_seller=True)) == 1
    assert services.balances_of(seller)[0].held == EUROS * 4
