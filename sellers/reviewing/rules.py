"""
What is looked at first, how long it may take, and who is looked at again. Pure: facts and a moment in, an answer out.

The order of the queue, in one sentence: what is overdue, then the rest; in both, by the moment until which an answer is
due, moved forward by some hours for each thing that presses. A thing of high risk counts as if it had waited half a day
longer, and nothing waits for ever.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils.translation import gettext_lazy as _

from core.verdict import Verdict
from sellers.reviewing.states import Glow, Pressing
from sellers.rules import DAYS_TO_ANSWER

# Whoever takes something up has it for so long, and again with every look at it.
CLAIM_HOLDS = timedelta(minutes=30)
PRESSES: Mapping[str, timedelta] = {
    Pressing.OFF_SALE: timedelta(hours=48),
    Pressing.REPORTED: timedelta(hours=24),
    Pressing.ENDS_SOON: timedelta(hours=24),
    Pressing.HIGH_RISK: timedelta(hours=12),
    Pressing.CHECK_FAILED: timedelta(hours=12),
    Pressing.CHECK_WARNS: timedelta(hours=6),
    Pressing.ASKED_BEFORE: timedelta(hours=6),
}
SATURDAY = 5
# One seller in a hundred is looked at again each month, nobody twice in half a year.
SHARE_A_MONTH, DAYS_IN_A_MONTH = 0.01, 30
NOT_TWICE_IN = timedelta(days=183)
RANDOM_TAKES, FOLLOW_UP_TAKES = timedelta(days=14), timedelta(days=14)
# So long before its end an approval is looked at again.
YEARLY_BEFORE = timedelta(days=30)
LONGEST_WAIVER = timedelta(days=365)


@dataclass(frozen=True)
class Turn:
    """When something is due, and from when on it is urgent."""

    due_at: datetime
    urgent_at: datetime
    pressing: Sequence[str]


def turn_of(*, since: datetime, pressing: Collection[str], due_at: datetime | None = None) -> Turn:
    """Where something stands in the queue. `due_at` is given where the clock of the service level is not meant."""
    due = due_at or answer_due(since)
    found = [reason for reason in PRESSES if reason in pressing]
    return Turn(due, due - sum((PRESSES[reason] for reason in found), timedelta()), found)


def answer_due(since: datetime) -> datetime:
    """When the working days that we promise are over, in UTC. What comes at a weekend has come on Monday morning."""
    moment, left = since, DAYS_TO_ANSWER
    while _is_weekend(moment):
        moment = datetime.combine(moment.date() + timedelta(days=1), time.min, tzinfo=moment.tzinfo)
    while left:
        moment += timedelta(days=1)
        left -= not _is_weekend(moment)
    return moment


def working_time_left(*, now: datetime, due_at: datetime) -> timedelta:
    """How much time is left without the weekends; negative: over for so long, weekends included."""
    if now >= due_at:
        return due_at - now
    left, day = due_at - now, now.date()
    while day <= due_at.date():
        if day.weekday() >= SATURDAY:
            begins = max(now, datetime.combine(day, time.min, tzinfo=now.tzinfo))
            ends = min(due_at, datetime.combine(day + timedelta(days=1), time.min, tzinfo=now.tzinfo))
            left -= max(timedelta(), ends - begins)
        day += timedelta(days=1)
    return left


def glow_of(*, now: datetime, due_at: datetime) -> Glow:
    """How the clock stands."""
    left = working_time_left(now=now, due_at=due_at)
    if left <= timedelta():
        return Glow.LATE
    return Glow.SOON if left <= timedelta(days=1) else Glow.FINE


def may_claim(*, is_reviewer: bool, is_own: bool, holder: str, take_over: bool) -> Verdict:
    """Whether somebody may take something up; `holder` is the name of whoever has it, "" for nobody else."""
    if not is_reviewer:
        return Verdict(False, _("Only reviewers decide about sellers."))
    if is_own:
        return Verdict(False, _("Nobody decides about their own business. Ask another reviewer."))
    if holder and not take_over:
        return Verdict(False, _("%(name)s has taken this up. Take it over, or choose another.") % {"name": holder})
    return Verdict(True)


def is_drawn(*, day: date, seller: int, seed: str) -> bool:
    """Whether the lot of this day falls on a seller: the same answer each time, for the same seed."""
    digest = hashlib.sha256(f"{seed} {day.isoformat()} {seller}".encode()).digest()
    return int.from_bytes(digest[:8], "big") / 2**64 < SHARE_A_MONTH / DAYS_IN_A_MONTH


def may_waive(*, is_needed: bool, is_waiting: bool, is_held: bool, now: datetime, until: datetime) -> Verdict:
    """Whether a requirement can be waived for somebody until a moment."""
    if not is_needed:
        return Verdict(False, _("This is not asked of them: there is nothing to waive."))
    if is_waiting:
        return Verdict(False, _("They have claimed it: decide about that first."))
    if is_held:
        return Verdict(False, _("They hold it already."))
    if until <= now:
        return Verdict(False, _("Choose a day that is still to come."))
    if until > now + LONGEST_WAIVER + timedelta(days=1):
        return Verdict(False, _("A waiver holds for a year at most."))
    return Verdict(True)


def percentile(values: Sequence[float], share: float) -> float | None:
    """The smallest of the values that at least this share of them does not exceed; None of none."""
    if not values:
        return None
    ordered = sorted(values)
    place = max(0, -(-int(share * 1000) * len(ordered) // 1000) - 1)
    return ordered[min(place, len(ordered) - 1)]


def _is_weekend(moment: datetime) -> bool:
    return moment.weekday() >= SATURDAY
