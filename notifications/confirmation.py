"""What the order confirmation says: what was bought, when it comes, what it cost, and what is promised."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from orders.models import Order, OrderLine, Purchase
from orders.promises import read_promise


@dataclass(frozen=True)
class BoughtFrom:
    """One shop's part of a purchase, with the policies that bind it."""

    order: Order
    lines: list[OrderLine]
    policies: list[dict[str, Any]]


@dataclass(frozen=True)
class Bought:
    purchase: Purchase
    parts: list[BoughtFrom]


def confirmation_of(purchase: Purchase) -> Bought:
    """
    Everything on durable paper: prices, dates and the binding policies word for word, from the frozen promises.

    A link alone would not do: pages change, what is in somebody's mailbox does not.
    """
    orders = purchase.orders.select_related("shop").prefetch_related("lines__promise").order_by("pk")
    return Bought(purchase, [_part(order) for order in orders])


def _part(order: Order) -> BoughtFrom:
    lines = list(order.lines.all())
    # All lines of one order were bought in one moment from one shop: the same policies bind them.
    return BoughtFrom(order, lines, read_promise(lines[0].promise).says["policies"])
