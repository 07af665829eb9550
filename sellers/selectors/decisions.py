"""What somebody may read of complaints about a decision."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext

from accounts.models import User
from core.models import Complaint, StatementOfReasons
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


def hearings_of(statement: StatementOfReasons, *, reader: User) -> Sequence[Heard]:
    """The complaint and the appeal, in this order. One query."""
    return [
        Heard(
            each,
            TONES[ComplaintStatus(each.status)],
            gettext(each.outcome) if each.outcome else "",
            each.filed_by_id == reader.pk,
        )
        for each in statement.complaints.order_by("pk")
    ]
