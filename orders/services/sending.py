"""The shop's part: packing, and handing over to a carrier."""

from __future__ import annotations

from django.conf import settings
from django.db import transaction

from accounts.models import User
from core import clock
from core.events import announce
from core.numbers import new_number
from orders import rules, simulation
from orders.errors import NotAllowed, WrongNumber
from orders.events import OrderHandedOver, OrderPacked
from orders.models import Order, Shipment, TrackingEvent
from orders.states import Carrier, OrderStatus, TrackingCode, TrackingSource
from orders.tracking_numbers import judge


@transaction.atomic
def pack_order(order: Order, *, by: User | None = None) -> Order:
    """
    Record that the things are in the parcel: from now on the shopper cannot simply cancel.

    Raises ImpossibleMove unless the order is paid and not yet packed.
    """
    order.move_to(OrderStatus.PACKED, packed_at=clock.now())
    announce(OrderPacked(order_id=order.pk), actor=by)
    return order


@transaction.atomic
def ship_order(
    order: Order, *, carrier: str, tracking_number: str = "", carrier_name: str = "", by: User | None = None
) -> Shipment:
    """
    Record that a carrier has the parcel, under its tracking number, and let the shopper follow it.

    The simulated carrier gives its own number; any other may be left unnamed where the number says whose it is.
    Raises WrongNumber for a number that this carrier does not write; NotAllowed for a carrier that cannot be used, or
    an order that is not there to be sent; ImpossibleMove when somebody was quicker.
    """
    for verdict in (
        rules.may_send(status=order.status),
        rules.may_use_carrier(carrier=carrier, is_demo=settings.DEMO),
    ):
        if not verdict:
            raise NotAllowed(verdict.reason)
    is_simulated = carrier == Carrier.SIMULATED
    if not is_simulated:
        carrier_name = _carrier_of(tracking_number, carrier_name=carrier_name)
    now = clock.now()
    order.move_to(
        OrderStatus.HANDED_OVER,
        packed_at=order.packed_at or now,
        handed_over_at=now,
        presumed_delivered_at=rules.presumed_delivered_at(promise_ends_at=order.promise_ends_at, handed_over_at=now),
    )
    shipment = Shipment.objects.create(
        order=order,
        carrier=carrier,
        carrier_name=str(Carrier.SIMULATED.label) if is_simulated else carrier_name,
        tracking_number=f"DEMO-{new_number()}" if is_simulated else tracking_number,
        handed_over_at=now,
        due_at=simulation.first_step_at(now) if is_simulated else None,
    )
    TrackingEvent.objects.create(
        shipment=shipment,
        code=TrackingCode.HANDED_OVER,
        place=order.shop.city,
        happened_at=now,
        source=TrackingSource.CARRIER if is_simulated else TrackingSource.SELLER,
    )
    announce(OrderHandedOver(order_id=order.pk), actor=by)
    return shipment


def _carrier_of(tracking_number: str, *, carrier_name: str) -> str:
    """The carrier as it was named, or as the number names it. Raises WrongNumber, or NotAllowed when it names none."""
    verdict = rules.may_use_number(tracking_number, carrier_name=carrier_name)
    if not verdict:
        raise WrongNumber(verdict.reason, field="tracking_number")
    verdict = rules.may_leave_carrier_unnamed(tracking_number)
    if not carrier_name and not verdict:
        raise NotAllowed(verdict.reason, field="carrier_name")
    return carrier_name or judge(tracking_number).carrier
