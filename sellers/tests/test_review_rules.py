"""What is looked at first, how long it may take, who is drawn: decided without a database."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from sellers.reviewing.rules import (
    answer_due,
    glow_of,
    is_drawn,
    may_claim,
    may_waive,
    percentile,
    turn_of,
    working_time_left,
)
from sellers.reviewing.states import Glow, Pressing

# A Monday.
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
DAY, HOUR = timedelta(days=1), timedelta(hours=1)


@pytest.mark.parametrize(
    ("since", "due"),
    [
        (NOW, NOW + 3 * DAY),
        # Wednesday: Thursday, Friday, Monday.
        (NOW + 2 * DAY, NOW + 7 * DAY),
        (NOW + 4 * DAY, NOW + 9 * DAY),
        # At the weekend: as if it had come on Monday at midnight.
        (NOW + 5 * DAY, datetime(2026, 12, 3, tzinfo=UTC)),
        (NOW + 6 * DAY, datetime(2026, 12, 3, tzinfo=UTC)),
    ],
)
def test_three_working_days(since: datetime, due: datetime) -> None:
    assert answer_due(since) == due


def test_what_comes_later_is_never_due_earlier() -> None:
    dues = [answer_due(NOW + hours * HOUR) for hours in range(24 * 14)]

    assert dues == sorted(dues)


@pytest.mark.parametrize(
    ("now", "left", "glow"),
    [
        (NOW, 3 * DAY, Glow.FINE),
        (NOW + 2 * DAY, DAY, Glow.SOON),
        (NOW + 3 * DAY - HOUR, HOUR, Glow.SOON),
        (NOW + 3 * DAY, timedelta(), Glow.LATE),
        (NOW + 5 * DAY, -2 * DAY, Glow.LATE),
    ],
)
def test_the_clock(now: datetime, left: timedelta, glow: Glow) -> None:
    due = NOW + 3 * DAY

    assert (working_time_left(now=now, due_at=due), glow_of(now=now, due_at=due)) == (left, glow)


def test_a_weekend_in_between_is_no_time_left() -> None:
    friday = NOW + 4 * DAY

    assert working_time_left(now=friday, due_at=answer_due(friday)) == 3 * DAY
    assert working_time_left(now=friday + DAY, due_at=answer_due(friday)) == 2 * DAY + 9 * HOUR


def test_what_presses_comes_forward_and_adds_up() -> None:
    plain = turn_of(since=NOW, pressing=[])
    risky = turn_of(since=NOW, pressing=[Pressing.HIGH_RISK])
    both = turn_of(since=NOW, pressing=["unknown", Pressing.CHECK_WARNS, Pressing.HIGH_RISK])

    assert plain.urgent_at - risky.urgent_at == 12 * HOUR
    assert plain.urgent_at - both.urgent_at == 18 * HOUR
    assert plain.due_at == both.due_at
    assert both.pressing == [Pressing.HIGH_RISK, Pressing.CHECK_WARNS]


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"is_reviewer": False}, "Only reviewers"),
        ({"is_own": True}, "Nobody decides about their own"),
        ({"holder": "Rita"}, "Rita has taken this up"),
        ({"holder": "Rita", "take_over": True}, ""),
        ({}, ""),
    ],
)
def test_who_may_take_up(facts: dict[str, object], words: str) -> None:
    given: dict[str, object] = {"is_reviewer": True, "is_own": False, "holder": "", "take_over": False}
    verdict = may_claim(**(given | facts))  # type: ignore[arg-type]

    assert bool(verdict) is (not words)
    assert words in str(verdict.reason)


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({}, ""),
        ({"until": NOW + 365 * DAY}, ""),
        ({"until": NOW + 367 * DAY}, "a year at most"),
        ({"until": NOW}, "still to come"),
        ({"is_needed": False}, "not asked of them"),
        ({"is_waiting": True}, "decide about that first"),
        ({"is_held": True}, "hold it already"),
    ],
)
def test_what_can_be_waived(facts: dict[str, object], words: str) -> None:
    given: dict[str, object] = {
        "is_needed": True,
        "is_waiting": False,
        "is_held": False,
        "now": NOW,
        "until": NOW + DAY,
    }
    verdict = may_waive(**(given | facts))  # type: ignore[arg-type]

    assert bool(verdict) is (not words)
    assert words in str(verdict.reason)


def test_the_lot_falls_on_one_in_a_hundred_a_month_and_is_the_same_each_time() -> None:
    days = [date(2026, 11, 1) + day * DAY for day in range(30)]
    drawn = [(day, seller) for day in days for seller in range(2_000) if is_drawn(day=day, seller=seller, seed="s")]

    assert 10 <= len(drawn) <= 35
    assert all(is_drawn(day=day, seller=seller, seed="s") for day, seller in drawn)
    assert [each for each in drawn if is_drawn(day=each[0], seller=each[1], seed="other")] != drawn


@pytest.mark.parametrize(
    ("values", "half", "slow"),
    [([], None, None), ([5], 5, 5), ([3, 1, 2], 2, 3), (list(range(1, 101)), 50, 95), ([1, 1, 1, 100], 1, 100)],
)
def test_percentiles(values: list[float], half: float | None, slow: float | None) -> None:
    assert (percentile(values, 0.5), percentile(values, 0.95)) == (half, slow)
