"""Ending what will not be delivered: purchases that nobody paid, orders that nobody sent."""

from __future__ import annotations

from django.db import transaction

from accounts.models import User
from catalog.services import release_stock, return_stock
from core import clock
from core.events import announce
from core.lives import move_all
from core.timers import sweep
from orders import rules
from orders.errors import NotAllowed
from orders.events import OrderCancelled, PurchaseCancelled
from orders.models import Order, Purchase
from orders.selectors import orders_with_lines, units_of
from orders.services.completing import complete_purchase
from orders.states import CancelledBecause, OrderStatus, PurchaseStatus
from payments.models import Payment
from payments.services import cancel_payment, refresh_payment, refund_held
from payments.states import PaymentStatus


@transaction.atomic
def cancel_purchase(purchase: Purchase, *, because: CancelledBecause, by: User | None = None) -> Purchase:
    """
    End a purchase that is not paid: its things go back on the shelf, and nobody can begin to pay it any more.

    Raises ImpossibleMove when it is paid or over; of this and a payment in the same instant, one wins.
    """
    ended = {"cancelled_at": clock.now(), "cancelled_because": because}
    purchase.move_to(PurchaseStatus.CANCELLED, **ended)
    bought = orders_with_lines(purchase)
    release_stock(units_of(line for _order, lines in bought for line in lines))
    move_all([order for order, _lines in bought], OrderStatus.CANCELLED, **ended)
    for payment in Payment.objects.of_purchase(purchase.number).open():
        cancel_payment(payment)
    announce(PurchaseCancelled(purchase_id=purchase.pk, because=because), actor=by)
    return purchase


def expire_purchase(purchase: Purchase) -> Purchase:
    """
    End a purchase whose reservation is over, unless the provider has its money, or is about to.

    Asks the provider, so it must not be called inside a transaction. Raises ImpossibleMove when somebody was quicker.
    """
    is_processing = False
    for payment in Payment.objects.of_purchase(purchase.number).open():
        is_processing |= refresh_payment(payment).status == PaymentStatus.PROCESSING
    purchase = complete_purchase(purchase)
    waits = rules.keep_reserved(is_processing=is_processing, due_at=purchase.due_at, now=clock.now())
    if purchase.status != PurchaseStatus.AWAITING_PAYMENT or waits:
        return purchase
    return cancel_purchase(purchase, because=CancelledBecause.NOT_PAID_IN_TIME)


def expire_purchases() -> int:
    """Look after every purchase whose reservation is over; returns how many."""
    return sweep(Purchase.objects.out_of_time().order_by("due_at", "pk"), expire_purchase)


@transaction.atomic
def cancel_order(order: Order, *, because: CancelledBecause, by: User | None = None) -> Order:
    """
    End a paid order that was not sent: the things go back on the shelf, the held money to the shopper.

    Raises NotAllowed when it was sent, or when its shopper may no longer cancel; ImpossibleMove when somebody was
    quicker.
    """
    order = Order.objects.prefetch_related("lines").get(pk=order.pk)
    if because == CancelledBecause.BY_SELLER:
        verdict = rules.may_seller_cancel(status=order.status)
    else:
        verdict = rules.may_shopper_cancel(status=order.status, promise_ends_at=order.promise_ends_at, now=clock.now())
    if not verdict:
        raise NotAllowed(verdict.reason)
    order.move_to(OrderStatus.CANCELLED, cancelled_at=clock.now(), cancelled_because=because)
    return_stock(units_of(order.lines.all()))
    refund_held(order_number=order.number, amount=order.total, key=f"cancel:{order.number}", because=str(because.label))
    announce(OrderCancelled(order_id=order.pk, because=because), actor=by)
    return order
