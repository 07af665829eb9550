"""When an act that takes two people may be asked for, and when the second may let it happen. Pure."""

from __future__ import annotations

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

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
