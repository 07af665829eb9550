"""Reads that put several rows together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import NamedTuple

from django.db.models import BigIntegerField

from core.statements import Given, Statement
from orders.models import Basket, BasketLine, Order, OrderLine, Purchase


def basket_count(basket: Basket | None) -> int:
    """How many things are in the basket: one statement, none without a basket."""
    return BasketLine.objects.filter(basket=basket).units() if basket else 0


class OrderWithLines(NamedTuple):
    """An order, its shop loaded, and what was bought in it."""

    order: Order
    lines: Sequence[OrderLine]


_LINES = Statement(
    lambda: (
        OrderLine.objects.filter(order__purchase=Given("purchase", BigIntegerField()))
        .select_related("order__shop")
        .order_by("order__pk", "position")
    )
)


def orders_with_lines(purchase: Purchase) -> list[OrderWithLines]:
    """The orders of a purchase, in one statement: none is without lines."""
    found = _LINES.ask(purchase=purchase.pk)
    grouped = (list(lines) for _order, lines in groupby(found, key=lambda line: line.order_id))
    return [OrderWithLines(lines[0].order, lines) for lines in grouped]


def units_of(lines: Iterable[OrderLine]) -> dict[int, int]:
    """How many of each variant these lines hold."""
    units: Counter[int] = Counter()
    for line in lines:
        units[line.variant_id] += line.quantity
    return dict(units)
