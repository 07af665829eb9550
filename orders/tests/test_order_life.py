"""Every status of an order, and every move from it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from core.errors import DomainError
from core.models import Event
from orders import services
from orders.models import Order
from orders.states import ORDER_LIFE, CancelledBecause, Carrier, OrderStatus, TrackingCode
from orders.tests.factories import order_in


@pytest.mark.parametrize("status", OrderStatus)
def test_the_services_bring_an_order_into_every_status(db: None, status: str) -> None:
    order_in(status)


def pack(order: Order) -> object:
    return services.pack_order(order)


def ship(order: Order) -> object:
    return services.ship_order(order, carrier=Carrier.OTHER, carrier_name="JNE", tracking_number="8820")


def scan(code: TrackingCode) -> Callable[[Order], object]:
    def record(order: Order) -> object:
        return services.record_tracking(order.shipment, code=code, place="Depok")

    return record


def cancel_as(because: CancelledBecause) -> Callable[[Order], object]:
    def cancel(order: Order) -> object:
        return services.cancel_order(order, because=because)

    return cancel


PAID, PACKED = {"paid"}, {"packed"}
ON_THE_WAY = {"handed_over", "in_transit", "out_for_delivery"}
SENT = ON_THE_WAY | {"delivered", "completed"}

# Each operation: from which statuses it may start, and where it leads.
OPERATIONS: dict[str, tuple[Callable[[Order], object], set[str], str]] = {
    "pack": (pack, PAID, "packed"),
    "ship": (ship, PAID | PACKED, "handed_over"),
    "confirm_arrival": (services.confirm_arrival, ON_THE_WAY, "delivered"),
    "accept": (services.accept_order, ON_THE_WAY | {"delivered"}, "completed"),
    "release": (services.release_order, set(), "completed"),  # never before the window is over
    "presume_delivered": (services.presume_delivered, set(), "delivered"),  # never before its time
    "shopper_cancels": (cancel_as(CancelledBecause.BY_SHOPPER), PAID, "cancelled"),
    "seller_cancels": (cancel_as(CancelledBecause.BY_SELLER), PAID | PACKED, "cancelled"),
}


@pytest.mark.parametrize("operation", OPERATIONS)
@pytest.mark.parametrize("status", OrderStatus)
def test_each_operation_works_from_its_statuses_and_refuses_from_all_others(
    db: None, status: str, operation: str
) -> None:
    act, allowed, result = OPERATIONS[operation]
    order = order_in(status)
    before = Order.objects.filter(pk=order.pk).values().get()
    history = Event.objects.of("order", order.pk)
    facts = history.count()

    if status in allowed:
        act(Order.objects.get(pk=order.pk))
        assert Order.objects.get(pk=order.pk).status == result
        assert history.count() > facts
    else:
        with pytest.raises(DomainError):
            act(Order.objects.get(pk=order.pk))
        assert Order.objects.filter(pk=order.pk).values().get() == before
        assert history.count() == facts


SCANS = {
    TrackingCode.HANDED_OVER: (set(), ""),
    TrackingCode.IN_TRANSIT: ({"handed_over", "out_for_delivery"}, "in_transit"),
    TrackingCode.OUT_FOR_DELIVERY: ({"handed_over", "in_transit"}, "out_for_delivery"),
    TrackingCode.DELIVERED: (ON_THE_WAY, "delivered"),
}


@pytest.mark.parametrize("code", SCANS)
@pytest.mark.parametrize("status", sorted(SENT))
def test_a_scan_moves_an_order_only_onwards(db: None, status: str, code: TrackingCode) -> None:
    moves_from, result = SCANS[code]
    order = order_in(status)

    scan(code)(order)

    expected = result if status in moves_from else status
    assert Order.objects.get(pk=order.pk).status == expected
    assert order.shipment.events.filter(code=code, place="Depok").exists()


def test_every_status_has_its_row_in_the_table_and_leads_to_known_ones() -> None:
    assert set(ORDER_LIFE) == set(OrderStatus)
    assert {after for following in ORDER_LIFE.values() for after in following} <= set(OrderStatus)
