"""Parcels on their way: scans, arrival, silence, the simulated carrier, and the money at the end."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from pytest_django.fixtures import Settings

from accounts.models import User
from catalog.models import Variant
from core import clock
from core.money import Money
from orders import services
from orders.errors import NotAllowed
from orders.events import (
    OrderCancelled,
    OrderDelivered,
    OrderHandedOver,
    OrderInTransit,
    OrderOutForDelivery,
    OrderReleased,
)
from orders.models import Order, Shipment, TrackingEvent
from orders.states import CancelledBecause, Carrier, OrderStatus, TrackingCode, TrackingSource
from orders.tests.factories import (
    cancelled_order,
    completed_order,
    delivered_order,
    on_sale,
    packed_order,
    paid_order,
    sent_order,
)
from payments.models import Refund
from payments.services import balances_of, held_for_order

DAY = timedelta(days=1)


# --- Scans


def test_the_same_scan_twice_is_one_row_and_one_fact(db: None, announced: Callable[..., list[Any]]) -> None:
    order, now = sent_order(), clock.now()

    for _ in range(3):
        services.record_tracking(order.shipment, code=TrackingCode.IN_TRANSIT, place="Depok", happened_at=now)

    assert TrackingEvent.objects.filter(code=TrackingCode.IN_TRANSIT).count() == 1
    assert announced(OrderInTransit) == [OrderInTransit(order_id=order.pk)]


def test_scans_in_any_order_end_the_same(db: None) -> None:
    order, now = sent_order(), clock.now()

    for code in (TrackingCode.DELIVERED, TrackingCode.IN_TRANSIT, TrackingCode.OUT_FOR_DELIVERY):
        services.record_tracking(order.shipment, code=code, place="Berlin", happened_at=now)

    assert Order.objects.get(pk=order.pk).status == OrderStatus.DELIVERED


def test_a_seller_who_says_delivered_is_written_down_and_not_believed(db: None) -> None:
    order = sent_order()

    services.record_tracking(order.shipment, code=TrackingCode.DELIVERED, source=TrackingSource.SELLER)

    assert Order.objects.get(pk=order.pk).status == OrderStatus.HANDED_OVER
    assert order.shipment.events.filter(source=TrackingSource.SELLER, code=TrackingCode.DELIVERED).exists()


def test_a_scan_that_comes_late_does_not_shorten_the_window(db: None) -> None:
    order, arrived = sent_order(), clock.now()

    with clock.at(arrived + 5 * DAY) as now:
        services.record_tracking(order.shipment, code=TrackingCode.DELIVERED, happened_at=arrived)

    order.refresh_from_db()
    assert order.delivered_at == arrived
    assert order.release_at == now + order.inspection_days * DAY


# --- Silence


def test_a_silent_parcel_counts_as_delivered_a_week_after_the_promise(
    db: None, announced: Callable[..., list[Any]]
) -> None:
    order = sent_order()
    assert order.presumed_delivered_at is not None

    with clock.at(order.presumed_delivered_at - timedelta(seconds=1)):
        assert services.presume_deliveries() == 0
    with clock.at(order.presumed_delivered_at):
        assert services.presume_deliveries() == 1
        assert services.presume_deliveries() == 0

    order.refresh_from_db()
    assert (order.status, order.delivered_says) == (OrderStatus.DELIVERED, TrackingSource.TIME)
    assert order.presumed_delivered_at.date() == order.promised_by + 7 * DAY
    assert announced(OrderDelivered) == [OrderDelivered(order_id=order.pk)]


# --- The simulated carrier


def test_the_simulated_carrier_brings_the_parcel_step_by_step(db: None, announced: Callable[..., list[Any]]) -> None:
    order = sent_order(carrier=Carrier.SIMULATED)
    moment, moved = clock.now(), []

    while Shipment.objects.filter(due_at__isnull=False).exists():
        moment += timedelta(seconds=25)
        with clock.at(moment):
            moved.append(services.move_parcels())

    places = list(TrackingEvent.objects.order_by("happened_at").values_list("code", "place"))
    assert moved == [1, 1, 1, 1]
    assert places == [
        ("handed_over", "Jakarta"),
        ("in_transit", "Jakarta"),
        ("in_transit", "Berlin"),
        ("out_for_delivery", "Berlin"),
        ("delivered", "Berlin"),
    ]
    assert Order.objects.get(pk=order.pk).status == OrderStatus.DELIVERED
    assert [type(fact) for fact in announced(OrderHandedOver, OrderInTransit, OrderOutForDelivery, OrderDelivered)] == [
        OrderHandedOver,
        OrderInTransit,
        OrderOutForDelivery,
        OrderDelivered,
    ]


def test_a_parcel_is_not_moved_before_its_time_nor_twice(db: None) -> None:
    order = sent_order(carrier=Carrier.SIMULATED)

    assert services.move_parcels() == 0
    with clock.at(clock.now() + timedelta(seconds=25)):
        twin = Shipment.objects.get(order=order)
        services.move_parcel(Shipment.objects.get(order=order))
        assert services.move_parcels() == 0
    assert Shipment.objects.get(order=order).step == 1
    assert twin.step == 0


def test_the_simulated_carrier_stands_still_outside_the_demo(db: None, settings: Settings) -> None:
    order = sent_order(carrier=Carrier.SIMULATED)
    settings.DEMO = False

    with clock.at(clock.now() + DAY):
        assert services.move_parcels() == 0
    with pytest.raises(NotAllowed):
        services.ship_order(paid_order(), carrier=Carrier.SIMULATED)
    assert Order.objects.get(pk=order.pk).status == OrderStatus.HANDED_OVER


def test_another_carriers_parcel_is_not_moved(db: None) -> None:
    order = sent_order()

    with pytest.raises(NotAllowed):
        services.move_parcel(order.shipment)


def test_a_parcel_that_its_shopper_has_moves_no_more(db: None) -> None:
    order = sent_order(carrier=Carrier.SIMULATED)
    services.confirm_arrival(order)

    with clock.at(clock.now() + DAY):
        assert services.move_parcels() == 0


# --- Releasing


def test_the_window_over_releases_less_commission(db: None, announced: Callable[..., list[Any]]) -> None:
    order = delivered_order(variant=on_sale(price=14_500_000))
    assert order.release_at is not None
    assert order.delivered_at is not None

    with clock.at(order.release_at - timedelta(seconds=1)):
        assert services.release_due_orders() == 0
    with clock.at(order.release_at):
        assert services.release_due_orders() == 1
        assert services.release_due_orders() == 0

    [balance] = balances_of(order.seller)
    assert order.inspection_days == 14
    assert timedelta() <= order.release_at - order.delivered_at - 14 * DAY < timedelta(minutes=1)
    assert balance.payable == order.total - Money(1_160_000, "IDR")
    assert balance.held.is_zero
    assert announced(OrderReleased) == [OrderReleased(order_id=order.pk)]


def test_accepting_releases_at_once_and_only_once(db: None) -> None:
    order = sent_order()

    done = services.accept_order(order)

    assert (done.status, done.delivered_says) == (OrderStatus.COMPLETED, TrackingSource.SHOPPER)
    assert held_for_order(order.number, currency="IDR").is_zero
    with pytest.raises(NotAllowed):
        services.accept_order(order)


def test_a_release_before_its_time_is_refused(db: None) -> None:
    order = delivered_order()

    with pytest.raises(NotAllowed) as refusal:
        services.release_order(order)

    assert "time to inspect" in refusal.value.message
    assert held_for_order(order.number, currency="IDR") == order.total


# --- Cancelling


@pytest.mark.parametrize("because", [CancelledBecause.BY_SHOPPER, CancelledBecause.BY_SELLER])
def test_cancelling_puts_back_money_and_things(
    alice: User, announced: Callable[..., list[Any]], because: CancelledBecause
) -> None:
    mug = on_sale(stock=5)
    order = paid_order(alice, variant=mug, quantity=2)

    services.cancel_order(order, because=because, by=alice)

    mug.refresh_from_db()
    refund = Refund.objects.get()
    assert (mug.on_hand, mug.reserved, mug.sold, mug.returned) == (5, 0, 2, 2)
    assert (refund.amount, refund.order_number) == (order.total, order.number)
    assert held_for_order(order.number, currency="IDR").is_zero
    assert announced(OrderCancelled) == [OrderCancelled(order_id=order.pk, because=because)]


def test_one_of_two_orders_can_be_cancelled_alone(alice: User) -> None:
    first = paid_order(alice)
    other = paid_order(alice)

    services.cancel_order(first, because=CancelledBecause.BY_SHOPPER)

    assert Order.objects.get(pk=other.pk).status == OrderStatus.PAID
    assert held_for_order(other.number, currency="IDR") == other.total


def test_a_packed_order_that_was_never_sent_can_be_cancelled_after_the_promise(db: None) -> None:
    order = packed_order()

    with pytest.raises(NotAllowed):
        services.cancel_order(order, because=CancelledBecause.BY_SHOPPER)
    with clock.at(clock.now() + 60 * DAY):
        services.cancel_order(order, because=CancelledBecause.BY_SHOPPER)

    assert Order.objects.get(pk=order.pk).status == OrderStatus.CANCELLED


def test_what_was_cancelled_after_paying_never_becomes_paid_again(db: None) -> None:
    order = cancelled_order()

    assert not order.can_move_to(OrderStatus.PAID)
    assert not Order.objects.get(pk=order.pk).can_move_to(OrderStatus.PAID)


def test_a_completed_order_keeps_its_sale(db: None) -> None:
    order = completed_order()

    variant = Variant.objects.get(order_lines__order=order)
    assert (variant.sold, variant.returned) == (1, 0)
