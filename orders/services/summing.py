"""
What sellers sold in twelve months, told to those who require more of whoever sells much.

A sale is an order that was paid and not cancelled; its turnover is all that the shopper paid for it, delivery
included. It counts in the currency in which it was paid, and in no other: amounts are never converted for this.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from django.db.models import Count, QuerySet, Sum

from core import clock
from orders.models import Order
from orders.states import HELD, OrderStatus
from sellers.models import Seller
from sellers.vetting.selectors import lowest_threshold, thresholds_ahead
from sellers.vetting.services import note_sales

YEAR = timedelta(days=365)
SOLD = HELD | {OrderStatus.COMPLETED}


def note_sales_of(seller: Seller) -> None:
    """Sum what one seller sold, unless nothing more can be required of them by it."""
    if thresholds_ahead(seller):
        for row in _sums(Order.objects.filter(seller=seller)):
            note_sales(seller, sales=row["sales"], turnover=row["turnover"], currency=row["currency"])


def note_all_sales() -> int:
    """The same for everybody who sold enough; returns how many demands that made."""
    fewest = lowest_threshold()
    if fewest is None:
        return 0
    rows = _sums(Order.objects.all(), at_least=fewest)
    sellers = Seller.objects.in_bulk({row["seller"] for row in rows})
    return sum(
        len(note_sales(sellers[row["seller"]], sales=row["sales"], turnover=row["turnover"], currency=row["currency"]))
        for row in rows
    )


def _sums(orders: QuerySet[Order], *, at_least: int = 1) -> Sequence[Mapping[str, Any]]:
    """Sales and turnover by seller and currency, of those with so many sales."""
    sold = orders.filter(status__in=sorted(SOLD), paid_at__gt=clock.now() - YEAR)
    summed = sold.order_by("seller", "currency").values("seller", "currency")
    return list(summed.annotate(sales=Count("pk"), turnover=Sum("total_amount")).filter(sales__gte=at_least))
