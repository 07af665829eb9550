"""Sending the shopper to the payment provider."""

from __future__ import annotations

from django.db.models import BigIntegerField, Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from catalog.querysets import is_authorised
from core import clock
from core.statements import Given, Statement
from orders import rules
from orders.errors import NotAllowed
from orders.models import Order, OrderLine, Purchase
from payments.models import Payment
from payments.services import start_payment
from payments.states import PaymentStatus
from sellers.models import Seller
from sellers.vetting.selling import is_stopped

OVER = (PaymentStatus.DECLINED, PaymentStatus.CANCELLED)


def start_paying(purchase: Purchase, *, return_url: str) -> Payment:
    """
    The payment in which this purchase can be paid now; its `redirect_url` is where the shopper goes next.

    Asked twice, it is the same payment; a new one begins only when the last one came to nothing. Asks the provider,
    so it must not be called inside a transaction. Raises NotAllowed when the time to pay is over, or a seller
    may not sell any more.
    """
    verdict = rules.may_pay(status=purchase.status, due_at=purchase.due_at, now=clock.now())
    if not verdict:
        raise NotAllowed(verdict.reason)
    may_not_sell, over = _stopped_and_over(purchase)
    if may_not_sell:
        raise NotAllowed(_("A shop of this purchase may not sell any more, so it cannot be paid. Nothing is charged."))
    return start_payment(
        purchase_number=purchase.number,
        amount=purchase.total,
        key=f"purchase:{purchase.number}:{over + 1}",
        return_url=return_url,
        description=_("Purchase %(number)s") % {"number": purchase.number},
        pay_until=purchase.due_at,
    )


def _stopped_and_over(purchase: Purchase) -> tuple[bool, int]:
    """
    Whether an approval has ended since the purchase was placed, or what one of its things needs; and how many payments
    came to nothing.
    """
    return _STOPPED_AND_OVER.first(purchase=purchase.pk) or (False, 0)


def _write_stopped_and_over() -> QuerySet[Purchase, tuple[bool, int]]:
    stopped = Order.objects.filter(purchase=OuterRef("pk")).exclude(seller__in=Seller.objects.allowed_to_sell())
    line = OrderLine.objects.filter(order__purchase=OuterRef("pk"))
    lacking = line.filter(Q(is_stopped("order__seller", "listing__category")) | ~is_authorised("listing__"))
    over = Payment.objects.filter(purchase_number=OuterRef("number"), status__in=OVER)
    count = over.order_by().values("purchase_number").annotate(count=Count("pk")).values("count")
    return (
        Purchase.objects.filter(pk=Given("purchase", BigIntegerField()))
        .annotate(may_not_sell=Q(Exists(stopped)) | Q(Exists(lacking)), over=Coalesce(Subquery(count), 0))
        .values_list("may_not_sell", "over")
    )


_STOPPED_AND_OVER = Statement(_write_stopped_and_over)
