"""Sending the shopper to the payment provider."""

from __future__ import annotations

from django.utils.translation import gettext as _

from core import clock
from orders import rules
from orders.errors import NotAllowed
from orders.models import Purchase
from payments.models import Payment
from payments.services import start_payment
from payments.states import PaymentStatus
from sellers.models import Seller

OVER = (PaymentStatus.DECLINED, PaymentStatus.CANCELLED)


def start_paying(purchase: Purchase, *, return_url: str) -> Payment:
    """
    The payment in which this purchase can be paid now; its `redirect_url` is where the shopper goes next.

    Asked twice, it is the same payment; a new one begins only when the last one came to nothing. Asks the provider,
    so it must not be called inside a transaction. Raises NotAllowed when the time to pay is over, or a seller
    may not sell any more.
    """
    # Asked at the moment of the act: an approval may have ended since the purchase was placed.
    if purchase.orders.exclude(seller__in=Seller.objects.allowed_to_sell()).exists():
        raise NotAllowed(_("A shop of this purchase may not sell any more, so it cannot be paid. Nothing is charged."))
    verdict = rules.may_pay(status=purchase.status, due_at=purchase.due_at, now=clock.now())
    if not verdict:
        raise NotAllowed(verdict.reason)
    attempt = Payment.objects.of_purchase(purchase.number).filter(status__in=OVER).count() + 1
    return start_payment(
        purchase_number=purchase.number,
        amount=purchase.total,
        key=f"purchase:{purchase.number}:{attempt}",
        return_url=return_url,
        description=_("Purchase %(number)s") % {"number": purchase.number},
        pay_until=purchase.due_at,
    )
