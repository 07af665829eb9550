"""Reads that put several rows together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from orders.models import Basket, BasketLine, Order


def basket_count(basket: Basket | None) -> int:
    """How many things are in the basket: one statement, none without a basket."""
    return BasketLine.objects.filter(basket=basket).units() if basket else 0


def units_of(orders: Iterable[Order]) -> dict[int, int]:
    """How many of each variant these orders hold; load their lines with them."""
    units: Counter[int] = Counter()
    for order in orders:
        for line in order.lines.all():
            units[line.variant_id] += line.quantity
    return dict(units)
