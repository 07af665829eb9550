from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from reviews.rules import REVIEW_WINDOW, may_review, name_in_public

ARRIVED = datetime(2026, 3, 1, 12, tzinfo=UTC)
FITS: dict[str, Any] = {
    "is_buyer": True,
    "works_for_shop": False,
    "delivered_at": ARRIVED,
    "is_reviewed": False,
    "now": ARRIVED + timedelta(days=3),
}


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        ({}, ""),
        ({"now": ARRIVED}, ""),
        ({"now": ARRIVED + REVIEW_WINDOW}, ""),
        ({"now": ARRIVED + REVIEW_WINDOW + timedelta(seconds=1)}, "100 days"),
        ({"delivered_at": None}, "when it has arrived"),
        ({"now": ARRIVED - timedelta(seconds=1)}, "when it has arrived"),
        ({"is_reviewed": True}, "already"),
        ({"works_for_shop": True}, "work for this shop"),
        ({"is_buyer": False}, "who bought"),
        ({"is_buyer": False, "delivered_at": None, "is_reviewed": True}, "who bought"),
    ],
)
def test_only_who_received_it_reviews_it_once_and_in_time(facts: dict[str, Any], reason: str) -> None:
    verdict = may_review(**FITS | facts)

    assert bool(verdict) is not bool(reason)
    assert reason in str(verdict.reason)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Alice Brown", "Alice B."),
        ("Alice", "Alice"),
        ("Maria da Silva Santos", "Maria S."),
        ("李 小龙", "李 小."),
        ("alice@example.com", "alice"),
        ("", ""),
        ("  ", ""),
    ],
)
def test_a_reviewer_is_named_so_that_friends_know_them_and_strangers_do_not(name: str, shown: str) -> None:
    assert name_in_public(name) == shown
