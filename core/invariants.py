"""
What must always be true, as checks that anybody can run: `manage.py check_invariants`.

Each app registers its own in its `invariants.py`. This file holds the registry and the ground's checks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta

from django.db import connection
from django.db.models import Count, Exists, F, Max, Min, OuterRef, Q, Subquery

from core import clock
from core.models import Complaint, EventDelivery, MailStatus, OutgoingMail, Proposal, Trace
from core.states import HEARD, ComplaintStatus, Hearing, ProposalStatus


@dataclass(frozen=True)
class Violation:
    """One row that breaks an invariant: which, and what is wrong with it."""

    row: str
    sentence: str


Check = Callable[[], Iterable[Violation]]

# What refuses on PostgreSQL (core/migrations/0005_trail.py, 0008_reasons.py).
TRAIL_GUARDS = [
    "core_statementofreasons_append_only",
    "core_statementperson_append_only",
    "core_trace_append_only",
    "core_traceperson_append_only",
]


@dataclass(frozen=True)
class Invariant:
    code: str
    title: str
    check: Check


REGISTRY: list[Invariant] = []


def invariant(code: str, title: str) -> Callable[[Check], Check]:
    """Register a check under the invariant's code in design (I1 … I10) and a title for people."""

    def register(check: Check) -> Check:
        REGISTRY.append(Invariant(code, title, check))
        return check

    return register


def violations() -> Iterator[tuple[Invariant, Violation]]:
    """Run every check, in the order of their codes."""
    for each in sorted(REGISTRY, key=lambda known: (int(known.code.lstrip("I")), known.title)):
        for violation in each.check():
            yield each, violation


@invariant("I5", "No fact waits longer than an hour for its subscriber")
def deliveries_are_not_stuck() -> Iterator[Violation]:
    limit = clock.now() - timedelta(hours=1)
    stuck = EventDelivery.objects.filter(
        done_at__isnull=True, parked_at__isnull=True, event__occurred_at__lt=limit, due_at__lt=limit
    ).select_related("event")
    for delivery in stuck:
        yield Violation(f"delivery {delivery.pk}", f"{delivery.event.name} has not reached {delivery.subscriber}.")


@invariant("I6", "No fact is parked undelivered")
def deliveries_are_not_parked() -> Iterator[Violation]:
    for delivery in EventDelivery.objects.filter(parked_at__isnull=False, done_at__isnull=True):
        yield Violation(f"delivery {delivery.pk}", f"{delivery.subscriber} failed for good: {delivery.last_error}")


@invariant("I6", "No mail waits longer than a day")
def mails_are_not_stuck() -> Iterator[Violation]:
    limit = clock.now() - timedelta(days=1)
    for mail in OutgoingMail.objects.filter(status=MailStatus.WAITING, created_at__lt=limit):
        yield Violation(f"mail {mail.pk}", f"Not sent after {mail.attempts} attempts: {mail.last_error}")


@invariant("I11", "What takes two people was done by two, and done when it was confirmed")
def two_people_decided() -> Iterator[Violation]:
    confirmed = Proposal.objects.filter(status=ProposalStatus.CONFIRMED)
    for proposal in confirmed.filter(Q(answered_by=F("asked_by")) | Q(answered_by=None)):
        yield Violation(f"proposal {proposal.pk}", "Nobody but the asker confirmed it.")
    for proposal in confirmed.filter(performed_at=None):
        yield Violation(f"proposal {proposal.pk}", "It was confirmed and not done.")


@invariant("I5", "No proposal waits longer than an hour past its time")
def proposals_expire() -> Iterator[Violation]:
    for proposal in Proposal.objects.waiting().filter(expires_at__lt=clock.now() - timedelta(hours=1)):
        yield Violation(f"proposal {proposal.pk}", "Its time is over, and nobody said so.")


@invariant("I12", "Nothing was taken out of the trail")
def the_trail_is_whole() -> Iterator[Violation]:
    # PostgreSQL refuses by itself, and leaves gaps for what was rolled back; SQLite gives its keys without one.
    if connection.vendor != "sqlite":
        yield from _guards_of_the_trail()
        return
    kept = Trace.objects.aggregate(number=Count("pk"), first=Min("pk"), last=Max("pk"))
    if kept["number"] and (missing := kept["last"] - kept["first"] + 1 - kept["number"]):
        number = kept["number"] + missing
        yield Violation("trace", f"Of {number} traces, {missing} {'is' if missing == 1 else 'are'} missing.")


def _guards_of_the_trail() -> Iterator[Violation]:
    """Whoever owns the tables can put a trigger to sleep, and would leave no gap to be seen."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tgname FROM pg_trigger WHERE tgname = ANY(%s) AND tgenabled = 'O'", [TRAIL_GUARDS])
        awake = {name for (name,) in cursor.fetchall()}
    for name in TRAIL_GUARDS:
        if name not in awake:
            yield Violation(f"trigger {name}", "It does not keep watch: rows could be changed or taken out.")


@invariant("I11", "Every complaint was decided by somebody who had not decided before")
def somebody_else_decided() -> Iterator[Violation]:
    heard = Complaint.objects.filter(status__in=HEARD)
    for complaint in heard.filter(Q(decided_by=F("statement__issued_by")) | Q(decided_by=F("filed_by"))):
        yield Violation(f"complaint {complaint.pk}", "Whoever decided, or complained, decided about it again.")
    first = Complaint.objects.filter(statement=OuterRef("statement"), hearing=Hearing.COMPLAINT)
    appeals = heard.filter(hearing=Hearing.APPEAL)
    for complaint in appeals.filter(decided_by=Subquery(first.values("decided_by")[:1])):
        yield Violation(f"complaint {complaint.pk}", "The same person decided about complaint and appeal.")


@invariant("I11", "Nobody appeals before their complaint was rejected")
def appeals_follow_complaints() -> Iterator[Violation]:
    rejected = Complaint.objects.filter(
        statement=OuterRef("statement"), hearing=Hearing.COMPLAINT, status=ComplaintStatus.REJECTED
    )
    for complaint in Complaint.objects.filter(hearing=Hearing.APPEAL).exclude(Exists(rejected)):
        yield Violation(f"complaint {complaint.pk}", "There was nothing to appeal against.")
