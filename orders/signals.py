"""
Signing in joins what was chosen before with what the member had chosen, and what was bought as a guest meanwhile with
an address that is theirs; what a guest had opened in this browser is closed.

Django's sign-in signal is the one thing that every door into an account passes, allauth's included.
"""

from __future__ import annotations

from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest

from accounts.models import User
from orders.services import claim_guest_purchases, merge_baskets, open_basket
from orders.visitors import forget_opened, visitors_basket


@receiver(user_logged_in, dispatch_uid="orders.claim_purchases")
def claim_purchases(sender: object, user: User, **_given: Any) -> None:
    """Purchases made as a guest with an address that this member had confirmed long before."""
    for address in EmailAddress.objects.filter(user=user, verified=True):
        claim_guest_purchases(user, email=address.email)


@receiver(user_logged_in, dispatch_uid="orders.close_guests_purchases")
def close_guests_purchases(sender: object, request: HttpRequest | None, **_given: Any) -> None:
    """Address, things and phone of a guest are not for the next person at the same machine."""
    if request is not None:
        forget_opened(request)


@receiver(user_logged_in, dispatch_uid="orders.join_baskets")
def join_baskets(sender: object, request: HttpRequest | None, user: User, **_given: Any) -> None:
    if request is None:
        return
    if chosen := visitors_basket(request):
        merge_baskets(chosen, into=open_basket(user)[0])
