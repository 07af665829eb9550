"""Each invariant holds for every way in which orders come about, and names the row when it is broken by hand."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from catalog.models import Variant
from core import clock
from orders import invariants
from orders.models import Order, OrderLine, Promise, Purchase
from orders.states import OrderStatus
from orders.tests.factories import (
    captured_payment,
    delivered_order,
    guest_purchase,
    on_sale,
    order_in,
    paid_order,
    placed_purchase,
)
from payments.models import Payment

CHECKS = [
    invariants.reserved_is_what_open_purchases_hold,
    invariants.sold_is_what_paid_orders_hold,
    invariants.purchases_add_up,
    invariants.captured_payments_belong_to_one_purchase,
    invariants.held_money_is_what_open_orders_are_worth,
    invariants.reservations_end,
    invariants.windows_end,
    invariants.promises_fit,
]


def test_all_hold_whatever_the_state_of_orders(db: None) -> None:
    for status in OrderStatus:
        order_in(status)
    guest_purchase()

    with clock.at(clock.now() + timedelta(minutes=35)):
        assert [violation for check in CHECKS for violation in check()] == []


def more_reserved() -> None:
    Variant.objects.filter(pk=placed_purchase().orders.get().lines.get().variant_id).update(on_hand=8, reserved=2)


def less_sold() -> None:
    Variant.objects.filter(pk=paid_order().lines.get().variant_id).update(on_hand=10, sold=0)


def dearer_purchase() -> None:
    Purchase.objects.filter(pk=placed_purchase().pk).update(items_amount=1, delivery_amount=0, total_amount=1)


def cheaper_order() -> None:
    order = placed_purchase().orders.get()
    OrderLine.objects.filter(order=order).update(unit_amount=1, total_amount=1)


def unnoticed_payment() -> None:
    captured_payment(placed_purchase())
    Payment.objects.update(captured_at=clock.now() - timedelta(hours=2))


def another_payment() -> None:
    Purchase.objects.filter(pk=paid_order().purchase_id).update(payment_number="0000-0000")


def released_by_hand() -> None:
    Order.objects.filter(pk=delivered_order().pk).update(status=OrderStatus.COMPLETED, released_at=clock.now())


def forgotten_reservation() -> None:
    Purchase.objects.filter(pk=placed_purchase().pk).update(due_at=clock.now() - timedelta(hours=3))


def forgotten_window() -> None:
    Order.objects.filter(pk=delivered_order().pk).update(release_at=clock.now() - timedelta(hours=3))


def changed_promise() -> None:
    promise = paid_order(variant=on_sale()).lines.get().promise
    Promise.objects.filter(pk=promise.pk).update(document=promise.document + " ")


@pytest.mark.parametrize(
    ("damage", "check"),
    [
        (more_reserved, invariants.reserved_is_what_open_purchases_hold),
        (less_sold, invariants.sold_is_what_paid_orders_hold),
        (dearer_purchase, invariants.purchases_add_up),
        (cheaper_order, invariants.purchases_add_up),
        (unnoticed_payment, invariants.captured_payments_belong_to_one_purchase),
        (another_payment, invariants.captured_payments_belong_to_one_purchase),
        (released_by_hand, invariants.held_money_is_what_open_orders_are_worth),
        (forgotten_reservation, invariants.reservations_end),
        (forgotten_window, invariants.windows_end),
        (changed_promise, invariants.promises_fit),
    ],
)
def test_damage_is_named(db: None, damage: Callable[[], None], check: Callable[[], object]) -> None:
    damage()

    violations = list(check())  # type: ignore[call-overload]

    assert violations
    assert all(violation.row and violation.sentence for violation in violations)
