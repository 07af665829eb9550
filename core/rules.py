"""When an act that takes two people may be asked for and confirmed, and who hears a complaint when. Pure."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from core.states import ComplaintStatus
from core.verdict import Verdict

# Long enough for a weekend; after that the facts are old, and it is asked for anew or not at all.
PROPOSAL_HOLDS = timedelta(days=7)


def may_propose(*, has_role: bool, gains: bool) -> Verdict:
    """Whether somebody may ask a second person for this act."""
    if not has_role:
        return Verdict(False, _("Your role here does not ask for this."))
    if gains:
        return Verdict(False, _("Nobody asks for what they gain by themselves. Tell a colleague."))
    return Verdict(True)


def may_answer(*, is_asker: bool, has_role: bool, gains: bool) -> Verdict:
    """Whether somebody is a second person at all: with the role, at this moment, and without anything to gain."""
    if is_asker:
        return Verdict(False, _("You asked for this: somebody else has to look at it."))
    if not has_role:
        return Verdict(False, _("Your role here does not decide this."))
    if gains:
        return Verdict(False, _("Nobody decides what they gain by themselves. Leave it to a colleague."))
    return Verdict(True)


def may_confirm(*, answers: Verdict, asker_has_role: bool, is_over: bool, is_as_it_was: bool) -> Verdict:
    """Whether this second person may let the act happen now. The asker's role counts too, as it is now."""
    if not answers:
        return answers
    if is_over:
        return Verdict(False, _("Its time is over. Whoever still wants it asks anew."))
    if not asker_has_role:
        return Verdict(False, _("Whoever asked for this may no longer do so. Refuse it; a colleague can ask anew."))
    if not is_as_it_was:
        return Verdict(
            False, _("What this is about has changed since it was asked for. Refuse it; it can be asked for anew.")
        )
    return Verdict(True)


# So long a decision can be complained about: at least six months (EU DSA, article 20(1)).
COMPLAIN_FOR = timedelta(days=184)
# And what was answered to a complaint, once more, to a senior.
APPEAL_FOR = timedelta(days=30)
# What whoever complains is told; the queue is sorted by it.
ANSWERED_WITHIN = timedelta(days=7)


def may_complain(*, now: datetime, until: datetime, complaint: str | None, appeal_until: datetime | None) -> Verdict:
    """
    Whether a decision can be complained about, or its complaint appealed, now.

    `complaint` is the status of the last one about it; `appeal_until` is given where that was the first, and rejected.
    """
    if complaint is None:
        if now > until:
            return Verdict(False, _("The time to complain is over."))
        return Verdict(True)
    if complaint == ComplaintStatus.FILED:
        return Verdict(False, _("Your complaint waits for an answer."))
    if complaint == ComplaintStatus.WITHDRAWN:
        return Verdict(False, _("You took your complaint back. A decision can be complained about once."))
    if appeal_until is None:
        return Verdict(False, _("This was looked at again, and that decision stands."))
    if now > appeal_until:
        return Verdict(False, _("The time to appeal is over."))
    return Verdict(True)


def may_hear(*, has_role: bool, decided_before: bool, gains: bool) -> Verdict:
    """Whether somebody may decide about a complaint: who decided before has said what they think of it."""
    if not has_role:
        return Verdict(False, _("Your role here does not decide this."))
    if gains:
        return Verdict(False, _("Nobody decides what they gain by themselves. Leave it to a colleague."))
    if decided_before:
        return Verdict(False, _("You decided about this before: somebody else has to look at it."))
    return Verdict(True)
