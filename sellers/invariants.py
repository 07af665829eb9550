"""What must always be true of applications, sellers and shops."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Exists, F, OuterRef, Q

from core.invariants import Violation, invariant
from core.models import Event, Proposal
from core.states import ProposalStatus
from sellers.events import SellerReinstated
from sellers.models import Application, BrandAuthorisation, Membership, Seller, Shop
from sellers.services.brands import GRANT_OWNER
from sellers.services.deciding import APPROVE, REINSTATE
from sellers.states import DECIDED, ApplicationStatus, BrandRole, SellerStatus, ShopRole, ShopStatus


@invariant("I9", "An approved application has its seller and a shop, no other has either")
def approved_applications_opened_a_shop() -> Iterator[Violation]:
    shops = Shop.objects.filter(seller__application=OuterRef("pk"))
    approved = Q(status=ApplicationStatus.APPROVED)
    for application in Application.objects.filter(approved).exclude(Exists(shops)):
        yield Violation(f"application {application.pk}", "It was approved, and no shop came of it.")
    for seller in Seller.objects.exclude(application__status=ApplicationStatus.APPROVED):
        yield Violation(f"seller {seller.pk}", "Their application is not approved.")


@invariant("I9", "Every decision says who, when and, where it hurts, why")
def decisions_are_signed() -> Iterator[Violation]:
    unsigned = Q(status__in=DECIDED) & (Q(decided_by__isnull=True) | Q(decided_at__isnull=True))
    silent = Q(status=ApplicationStatus.REFUSED, reason="")
    for application in Application.objects.filter(unsigned | silent):
        yield Violation(f"application {application.pk}", "It was decided without a name, a moment or a reason.")
    for seller in Seller.objects.filter(status=SellerStatus.SUSPENDED, suspended_reason=""):
        yield Violation(f"seller {seller.pk}", "They are suspended without a reason.")


@invariant("I9", "Nobody decided about their own application")
def nobody_decided_their_own() -> Iterator[Violation]:
    for application in Application.objects.filter(status__in=DECIDED, applicant=F("decided_by")):
        yield Violation(f"application {application.pk}", "It was decided by the applicant.")


@invariant("I9", "Every shop that is not closed has one owner")
def shops_have_owners() -> Iterator[Violation]:
    owners = Membership.objects.filter(shop=OuterRef("pk"), role=ShopRole.OWNER)
    for shop in Shop.objects.exclude(status=ShopStatus.CLOSED).exclude(Exists(owners)):
        yield Violation(f"shop {shop.pk}", "Nobody owns it.")


@invariant("I11", "No seller was approved in spite of a risk, and no suspension ended, without a second person")
def two_decided_where_it_takes_two() -> Iterator[Violation]:
    confirmed = Proposal.objects.filter(status=ProposalStatus.CONFIRMED)
    approved = {thing.partition(":")[2] for thing in confirmed.filter(kind=APPROVE).values_list("thing", flat=True)}
    risky = Application.objects.filter(status=ApplicationStatus.APPROVED).exclude(risks=[])
    for pk in risky.values_list("pk", flat=True):
        if str(pk) not in approved:
            yield Violation(f"application {pk}", "It was approved in spite of a risk, by one person.")
    ended = set(confirmed.filter(kind=REINSTATE).values_list("pk", flat=True))
    # What was announced before it took two does not name a proposal at all.
    events = Event.objects.filter(name=SellerReinstated.__name__, facts__has_key="proposal_id")
    for pk, facts in events.values_list("pk", "facts"):
        if facts["proposal_id"] not in ended:
            yield Violation(f"event {pk}", "A suspension ended by one person.")


@invariant("I11", "Nobody owns a brand whom a second person has not confirmed")
def two_confirmed_whose_a_brand_is() -> Iterator[Violation]:
    confirmed = Proposal.objects.filter(kind=GRANT_OWNER, status=ProposalStatus.CONFIRMED)
    known = {thing.partition(":")[2] for thing in confirmed.values_list("thing", flat=True)}
    owners = BrandAuthorisation.objects.filter(role=BrandRole.OWNER, valid_from__isnull=False)
    for pk, number in owners.values_list("pk", "number"):
        if str(pk) not in known:
            yield Violation(f"brand authorisation {number}", "One person alone said whose the brand is.")
