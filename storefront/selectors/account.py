"""What somebody's own first page shows."""

from __future__ import annotations

from dataclasses import dataclass

from accounts.models import User
from core import clock
from notifications.models import Notification
from orders.models import Order
from orders.showing import Card, cards
from sellers.models import Application, Membership
from storefront.selectors.desk import places_of

ORDERS = 5
LETTERS = 5


@dataclass(frozen=True)
class Account:
    orders: list[Card]
    letters: list[Notification]
    application: Application | None
    places: list[Membership]


def account_of(user: User) -> Account:
    """
    The person's latest orders and unread letters, their latest application to sell, and the shops they work in.

    Five statements, however much there is.
    """
    return Account(
        orders=cards(Order.objects.bought_by(user).with_card().order_by("-pk")[:ORDERS], now=clock.now()),
        letters=list(Notification.objects.filter(user=user, read_at=None).order_by("-created_at", "-pk")[:LETTERS]),
        application=Application.objects.made_by(user).order_by("-submitted_at", "-pk").first(),
        places=places_of(user),
    )
