"""What orders do when something happens below them. Registered in marketplace/subscriptions.py."""

from __future__ import annotations

from allauth.account.models import EmailAddress

from accounts.events import EmailConfirmed
from core.events import announce
from core.models import Event
from orders.events import OrderPaid, PurchasePaymentDeclined
from orders.models import Order, Purchase
from orders.services import claim_guest_purchases, complete_purchase, note_sales_of
from payments.events import PaymentCaptured, PaymentDeclined


def complete_paid_purchase(fact: PaymentCaptured, event: Event) -> None:
    """The provider has the money: the same step as the return page and the sweep take."""
    for purchase in Purchase.objects.filter(number=fact.purchase_number):
        complete_purchase(purchase)


def tell_of_declined_payment(fact: PaymentDeclined, event: Event) -> None:
    for purchase in Purchase.objects.awaiting_payment().filter(number=fact.purchase_number):
        announce(PurchasePaymentDeclined(purchase_id=purchase.pk))


def count_the_sale(fact: OrderPaid, event: Event) -> None:
    """What more is required of whoever sells much runs from the sale that reached it, not from the next night."""
    note_sales_of(Order.objects.select_related("seller").get(pk=fact.order_id).seller)


def claim_purchases_of_confirmed_email(fact: EmailConfirmed, event: Event) -> None:
    # An address that was given up since then claims nothing.
    confirmed = EmailAddress.objects.filter(pk=fact.address_id, user_id=fact.user_id, verified=True)
    for address in confirmed.select_related("user"):
        claim_guest_purchases(address.user, email=address.email)
