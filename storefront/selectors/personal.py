"""What stands in the personal places of every page, asked for in one statement."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import BigIntegerField, Count, Exists, OuterRef, QuerySet, Subquery, Sum
from django.http import HttpRequest

from accounts.models import User
from core.statements import Given, Statement
from notifications.models import Notification
from orders.models import BasketLine
from orders.visitors import visitors_units
from sellers.models import Membership


@dataclass(frozen=True)
class Personal:
    """Who reads, and what waits for them. `user` is None for a visitor."""

    user: User | None = None
    unread: int = 0
    units_in_basket: int = 0
    works_in_a_shop: bool = False


NOBODY = Personal()


def personal_facts(request: HttpRequest) -> Personal:
    """One statement for a member, one for a visitor with a basket, none for any other visitor."""
    if not isinstance(request.user, User):
        return Personal(units_in_basket=visitors_units(request))
    facts = _FACTS.first(user=request.user.pk)
    if facts is None:
        return NOBODY
    return Personal(
        user=request.user,
        unread=facts["unread"] or 0,
        units_in_basket=facts["units"] or 0,
        works_in_a_shop=facts["works"],
    )


def _write_facts() -> QuerySet[User, Any]:
    unread = Notification.objects.filter(user=OuterRef("pk")).unread().order_by().values("user")
    lines = BasketLine.objects.filter(basket__user=OuterRef("pk")).order_by().values("basket")
    return User.objects.filter(pk=Given("user", BigIntegerField())).values(
        unread=Subquery(unread.values(count=Count("pk"))),
        units=Subquery(lines.values(units=Sum("quantity"))),
        works=Exists(Membership.objects.filter(user=OuterRef("pk"))),
    )


_FACTS = Statement(_write_facts)
