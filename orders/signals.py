"""
Signing in joins what was chosen before with what the member had chosen.

Django's sign-in signal is the one thing that every door into an account passes, allauth's included.
"""

from __future__ import annotations

from typing import Any

from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest

from accounts.models import User
from orders.services import merge_baskets, open_basket
from orders.visitors import visitors_basket


@receiver(user_logged_in, dispatch_uid="orders.join_baskets")
def join_baskets(sender: object, request: HttpRequest | None, user: User, **_given: Any) -> None:
    if request is None:
        return
    if chosen := visitors_basket(request):
        merge_baskets(chosen, into=open_basket(user)[0])
