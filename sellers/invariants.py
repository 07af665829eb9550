"""What must always be true of applications, sellers and shops."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import Exists, F, OuterRef, Q

from core import clock
from core.events.announcing import name_of
from core.invariants import Violation, invariant
from core.models import Event, EventDelivery, Proposal, StatementOfReasons
from core.states import ProposalStatus
from sellers.events import ApplicationRefused, SellerReinstated, SellerSuspended, SuspensionStays
from sellers.models import (
    Application,
    BrandAuthorisation,
    Credential,
    CredentialDocument,
    Ending,
    Membership,
    PayoutAccount,
    QueueEntry,
    Recheck,
    Seller,
    Shop,
)
from sellers.services.brands import GRANT_OWNER
from sellers.services.deciding import APPROVE, REINSTATE
from sellers.services.forgetting import CONTACT, EMPTY
from sellers.services.slow import CHANGE_ACCOUNT
from sellers.states import (
    DECIDED,
    ApplicationStatus,
    BrandRole,
    ChangeStatus,
    EndingStatus,
    SellerStatus,
    ShopRole,
    ShopStatus,
)
from sellers.vetting.events import CredentialVerified
from sellers.vetting.services import VERIFY, WAIVE
from sellers.vetting.services.ends import ends_of_seller
from sellers.vetting.slip import checked_of
from sellers.vetting.states import Method
from sellers.vetting.subscribers import ask_again_everywhere, ask_for_a_place_in_the_tree

# Who works out anew when selling ends, for everybody.
WORK_IT_OUT = [name_of(each) for each in (ask_again_everywhere, ask_for_a_place_in_the_tree)]
# The sweeps of the reviewers' queue turn each minute; after an hour, something keeps them from it.
LEFT_LYING = timedelta(hours=1)


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


@invariant("I9", "When selling ends is what requirements and credentials say")
def ends_are_worked_out() -> Iterator[Violation]:
    if EventDelivery.objects.filter(subscriber__in=WORK_IT_OUT, done_at=None, parked_at=None).exists():
        # Something else is asked since a moment ago, and the worker is about to work it out.
        return
    for seller in Seller.objects.exclude(status=SellerStatus.CLOSED).iterator():
        ends = ends_of_seller(seller)
        if seller.sells_until != ends.at_all:
            yield Violation(f"seller {seller.pk}", f"They may sell until {seller.sells_until}, not {ends.at_all}.")
        stops = {stop.category_id: (stop.from_at, stop.requirement_id) for stop in seller.stops.all()}
        if stops != dict(ends.by_category):
            yield Violation(f"seller {seller.pk}", "What they may not sell is not what their credentials say.")
        if seller.checked != checked_of(seller):
            yield Violation(f"seller {seller.pk}", "What is said publicly is not what their credentials say.")


@invariant("I9", "No credential was verified by who claimed it, and none of an approved application is missing")
def credentials_are_checked_by_others() -> Iterator[Violation]:
    for credential in Credential.objects.filter(claimed_by=F("decided_by")):
        yield Violation(f"credential {credential.number}", "Whoever claimed it decided about it.")
    for credential in Credential.objects.filter(application__seller__isnull=False, seller=None):
        yield Violation(f"credential {credential.number}", "Its seller does not have it.")


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


@invariant("I9", "Whoever was refused or suspended has been told why, in writing")
def decisions_have_statements() -> Iterator[Violation]:
    told = set(StatementOfReasons.objects.values_list("pk", flat=True))
    # What was announced before there were statements does not name one.
    events = Event.objects.filter(
        name__in=[each.__name__ for each in (ApplicationRefused, SellerSuspended, SuspensionStays)],
        facts__has_key="statement_id",
    )
    for pk, facts in events.values_list("pk", "facts"):
        if facts["statement_id"] not in told:
            yield Violation(f"event {pk}", "Nobody was told why.")


@invariant("I9", "The contract of every closed seller has ended, and of no other")
def closed_sellers_have_an_end() -> Iterator[Violation]:
    done = Ending.objects.filter(seller=OuterRef("pk"), status=EndingStatus.DONE)
    for seller in Seller.objects.filter(status=SellerStatus.CLOSED).exclude(Exists(done)):
        yield Violation(f"seller {seller.pk}", "They are closed, and nobody ended it.")
    for seller in Seller.objects.filter(Exists(done)).exclude(status=SellerStatus.CLOSED):
        yield Violation(f"seller {seller.pk}", "Their contract has ended, and they are not closed.")


@invariant("I9", "Of a forgotten seller nothing is left that reaches a person")
def forgotten_is_forgotten() -> Iterator[Violation]:
    forgotten = Ending.objects.filter(forgotten_at__isnull=False).select_related("seller__application__document")
    for ending in forgotten:
        kept = [name for name in CONTACT if getattr(ending.seller, name) or getattr(ending.seller.application, name)]
        for change in ending.seller.identitychanges.all():
            kept += [name for name in CONTACT if change.facts.get(name) or change.before.get(name)]
        # Deleted after commit; a crash leaves it to the next night.
        late = ending.forgotten_at and ending.forgotten_at < clock.now() - timedelta(days=2)
        if kept or (late and _has_documents(ending.seller)):
            yield Violation(f"ending {ending.pk}", "Contact data or documents are still there.")


def _has_documents(seller: Seller) -> bool:
    shown = CredentialDocument.objects.filter(credential__seller=seller, file__deleted_at=None)
    return seller.application.document.deleted_at is None or shown.exists()


@invariant("I10", "Of a refused applicant nothing is left that reaches a person, once nobody can complain")
def refused_are_forgotten() -> Iterator[Violation]:
    # The night comes once a day; one that was missed is made up for by the next.
    late = Application.objects.over_for_good(now=clock.now() - timedelta(days=2)).exclude(**EMPTY)
    for number in late.filter(status=ApplicationStatus.REFUSED).values_list("number", flat=True):
        yield Violation(f"application {number}", "Contact data are still there.")


@invariant("I11", "No payout account is in force without a second person")
def two_agreed_to_an_account() -> Iterator[Violation]:
    confirmed = Proposal.objects.filter(kind=CHANGE_ACCOUNT, performed_at__isnull=False)
    agreed = {thing.partition(":")[2] for thing in confirmed.values_list("thing", flat=True)}
    put_in_force = PayoutAccount.objects.filter(status__in=[ChangeStatus.IN_FORCE, ChangeStatus.REPLACED])
    for pk in put_in_force.values_list("pk", flat=True):
        if str(pk) not in agreed:
            yield Violation(f"payout account {pk}", "One person put it in force.")


@invariant("I11", "Nobody owns a brand whom a second person has not confirmed")
def two_confirmed_whose_a_brand_is() -> Iterator[Violation]:
    confirmed = Proposal.objects.filter(kind=GRANT_OWNER, status=ProposalStatus.CONFIRMED)
    known = {thing.partition(":")[2] for thing in confirmed.values_list("thing", flat=True)}
    owners = BrandAuthorisation.objects.filter(role=BrandRole.OWNER, valid_from__isnull=False)
    for pk, number in owners.values_list("pk", "number"):
        if str(pk) not in known:
            yield Violation(f"brand authorisation {number}", "One person alone said whose the brand is.")


@invariant("I11", "No requirement was waived without a second person")
def two_waived() -> Iterator[Violation]:
    confirmed = Proposal.objects.filter(kind=WAIVE, status=ProposalStatus.CONFIRMED, performed_at__isnull=False)
    known = set(confirmed.values_list("pk", flat=True))
    for credential in Credential.objects.filter(method=Method.WAIVED):
        verified = Event.objects.of("credential", credential.pk).filter(name=CredentialVerified.__name__).first()
        if verified is None or verified.facts.get("proposal_id") not in known:
            yield Violation(f"credential {credential.number}", "It was waived by one person.")


@invariant("I11", "Nothing counts for a seller in spite of a risk without a second person")
def two_verified_where_it_takes_two() -> Iterator[Violation]:
    confirmed = Proposal.objects.filter(kind=VERIFY, status=ProposalStatus.CONFIRMED, performed_at__isnull=False)
    known = set(confirmed.values_list("pk", flat=True))
    # What was announced before it took two does not name its risks.
    events = Event.objects.filter(name=CredentialVerified.__name__, facts__has_key="risks").exclude(facts__risks=[])
    for pk, facts in events.values_list("pk", "facts"):
        if facts["proposal_id"] not in known:
            yield Violation(f"event {pk}", "It was verified in spite of a risk, by one person.")


@invariant("I5", "No look again, and nobody's turn, waits past its limit")
def nothing_stays_in_the_queue_for_ever() -> Iterator[Violation]:
    for recheck in Recheck.objects.late():
        yield Violation(f"recheck {recheck.pk}", f"It was to be done until {recheck.due_at:%Y-%m-%d}.")
    # The sweep puts them back each minute.
    left = clock.now() - LEFT_LYING
    for entry in QueueEntry.objects.filter(claimed_until__lt=left):
        yield Violation(f"queue entry {entry.pk}", f"It was taken up until {entry.claimed_until}, and not put back.")
    standing = Exists(QueueEntry.objects.filter(application=OuterRef("pk")))
    for application in Application.objects.waiting().filter(~standing, submitted_at__lt=left):
        yield Violation(f"application {application.pk}", "It waits, and does not stand in the queue.")
