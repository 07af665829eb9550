"""Who may decide about a seller. Pure: facts in, a verdict with its reason out."""

from __future__ import annotations

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from core.verdict import Verdict

# An approval is looked at again after a year, or it lapses.
APPROVAL_HOLDS = timedelta(days=365)
# So long a refusal can be complained about (EU DSA, article 20), and its document looked at once more.
REFUSED_DOCUMENT_KEPT = timedelta(days=184)
# What applicants are told; the reviewers' queue is sorted by it.
DAYS_TO_ANSWER = 3


def may_decide(*, is_reviewer: bool, is_own: bool) -> Verdict:
    """Whether somebody may decide an application, suspend or reinstate: reviewers, and never about themselves."""
    if not is_reviewer:
        return Verdict(False, _("Only reviewers decide about sellers."))
    if is_own:
        return Verdict(False, _("Nobody decides about their own business. Ask another reviewer."))
    return Verdict(True)
