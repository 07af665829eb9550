"""What somebody may read of complaints about a decision."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext

from accounts.models import User
from core.models import Complaint, StatementOfReasons
from core.reasons import Said, in_words
from core.states import ComplaintStatus

# Nobody has more decisions against them than this and is still here.
SHOWN = 50
TONES = {
    ComplaintStatus.FILED: "held",
    ComplaintStatus.UPHELD: "good",
    ComplaintStatus.REJECTED: "bad",
    ComplaintStatus.WITHDRAWN: "plain",
}


@dataclass(frozen=True)
class Heard:
    """A complaint or an appeal, and what became of it."""

    complaint: Complaint
    tone: str
    outcome: str
    is_own: bool

    @property
    def is_waiting(self) -> bool:
        return self.complaint.status == ComplaintStatus.FILED


@dataclass(frozen=True)
class Decided:
    """A decision in a list, and the complaint about it that waits for an answer."""

    said: Said
    waiting: Complaint | None


def decisions_about(person: User) -> Sequence[Decided]:
    """Every decision that they were told of, the newest first. Two queries, however many there are."""
    found = list(StatementOfReasons.objects.sent_to(person).order_by("-pk")[:SHOWN])
    waiting = {each.statement_id: each for each in Complaint.objects.waiting().filter(statement__in=found)}
    return [Decided(in_words(each), waiting.get(each.pk)) for each in found]


def hearings_of(statement: StatementOfReasons, *, reader: User) -> Sequence[Heard]:
    """The complaint and the appeal, in this order. One query."""
    return [
        Heard(
            each,
            TONES[ComplaintStatus(each.status)],
            gettext(each.outcome) if each.outcome else "",
            each.filed_by_id == reader.pk,
        )
        for each in statement.complaints.select_related("document").order_by("pk")
    ]
