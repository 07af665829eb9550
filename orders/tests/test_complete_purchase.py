"""The one place where money makes a purchase paid."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from accounts.models import User
from catalog.models import Variant
from catalog.services import pause_listing, receive_stock
from core import clock
from orders import rules, services
from orders.events import (
    LatePaymentRefunded,
    OrderPaid,
    PurchaseCancelled,
    PurchasePaid,
    PurchasePaymentDeclined,
)
from orders.models import Order, Purchase
from orders.states import CancelledBecause, OrderStatus, PurchaseStatus
from orders.tests.factories import (
    basket_with,
    captured_payment,
    on_sale,
    pay,
    payment_of,
    place,
    placed_purchase,
    settle,
)
from payments.models import Refund
from payments.services import held_for_order
from sellers.tests.factories import open_shop

LATER = timedelta(minutes=31)


def counted(variant: Variant) -> tuple[int, int, int]:
    variant.refresh_from_db()
    return (variant.on_hand, variant.reserved, variant.sold)


def test_captured_money_makes_it_paid_sold_and_held(alice: User, announced: Callable[..., list[Any]]) -> None:
    clay, wood = on_sale(open_shop(name="Clay"), stock=5), on_sale(open_shop(name="Wood"), stock=5)
    [purchase] = place(basket_with(clay, wood, user=alice))
    payment = captured_payment(purchase)

    done = services.complete_purchase(purchase)

    orders = list(purchase.orders.order_by("pk"))
    assert (done.status, done.payment_number) == (PurchaseStatus.PAID, payment.number)
    assert [order.status for order in orders] == [OrderStatus.PAID, OrderStatus.PAID]
    assert counted(clay) == counted(wood) == (4, 0, 1)
    for order in orders:
        assert held_for_order(order.number, currency="IDR") == order.total
    assert announced(PurchasePaid, OrderPaid) == [
        PurchasePaid(purchase_id=purchase.pk),
        *[OrderPaid(order_id=order.pk) for order in orders],
    ]


def test_completing_again_changes_nothing(alice: User, announced: Callable[..., list[Any]]) -> None:
    mug = on_sale(stock=5)
    purchase = placed_purchase(alice, variant=mug)
    pay(purchase)
    before = len(announced(PurchasePaid, OrderPaid, LatePaymentRefunded))

    again = services.complete_purchase(purchase)

    assert again.status == PurchaseStatus.PAID
    assert len(announced(PurchasePaid, OrderPaid, LatePaymentRefunded)) == before
    assert counted(mug) == (4, 0, 1)


def test_without_money_nothing_changes(alice: User) -> None:
    purchase = placed_purchase(alice)
    payment_of(purchase)

    assert services.complete_purchase(purchase).status == PurchaseStatus.AWAITING_PAYMENT


def test_the_providers_word_completes_it_through_the_same_function(alice: User, deliver: Callable[[], int]) -> None:
    purchase = placed_purchase(alice)
    captured_payment(purchase)

    deliver()

    assert Purchase.objects.get(pk=purchase.pk).status == PurchaseStatus.PAID


def test_the_sweep_finds_money_that_nobody_noticed(alice: User) -> None:
    purchase, other = placed_purchase(alice), placed_purchase(alice)
    captured_payment(purchase)

    assert services.complete_paid_purchases() == 1

    assert Purchase.objects.get(pk=purchase.pk).status == PurchaseStatus.PAID
    assert Purchase.objects.get(pk=other.pk).status == PurchaseStatus.AWAITING_PAYMENT
    assert services.complete_paid_purchases() == 0


# --- Declined


def test_a_declined_payment_is_told_and_may_be_tried_again(
    alice: User, deliver: Callable[[], int], announced: Callable[..., list[Any]]
) -> None:
    purchase = placed_purchase(alice)
    declined = settle(payment_of(purchase), "decline")
    deliver()

    second = payment_of(purchase)

    assert announced(PurchasePaymentDeclined) == [PurchasePaymentDeclined(purchase_id=purchase.pk)]
    assert second.pk != declined.pk
    settle(second, "pay")
    assert services.complete_purchase(purchase).status == PurchaseStatus.PAID


def test_asking_to_pay_twice_is_one_payment(alice: User) -> None:
    purchase = placed_purchase(alice)

    assert payment_of(purchase).pk == payment_of(purchase).pk


# --- Too late


def test_a_reservation_that_ends_puts_everything_back(alice: User, announced: Callable[..., list[Any]]) -> None:
    mug = on_sale(stock=5)
    purchase = placed_purchase(alice, variant=mug, quantity=2)

    with clock.at(clock.now() + LATER):
        assert services.expire_purchases() == 1
        assert services.expire_purchases() == 0

    purchase.refresh_from_db()
    order = purchase.orders.get()
    assert (purchase.status, purchase.cancelled_because) == ("cancelled", "not_paid_in_time")
    assert (order.status, order.cancelled_because) == ("cancelled", "not_paid_in_time")
    assert counted(mug) == (5, 0, 0)
    assert announced(PurchaseCancelled) == [PurchaseCancelled(purchase_id=purchase.pk, because="not_paid_in_time")]


def test_a_reservation_that_still_runs_is_left_alone(alice: User) -> None:
    purchase = placed_purchase(alice)

    with clock.at(clock.now() + timedelta(minutes=29)):
        assert services.expire_purchases() == 0

    assert Purchase.objects.get(pk=purchase.pk).status == PurchaseStatus.AWAITING_PAYMENT


def test_the_sweep_asks_the_provider_before_it_gives_up(alice: User) -> None:
    purchase = placed_purchase(alice)
    payment = payment_of(purchase)
    # Paid at the provider; neither webhook nor return page arrived.
    services_decide(payment)

    with clock.at(clock.now() + LATER):
        services.expire_purchases()

    assert Purchase.objects.get(pk=purchase.pk).status == PurchaseStatus.PAID


def services_decide(payment: Any) -> None:
    from payments.providers.sandbox import charge_with, decide

    decide(charge_with(payment.provider_reference), "pay")


def test_a_payment_under_way_keeps_the_reservation_for_a_while(alice: User) -> None:
    purchase = placed_purchase(alice)
    settle(payment_of(purchase), "later")

    with clock.at(clock.now() + LATER):
        services.expire_purchases()
        assert Purchase.objects.get(pk=purchase.pk).status == PurchaseStatus.AWAITING_PAYMENT
    with clock.at(clock.now() + timedelta(hours=2)):
        services.expire_purchases()
        assert Purchase.objects.get(pk=purchase.pk).status == PurchaseStatus.CANCELLED


def test_money_after_the_end_still_buys_what_is_there(alice: User) -> None:
    mug = on_sale(stock=5)
    purchase = placed_purchase(alice, variant=mug)
    payment = payment_of(purchase)
    with clock.at(clock.now() + LATER):
        services.cancel_purchase(purchase, because=CancelledBecause.NOT_PAID_IN_TIME)
        settle(payment, "pay")

        done = services.complete_purchase(purchase)

    order = purchase.orders.get()
    assert (done.status, done.cancelled_because, done.cancelled_at) == (PurchaseStatus.PAID, "", None)
    assert (order.status, order.cancelled_because) == (OrderStatus.PAID, "")
    assert counted(mug) == (4, 0, 1)
    assert held_for_order(order.number, currency="IDR") == order.total


def sell_the_rest(mug: Variant) -> None:
    pay(placed_purchase(variant=mug, quantity=mug.on_hand))


def take_off_sale(mug: Variant) -> None:
    pause_listing(mug.listing, by=None)


def test_money_that_comes_after_a_day_goes_back_since_the_promised_days_are_no_longer_true(alice: User) -> None:
    mug = on_sale(stock=1)
    purchase = placed_purchase(alice, variant=mug)
    payment = payment_of(purchase)
    services.cancel_purchase(purchase, because=CancelledBecause.NOT_PAID_IN_TIME)
    settle(payment, "pay")

    with clock.at(purchase.placed_at + rules.PROMISE_HOLDS_UNPAID):
        done = services.complete_purchase(purchase)

    assert done.status == PurchaseStatus.CANCELLED
    assert counted(mug) == (1, 0, 0)
    assert [refund.amount for refund in Refund.objects.all()] == [purchase.total]


@pytest.mark.parametrize("end", [sell_the_rest, take_off_sale])
def test_money_after_the_end_goes_back_when_the_thing_is_gone(
    alice: User, announced: Callable[..., list[Any]], end: Callable[[Variant], None]
) -> None:
    mug = on_sale(stock=1)
    purchase = placed_purchase(alice, variant=mug)
    payment = payment_of(purchase)
    services.cancel_purchase(purchase, because=CancelledBecause.NOT_PAID_IN_TIME)
    mug.refresh_from_db()
    end(mug)
    settle(payment, "pay")

    done = services.complete_purchase(purchase)
    services.complete_purchase(purchase)
    services.complete_paid_purchases()

    assert done.status == PurchaseStatus.CANCELLED
    assert Order.objects.get(purchase=purchase).status == OrderStatus.CANCELLED
    assert [refund.amount for refund in Refund.objects.all()] == [purchase.total]
    assert announced(LatePaymentRefunded) == [
        LatePaymentRefunded(purchase_id=purchase.pk, payment_number=payment.number)
    ]


def test_money_that_went_back_buys_nothing_when_the_thing_is_there_again(alice: User) -> None:
    mug = on_sale(stock=1)
    purchase = placed_purchase(alice, variant=mug)
    declined = settle(payment_of(purchase), "decline")
    second = payment_of(purchase)
    services.cancel_purchase(purchase, because=CancelledBecause.NOT_PAID_IN_TIME)
    mug.refresh_from_db()
    sell_the_rest(mug)
    # The provider took the first one's money after all.
    declined.move_to("captured", captured_at=clock.now())
    services.complete_purchase(purchase)
    receive_stock(mug, quantity=1, by=None)

    assert services.complete_purchase(purchase).status == PurchaseStatus.CANCELLED
    assert Refund.objects.get(order_number="").payment_id == declined.pk

    settle(second, "pay")
    done = services.complete_purchase(purchase)

    assert (done.status, done.payment_number) == (PurchaseStatus.PAID, second.number)
    assert Refund.objects.filter(order_number="").count() == 1


def test_money_for_what_its_shopper_cancelled_goes_back(alice: User) -> None:
    mug = on_sale(stock=5)
    purchase = placed_purchase(alice, variant=mug)
    payment = payment_of(purchase)
    services.cancel_purchase(purchase, because=CancelledBecause.BY_SHOPPER)
    settle(payment, "pay")

    assert services.complete_purchase(purchase).status == PurchaseStatus.CANCELLED

    assert Refund.objects.get().amount == purchase.total
    assert counted(mug) == (5, 0, 0)


def test_a_second_payment_of_the_same_purchase_goes_back(alice: User, announced: Callable[..., list[Any]]) -> None:
    purchase = placed_purchase(alice)
    first = settle(payment_of(purchase), "decline")
    second = settle(payment_of(purchase), "pay")
    services.complete_purchase(purchase)
    # The provider took the first one's money after all.
    from payments.models import Payment
    from payments.states import PaymentStatus

    Payment.objects.get(pk=first.pk).move_to(PaymentStatus.CAPTURED, captured_at=clock.now())

    done = services.complete_purchase(purchase)

    assert done.payment_number == second.number
    assert Refund.objects.get().payment_id == first.pk
    assert announced(LatePaymentRefunded) == [LatePaymentRefunded(purchase_id=purchase.pk, payment_number=first.number)]


@pytest.mark.parametrize("because", [CancelledBecause.BY_SHOPPER, CancelledBecause.NOT_PAID_IN_TIME])
def test_a_paid_purchase_cannot_be_cancelled(alice: User, because: CancelledBecause) -> None:
    from core.errors import ImpossibleMove

    purchase = pay(placed_purchase(alice))

    with pytest.raises(ImpossibleMove):
        services.cancel_purchase(purchase, because=because)

    assert Purchase.objects.get(pk=purchase.pk).status == PurchaseStatus.PAID
