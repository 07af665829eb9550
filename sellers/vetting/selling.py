"""What nobody may sell at this moment: the condition that goes into every query of what is on sale."""

from __future__ import annotations

from django.db.models import Exists, OuterRef

from core import clock
from sellers.vetting.models import SalesStop


def is_stopped(seller: str, category: str) -> Exists:
    """
    The condition that a seller may not sell in a category at this moment, by the database's clock.

    Both are paths from the row that is chosen: `~is_stopped("shop__seller", "category")`.
    """
    return Exists(
        SalesStop.objects.filter(
            seller=OuterRef(seller), category=OuterRef(category), from_at__lte=clock.database_now()
        )
    )
