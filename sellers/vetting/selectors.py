"""What is required of somebody, and how far they have come."""

from __future__ import annotations

from collections.abc import Iterable

from core import clock
from sellers.models import Application, Seller
from sellers.vetting.models import Credential, Requirement
from sellers.vetting.rules import reaches
from taxonomy.models import Category


def requirements_of(business: Application | Seller) -> list[Requirement]:
    """
    Everything that reaches them, for selling at all and by category, without what takes a threshold first. One
    statement.
    """
    found = Requirement.objects.in_force().filter(threshold_count=None).select_related("category")
    return [each for each in found if _reaches(each, business)]


def asked_in(category: Category) -> list[Requirement]:
    """What some sellers must hold at this moment to sell in the category. One statement."""
    asked = Requirement.objects.in_force().filter(category__path__in=category.paths_above())
    return list(asked.filter(required_from__lte=clock.now()))


def missing_of(seller: Seller, asked: Iterable[Requirement]) -> list[Requirement]:
    """Which of these reach the seller, and are not met at this moment. At most one statement."""
    needed = [each for each in asked if _reaches(each, seller)]
    if not needed:
        return []
    held = Credential.objects.held(now=clock.now()).filter(seller=seller)
    met = set(held.values_list("requirement_id", flat=True))
    return [each for each in needed if each.pk not in met]


def _reaches(requirement: Requirement, business: Application | Seller) -> bool:
    return reaches(
        area=requirement.area,
        kinds=requirement.seller_kinds,
        country=business.country,
        kind=business.kind,
    )
