"""Guests who turn out to be members."""

from __future__ import annotations

from django.db import transaction

from accounts.models import User
from core.events import announce
from orders.events import PurchaseClaimed
from orders.models import Purchase


@transaction.atomic
def claim_guest_purchases(user: User, *, email: str) -> int:
    """
    Give a member the purchases that were made as a guest with an e-mail which they have confirmed; how many.

    Only an address that is confirmed may be passed: whoever has it can read the order links anyway. From then on
    the links alone open nothing.
    """
    claimed = 0
    for purchase in Purchase.objects.filter(shopper__isnull=True, email=email.lower()).order_by("pk"):
        if Purchase.objects.filter(pk=purchase.pk, shopper__isnull=True).update(shopper=user):
            announce(PurchaseClaimed(purchase_id=purchase.pk), actor=user)
            claimed += 1
    return claimed
