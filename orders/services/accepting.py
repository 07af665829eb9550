"""Letting go of the held money: because the shopper says so, or because the time to inspect is over."""

from __future__ import annotations

from django.db import transaction

from accounts.models import User
from core import clock
from core.events import announce
from core.timers import sweep
from orders import rules
from orders.errors import NotAllowed
from orders.events import OrderReleased
from orders.models import Order
from orders.services.delivering import arrive_with_scan
from orders.states import ON_THE_WAY, OrderStatus, TrackingSource
from payments.services import release_funds


@transaction.atomic
def accept_order(order: Order, *, by: User | None = None) -> Order:
    """
    All is well: the shopper has the parcel and lets the money go now. `by` is nobody for a guest.

    Raises NotAllowed when it was not sent, or the money is gone already; ImpossibleMove when somebody was quicker.
    """
    order = Order.objects.select_related("shipment", "seller").get(pk=order.pk)
    if not (verdict := rules.may_accept(status=order.status)):
        raise NotAllowed(verdict.reason)
    if order.status in ON_THE_WAY:
        arrive_with_scan(order, says=TrackingSource.SHOPPER, by=by)
    return _release(order, by=by)


@transaction.atomic
def release_order(order: Order) -> Order:
    """
    The time to inspect is over: the money becomes the seller's, less the commission.

    Judged by the database's clock. Raises NotAllowed when it is not due; ImpossibleMove when somebody was quicker.
    """
    due = Order.objects.due_for_release().select_related("seller").filter(pk=order.pk).first()
    if due is None:
        order = Order.objects.get(pk=order.pk)
        verdict = rules.may_release(status=order.status, release_at=order.release_at, now=clock.now())
        raise NotAllowed(verdict.reason)
    return _release(due)


def release_due_orders() -> int:
    """Release whatever is due; returns how many."""
    return sweep(Order.objects.due_for_release().order_by("release_at", "pk"), release_order)


def _release(order: Order, *, by: User | None = None) -> Order:
    order.move_to(OrderStatus.COMPLETED, released_at=clock.now())
    release_funds(order_number=order.number, seller=order.seller, amount=order.total, commission=order.commission)
    announce(OrderReleased(order_id=order.pk), actor=by)
    return order
