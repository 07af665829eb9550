"""What somebody has sold, and what is required of them from there on."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction

from core import clock
from core.events import announce
from sellers.models import Seller
from sellers.vetting.events import RequirementReached
from sellers.vetting.models import Demand, Requirement
from sellers.vetting.rules import is_reached
from sellers.vetting.selectors import thresholds_ahead
from sellers.vetting.services.ends import work_out_ends


@transaction.atomic
def note_sales(seller: Seller, *, sales: int, turnover: int, currency: str) -> list[Demand]:
    """
    Say how much a seller sold within twelve months in one currency. Each requirement whose threshold that reaches is
    demanded once, with the days that it leaves; selling stops at that very moment if it is not met by then.

    Of two who say it at once, one demands.
    """
    reached = [
        requirement
        for requirement in thresholds_ahead(seller)
        if is_reached(
            count=requirement.threshold_count,
            amount=requirement.threshold_amount,
            in_currency=requirement.threshold_currency,
            sales=sales,
            turnover=turnover,
            currency=currency,
        )
    ]
    if not reached:
        return []
    # The second of two waits here, and then finds what the first has written.
    Seller.objects.select_for_update(of=("self",), no_key=True).get(pk=seller.pk)
    made = [demand for requirement in reached if (demand := _demand(seller, requirement, sales, turnover))]
    if made:
        work_out_ends(seller)
    for demand in made:
        announce(RequirementReached(demand_id=demand.pk))
    return made


def _demand(seller: Seller, requirement: Requirement, sales: int, turnover: int) -> Demand | None:
    now = clock.now()
    demand, is_new = Demand.objects.get_or_create(
        seller=seller,
        requirement=requirement,
        defaults={
            "reached_at": now,
            "due_at": now + timedelta(days=requirement.days_to_comply),
            "sales": sales,
            "turnover": turnover,
        },
    )
    return demand if is_new else None
