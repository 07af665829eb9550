"""
The one place where money makes a purchase paid.

The return page, the provider's word and the sweep all end here, in any order and at the same moment. The move from
one status to the next is one conditional UPDATE: whoever makes it does the rest in the same transaction, everybody
else finds the result.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.db.models import CharField, Exists, OuterRef
from django.utils.translation import gettext as _

from catalog.services import NotOnSale, SoldOut, reserve_stock, sell_stock
from core import clock
from core.errors import ImpossibleMove
from core.events import announce, announce_all
from core.lives import move_all
from core.statements import Given, Statement
from core.timers import sweep
from orders import rules
from orders.events import LatePaymentRefunded, OrderPaid, PurchasePaid
from orders.models import Order, Purchase
from orders.selectors import orders_with_lines, units_of
from orders.states import OrderStatus, PurchaseStatus
from payments.models import Payment, Refund
from payments.services import HeldShare, hold_funds, return_payment

_CAPTURED = Statement(
    lambda: (
        Payment.objects.of_purchase(Given("number", CharField()))
        .captured()
        .exclude(refunds__order_number="")
        .order_by("captured_at", "pk")
    )
)


def complete_purchase(purchase: Purchase) -> Purchase:
    """
    Make of the purchase what its captured payments say, and return it as it then stands.

    Paid in time: sold, the money held for each order, everybody told. Paid after the reservation ended: reserved
    once more if that is possible and the promise is not too old. Otherwise, and for a second payment of the same
    purchase, the money goes back. Without captured money nothing changes. Calling it again, or at the same moment,
    changes nothing more.
    """
    while True:
        # What already went back buys nothing any more, even when the thing is there again.
        captured = _CAPTURED.ask(number=purchase.number)
        fitting = next((payment for payment in captured if payment.amount == purchase.total), None)
        if fitting and purchase.can_move_to(PurchaseStatus.PAID) and _promise_holds(purchase):
            try:
                purchase = _pay(purchase, fitting)
            except ImpossibleMove:
                # Somebody was quicker, or the row in hand was old: look at what became of it.
                purchase.refresh_from_db()
                continue
            except (SoldOut, NotOnSale):
                purchase.refresh_from_db()
        for payment in captured:
            if payment.number != purchase.payment_number:
                _give_back(purchase, payment)
        return purchase


def _promise_holds(purchase: Purchase) -> bool:
    if purchase.status != PurchaseStatus.CANCELLED:
        return True
    return bool(rules.may_revive(placed_at=purchase.placed_at, now=clock.now()))


def complete_paid_purchases() -> int:
    """
    Complete every purchase of the last days whose money arrived without anybody noticing; returns how many.

    What is older was told by the provider's message long ago, or is in sight of `check_invariants`.
    """
    unsettled = (
        Payment.objects.captured()
        .filter(purchase_number=OuterRef("number"))
        .exclude(number=OuterRef("payment_number"))
        .exclude(refunds__order_number="")
    )
    recent = Purchase.objects.filter(due_at__gt=clock.now() - rules.LATE_MONEY)
    return sweep(recent.filter(Exists(unsettled)).order_by("pk"), complete_purchase)


@transaction.atomic
def _pay(purchase: Purchase, payment: Payment) -> Purchase:
    is_late = purchase.status == PurchaseStatus.CANCELLED
    bought, now = orders_with_lines(purchase), clock.now()
    orders = [order for order, _lines in bought]
    wanted = units_of(line for _order, lines in bought for line in lines)
    since = {"paid_at": now, "cancelled_at": None, "cancelled_because": ""}
    purchase.move_to(PurchaseStatus.PAID, payment_number=payment.number, **since)
    if is_late:
        reserve_stock(wanted)
    sell_stock(wanted)
    hold_funds(payment=payment, shares=_shares(orders))
    move_all(orders, OrderStatus.PAID, **since)
    announce_all([PurchasePaid(purchase_id=purchase.pk), *(OrderPaid(order_id=order.pk) for order in orders)])
    return purchase


def _shares(orders: Iterable[Order]) -> list[HeldShare]:
    return [HeldShare(order_number=order.number, seller_id=order.seller_id, amount=order.total) for order in orders]


@transaction.atomic
def _give_back(purchase: Purchase, payment: Payment) -> None:
    """Return money that buys nothing, and say so once."""
    # Two who notice it at the same moment: the second waits here, and then finds the refund.
    settled_by = Purchase.objects.select_for_update().get(pk=purchase.pk).payment_number
    if settled_by == payment.number or Refund.objects.filter(payment=payment, order_number="").exists():
        return
    because = (
        _("Purchase %(number)s was already paid.")
        if purchase.status == PurchaseStatus.PAID
        else _("Purchase %(number)s had ended before the money arrived.")
    )
    return_payment(payment, because=because % {"number": purchase.number})
    announce(LatePaymentRefunded(purchase_id=purchase.pk, payment_number=payment.number))
