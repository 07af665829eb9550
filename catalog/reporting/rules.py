"""Decisions about reports, without a database: counts and moments in, an answer out."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from catalog.states import ReportStatus, Standing, Step
from core.verdict import Verdict

# What somebody did longer ago no longer counts against them.
MEMORY = timedelta(days=365)
# A report that a moderator took up and did not decide may be taken by another.
CLAIM_HOLDS = timedelta(hours=2)
# Decisions can be complained about for half a year (EU DSA, article 20); then the reporter's address is emptied, too.
COMPLAINTS_OPEN = timedelta(days=184)
# How long somebody whose reports were mostly without ground is not read.
PAUSE = timedelta(days=30)
WARN_AFTER, PAUSE_AFTER = 3, 5
# Each report without an account is a letter to an address that nobody has shown to be theirs: so many within a day.
DAY = timedelta(days=1)
MOST_RECEIPTS = 10


def step_after(upheld: int) -> Step:
    """What follows from so many counterfeits of one seller, the newest among them, within MEMORY."""
    if upheld <= 1:
        return Step.WARNING
    return Step.SENIOR_TOLD if upheld == 2 else Step.SUSPENSION_PROPOSED


def standing_of(*, decided: int, unfounded: int) -> Standing:
    """How a reporter stands, of whose reports within MEMORY so many were decided and so many had plainly no ground."""
    if unfounded < WARN_AFTER or unfounded * 2 <= decided:
        return Standing.GOOD
    return Standing.PAUSED if unfounded >= PAUSE_AFTER else Standing.WARNED


def may_report(*, standing: Standing, last_unfounded_at: datetime | None, now: datetime) -> Verdict:
    """Whether a reporter is listened to at this moment."""
    if standing == Standing.PAUSED and last_unfounded_at is not None and now < last_unfounded_at + PAUSE:
        return Verdict(
            False,
            _("Most of your reports had no ground. We read yours again from %(day)s.")
            % {"day": (last_unfounded_at + PAUSE).date().isoformat()},
        )
    return Verdict(True)


def may_send_receipt(*, made: int) -> Verdict:
    """Whether an address from which so many reports came within a day gets one more letter from us."""
    if made >= MOST_RECEIPTS:
        return Verdict(False, _("So many reports came from this address today that we take no more until tomorrow."))
    return Verdict(True)


def may_handle(*, is_moderator: bool, works_there: bool, is_reporter: bool) -> Verdict:
    """Whether somebody may take a report up: moderators, and nobody in a matter of their own."""
    if not is_moderator:
        return Verdict(False, _("Only moderators decide about reports."))
    if works_there or is_reporter:
        return Verdict(False, _("Nobody decides in a matter of their own. Leave it to another moderator."))
    return Verdict(True)


def may_answer_complaint(*, decided_it: bool) -> Verdict:
    """Whether a moderator may answer a complaint about a decision."""
    if decided_it:
        return Verdict(False, _("Somebody else answers the complaint: you made the decision."))
    return Verdict(True)


def may_complain(*, status: str, decided_at: datetime | None, complained: bool, now: datetime) -> Verdict:
    """Whether a seller may still complain about a decision."""
    if status != ReportStatus.UPHELD or decided_at is None:
        return Verdict(False, _("There is no decision to complain about."))
    if complained:
        return Verdict(False, _("You have complained already."))
    if now >= decided_at + COMPLAINTS_OPEN:
        return Verdict(False, _("Six months have passed; the decision stands."))
    return Verdict(True)


def may_take_over(*, claimed_at: datetime | None, now: datetime) -> bool:
    """Whether a report that somebody else took up is free again."""
    return claimed_at is None or now >= claimed_at + CLAIM_HOLDS
