"""Who may decide about a seller, and when it takes two. Pure: facts in, a verdict with its reasons out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from core.verdict import Verdict
from sellers.states import NumberCheck, Risk, SellerKind

# An approval is looked at again after a year, or it lapses.
APPROVAL_HOLDS = timedelta(days=365)
# What applicants are told; the reviewers' queue is sorted by it.
DAYS_TO_ANSWER = 3


def may_decide(*, is_reviewer: bool, is_own: bool) -> Verdict:
    """Whether somebody may decide an application, suspend or reinstate: reviewers, and never about themselves."""
    if not is_reviewer:
        return Verdict(False, _("Only reviewers decide about sellers."))
    if is_own:
        return Verdict(False, _("Nobody decides about their own business. Ask another reviewer."))
    return Verdict(True)


@dataclass(frozen=True)
class RiskFacts:
    """What the risk of an application is judged by."""

    kind: str
    check: str
    # Whether the country has a number whose check digit guards all of it.
    could_be_checked: bool
    number_elsewhere: bool
    document_elsewhere: bool
    is_scanned: bool
    has_scanner: bool


def risks_of(facts: RiskFacts) -> list[Risk]:
    """
    Why an application takes a second person; nothing, and one reviewer decides.

    Whole countries are never a risk: a number of which only the form is known counts where there are better ones.
    """
    is_company = facts.kind in {SellerKind.COMPANY, SellerKind.BRAND}
    half_checked = facts.check == NumberCheck.FORMAT_OK and facts.could_be_checked
    found = {
        Risk.NUMBER_UNKNOWN: is_company and facts.check == NumberCheck.UNKNOWN_SCHEME,
        Risk.NUMBER_HALF_CHECKED: is_company and half_checked,
        Risk.NUMBER_ELSEWHERE: facts.number_elsewhere,
        Risk.DOCUMENT_ELSEWHERE: facts.document_elsewhere,
        Risk.NOT_SCANNED: facts.has_scanner and not facts.is_scanned,
    }
    return [risk for risk, there in found.items() if there]
