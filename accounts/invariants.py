"""What must always be true of people."""

from __future__ import annotations

from collections.abc import Iterator

from accounts.events import StaffRolesChanged
from accounts.services import CHANGE_ROLES
from core.invariants import Violation, invariant
from core.models import Event, Proposal
from core.states import ProposalStatus


@invariant("I11", "Nobody's staff roles changed without a second person")
def roles_were_changed_by_two() -> Iterator[Violation]:
    confirmed = Proposal.objects.filter(kind=CHANGE_ROLES, status=ProposalStatus.CONFIRMED)
    known = set(confirmed.values_list("pk", flat=True))
    for pk, facts in Event.objects.filter(name=StaffRolesChanged.__name__).values_list("pk", "facts"):
        if facts["proposal_id"] not in known:
            yield Violation(f"event {pk}", "Staff roles were changed by one person.")
