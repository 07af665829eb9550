"""What is required of somebody, and how far they have come."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Min, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from core import clock
from core.formatting import moment
from sellers.models import Application, Invitation, Membership, Seller
from sellers.states import InvitationStatus, SellerKind, ShopRole
from sellers.vetting.checks.sentences import sentences
from sellers.vetting.models import Credential, CredentialCheck, Demand, Requirement
from sellers.vetting.rules import reaches
from sellers.vetting.states import CheckOutcome, CredentialKind
from taxonomy.models import Category


def requirements_of(business: Application | Seller) -> list[Requirement]:
    """
    Everything that reaches them, for selling at all and by category, without what takes a threshold first. One
    statement.
    """
    found = Requirement.objects.in_force().filter(threshold_count=None).select_related("category")
    return [each for each in found if _reaches(each, business)]


def thresholds_ahead(seller: Seller) -> list[Requirement]:
    """What would be required of a seller once they have sold so much, and is not yet. One statement."""
    found = Requirement.objects.in_force().exclude(threshold_count=None)
    demanded = Demand.objects.filter(seller=seller).values("requirement")
    return [each for each in found.exclude(pk__in=demanded) if _reaches(each, seller)]


def lowest_threshold() -> int | None:
    """The fewest sales from which anything more is required of anybody; None when nothing is."""
    found = Requirement.objects.in_force().exclude(threshold_count=None)
    fewest: int | None = found.aggregate(fewest=Min("threshold_count"))["fewest"]
    return fewest


def main_requirement(business: Application | Seller, asked: Iterable[Requirement]) -> Requirement | None:
    """
    Of these, the one that the document of the application itself shows: for a business its registration, for a private
    person who they are.
    """
    kind = CredentialKind.REGISTRATION if SellerKind(business.kind).is_trader else CredentialKind.IDENTITY
    found = [each for each in asked if each.credential == kind and each.category_id is None and each.evidence]
    return min(found, key=lambda each: each.code, default=None)


def may_open(place: Membership) -> Q:
    """
    Of which credentials this member may open the documents: what they sent themselves, and as owner what was sent since
    the shop is theirs. A former owner's passport is not handed over with the shop.
    """
    theirs = Q(claimed_by=place.user_id)
    if place.role == ShopRole.OWNER:
        taken = Invitation.objects.filter(shop=place.shop_id, answered_by=place.user_id, role=ShopRole.OWNER)
        last = taken.filter(status=InvitationStatus.ACCEPTED).order_by("-ended_at").values("ended_at")[:1]
        theirs |= Q(claimed_at__gt=Coalesce(Subquery(last), Value(place.joined_at)))
    return theirs


def opened_by(place: Membership) -> QuerySet[Credential]:
    """Those of a shop's seller whose documents this member may open."""
    return Credential.objects.filter(may_open(place), seller=place.shop.seller)


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


def sentence_of(check: CredentialCheck) -> str:
    """What a check found, for people. Nothing of anybody else stands in it."""
    words = sentences().get((check.check_code, str(check.facts.get("because") or check.outcome)))
    if since := check.facts.get("since"):
        return f"{words} {moment(datetime.fromisoformat(str(since)))}."
    return words or str(CheckOutcome(check.outcome).label)
