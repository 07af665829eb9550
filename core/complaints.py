"""
Complaints about decisions: free, once, and heard by somebody who did not decide; after that one appeal to a senior who
is neither of the two (EU DSA, article 20).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from core import clock
from core.audit import STANDS_WITH_IT, name_acts, record
from core.errors import DomainError
from core.events import Fact, announce
from core.models import Complaint, PrivateFile, StatementOfReasons
from core.reasons import decided_thing, decision_of
from core.rules import ANSWERED_WITHIN, APPEAL_FOR, may_complain, may_hear
from core.states import ComplaintStatus, Hearing
from core.text import plain
from core.verdict import Verdict

if TYPE_CHECKING:
    from accounts.models import User

name_acts(
    {
        "core.upheld_complaint": _("agreed with a complaint"),
        "core.rejected_complaint": _("did not agree with a complaint"),
    }
)


class MayNotComplain(DomainError):
    """The decision was not sent to them, its time is over, or it was complained about already."""

    code = "core.may_not_complain"


class MayNotHear(DomainError):
    """Who would decide about the complaint has not the role, gains by it, or decided before."""

    code = "core.may_not_hear"


class ComplaintSaysNothing(DomainError):
    """A complaint, or its answer, without a word."""

    code = "core.complaint_says_nothing"

    def __init__(self) -> None:
        super().__init__(_("Write why: the other side reads it."), field="words")


@dataclass(frozen=True)
class ComplaintFiled(Fact):
    """Somebody does not accept a decision; somebody else has to look at it."""

    complaint_id: int


@dataclass(frozen=True)
class ComplaintWithdrawn(Fact):
    """They thought better of it."""

    complaint_id: int


@dataclass(frozen=True)
class ComplaintUpheld(Fact):
    """They were right; what could be undone is."""

    complaint_id: int


@dataclass(frozen=True)
class ComplaintRejected(Fact):
    """The decision stands; why is with the complaint."""

    complaint_id: int


@dataclass(frozen=True)
class Way:
    """Which hearing is open to whoever got a statement, until when; or why none is."""

    hearing: Hearing
    until: datetime
    verdict: Verdict


def way_of(statement: StatementOfReasons) -> Way:
    """What can be done about a decision now. One query."""
    last = statement.complaints.order_by("-pk").first()
    appeal_until = None
    if last and last.hearing == Hearing.COMPLAINT and last.status == ComplaintStatus.REJECTED and last.ended_at:
        appeal_until = last.ended_at + APPEAL_FOR
    verdict = may_complain(
        now=clock.now(),
        until=statement.complain_until,
        complaint=last.status if last else None,
        appeal_until=appeal_until,
    )
    return Way(Hearing.APPEAL if last else Hearing.COMPLAINT, appeal_until or statement.complain_until, verdict)


@transaction.atomic
def file_complaint(
    statement: StatementOfReasons, *, by: User, words: str, document: PrivateFile | None = None
) -> Complaint:
    """
    Complain about a decision, or appeal against the answer to the complaint.

    Raises MayNotComplain, or ComplaintSaysNothing.
    """
    if not statement.people.filter(person=by).exists():
        raise MayNotComplain(_("This decision was not sent to you."))
    said = _words(words)
    way = way_of(statement)
    if not way.verdict:
        raise MayNotComplain(way.verdict.reason)
    now = clock.now()
    try:
        with transaction.atomic():
            complaint = Complaint.objects.create(
                statement=statement,
                hearing=way.hearing,
                filed_by=by,
                filed_at=now,
                due_at=now + ANSWERED_WITHIN,
                words=said,
                document=document,
            )
    except IntegrityError:
        # Sent twice at the same moment: the constraint let one in.
        raise MayNotComplain(_("Your complaint waits for an answer.")) from None
    announce(ComplaintFiled(complaint_id=complaint.pk), actor=by)
    return complaint


@transaction.atomic
def withdraw_complaint(complaint: Complaint, *, by: User) -> Complaint:
    """Take one's complaint back; the decision stands. Raises MayNotComplain, or ImpossibleMove when it is decided."""
    if complaint.filed_by_id != by.pk:
        raise MayNotComplain(_("Only who complained can take it back."))
    complaint.move_to(ComplaintStatus.WITHDRAWN, ended_at=clock.now())
    announce(ComplaintWithdrawn(complaint_id=complaint.pk), actor=by)
    return complaint


@transaction.atomic
def uphold_complaint(complaint: Complaint, *, by: User, because: str) -> Complaint:
    """
    Agree, and undo the decision where that is possible.

    Raises MayNotHear, ComplaintSaysNothing, or ImpossibleMove: of two who decide at once, one wins. Also what undoing
    refuses; then nothing has happened.
    """
    _check(complaint, by)
    # The move comes first: the slower has undone nothing.
    complaint.move_to(ComplaintStatus.UPHELD, decided_by=by, ended_at=clock.now(), answer=_words(because))
    statement = complaint.statement
    outcome = decision_of(statement).undo(decided_thing(statement), complaint, by)
    Complaint.objects.filter(pk=complaint.pk).update(outcome=outcome)
    complaint.outcome = outcome
    _record("core.upheld_complaint", complaint, by)
    announce(ComplaintUpheld(complaint_id=complaint.pk), actor=by)
    return complaint


@transaction.atomic
def reject_complaint(complaint: Complaint, *, by: User, because: str) -> Complaint:
    """
    Let the decision stand, with a reason.

    Raises MayNotHear, ComplaintSaysNothing, or ImpossibleMove.
    """
    _check(complaint, by)
    complaint.move_to(ComplaintStatus.REJECTED, decided_by=by, ended_at=clock.now(), answer=_words(because))
    _record("core.rejected_complaint", complaint, by)
    announce(ComplaintRejected(complaint_id=complaint.pk), actor=by)
    return complaint


def hears(user: User, complaint: Complaint) -> Verdict:
    """Whether somebody may decide about this complaint."""
    statement = complaint.statement
    decision = decision_of(statement)
    roles = decision.appealed_to if complaint.hearing == Hearing.APPEAL else decision.heard_by
    thing = decided_thing(statement)
    earlier = statement.complaints.exclude(pk=complaint.pk).values_list("decided_by_id", flat=True)
    return may_hear(
        has_role=user.has_role(*roles),
        decided_before=user.pk in {statement.issued_by_id, *earlier, *decision.earlier(thing)},
        gains=user.pk in {complaint.filed_by_id, *decision.gains(thing)},
    )


def _check(complaint: Complaint, by: User) -> None:
    verdict = hears(by, complaint)
    if not verdict:
        raise MayNotHear(verdict.reason)


def _record(act: str, complaint: Complaint, by: User) -> None:
    decision = decision_of(complaint.statement)
    role = by.acts_as(*decision.heard_by, *decision.appealed_to)
    record(act, by=by, role=role, thing=complaint, about=[complaint.filed_by_id], because=STANDS_WITH_IT)


def _words(text: str) -> str:
    words = plain(text)
    if not words:
        raise ComplaintSaysNothing
    return words
