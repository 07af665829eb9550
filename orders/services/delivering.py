"""The parcel's way: scans, arrival, and what to do when no word comes."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from accounts.models import User
from core import clock
from core.errors import ImpossibleMove
from core.events import Fact, announce
from core.timers import sweep
from orders import rules
from orders.errors import NotAllowed
from orders.events import OrderDelivered, OrderInTransit, OrderOutForDelivery
from orders.models import Order, Shipment, TrackingEvent
from orders.states import OrderStatus, TrackingCode, TrackingSource

MOVES: dict[str, OrderStatus] = {
    TrackingCode.IN_TRANSIT: OrderStatus.IN_TRANSIT,
    TrackingCode.OUT_FOR_DELIVERY: OrderStatus.OUT_FOR_DELIVERY,
    TrackingCode.DELIVERED: OrderStatus.DELIVERED,
}
FACTS: dict[OrderStatus, type[Fact]] = {
    OrderStatus.IN_TRANSIT: OrderInTransit,
    OrderStatus.OUT_FOR_DELIVERY: OrderOutForDelivery,
}


@transaction.atomic
def record_tracking(
    shipment: Shipment,
    *,
    code: TrackingCode,
    place: str = "",
    happened_at: datetime | None = None,
    source: TrackingSource = TrackingSource.CARRIER,
) -> TrackingEvent:
    """
    Write down a scan of the parcel, and move its order along when the scan is news.

    The same scan again, and scans that arrive out of order, change nothing. A seller who says "delivered" is written
    down, but only the carrier, the shopper or time can start the inspection window.
    """
    scan, is_new = TrackingEvent.objects.get_or_create(
        shipment=shipment,
        code=code,
        place=place,
        happened_at=happened_at or clock.now(),
        defaults={"source": source},
    )
    believed = source != TrackingSource.SELLER or code != TrackingCode.DELIVERED
    if is_new and believed and code in MOVES:
        _follow(Order.objects.get(pk=shipment.order_id), scan)
    return scan


def _follow(order: Order, scan: TrackingEvent) -> None:
    status = MOVES[scan.code]
    if not order.can_move_to(status):
        return
    try:
        if status == OrderStatus.DELIVERED:
            arrive(order, at=scan.happened_at, says=TrackingSource(scan.source))
        else:
            order.move_to(status)
            announce(FACTS[status](order.pk))  # type: ignore[call-arg]
    except ImpossibleMove:
        # Another scan moved it in this instant: whichever is further along stands, as when they come in a row.
        _follow(Order.objects.get(pk=order.pk), scan)


def arrive(order: Order, *, at: datetime, says: TrackingSource, by: User | None = None) -> Order:
    """Part of a delivering service: the parcel is there, and the inspection window begins."""
    release_at = rules.release_at(delivered_at=at, known_at=clock.now(), inspection_days=order.inspection_days)
    order.move_to(OrderStatus.DELIVERED, delivered_at=at, delivered_says=says, release_at=release_at)
    announce(OrderDelivered(order_id=order.pk), actor=by)
    return order


@transaction.atomic
def confirm_arrival(order: Order, *, by: User | None = None) -> Order:
    """
    The shopper has the parcel, and takes the inspection window to look at it.

    Raises NotAllowed when it was not sent, or has arrived already; ImpossibleMove when somebody was quicker.
    """
    order = Order.objects.select_related("shipment").get(pk=order.pk)
    if not (verdict := rules.may_confirm_arrival(status=order.status)):
        raise NotAllowed(verdict.reason)
    return arrive_with_scan(order, says=TrackingSource.SHOPPER, by=by)


@transaction.atomic
def presume_delivered(order: Order) -> Order:
    """
    Count a parcel as delivered because nobody has said anything for long after the promised date.

    Raises NotAllowed when that is not due by the database's clock.
    """
    due = Order.objects.presumed_delivered().select_related("shipment").filter(pk=order.pk).first()
    if due is None:
        raise NotAllowed("This order is not due to count as delivered.")
    return arrive_with_scan(due, says=TrackingSource.TIME)


def presume_deliveries() -> int:
    """Count as delivered whatever is due; returns how many."""
    return sweep(Order.objects.presumed_delivered().order_by("presumed_delivered_at", "pk"), presume_delivered)


def arrive_with_scan(order: Order, *, says: TrackingSource, by: User | None = None) -> Order:
    """Part of a service: the arrival that somebody other than the carrier reports, in the timeline too."""
    now = clock.now()
    arrive(order, at=now, says=says, by=by)
    TrackingEvent.objects.create(shipment=order.shipment, code=TrackingCode.DELIVERED, happened_at=now, source=says)
    # The simulated carrier has nothing left to do.
    Shipment.objects.filter(pk=order.shipment.pk).update(due_at=None)
    return order
