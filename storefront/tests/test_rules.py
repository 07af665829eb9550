"""The lowest price of 30 days, and what the page of a thing that is not on sale says."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from storefront import rules

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)


def days_ago(days: float) -> datetime:
    return NOW - timedelta(days=days)


@pytest.mark.parametrize(
    ("changes", "lowest"),
    [
        ([], None),
        ([(0, 500)], 500),
        ([(90, 500)], 500),
        ([(90, 400), (10, 500)], 400),
        ([(90, 300), (60, 400), (10, 500)], 400),
        ([(90, 400), (20, 250), (10, 500)], 250),
        ([(31, 400), (30, 500)], 500),
        ([(29.9, 400), (1, 500)], 400),
        ([(10, 500), (90, 400)], 400),
        ([(90, 400), (-1, 100)], 400),
    ],
)
def test_the_lowest_price_is_the_lowest_that_held_in_the_last_30_days(
    changes: list[tuple[float, int]], lowest: int | None
) -> None:
    assert rules.lowest_price([(days_ago(days), amount) for days, amount in changes], now=NOW) == lowest


@pytest.mark.parametrize(
    ("listing", "shop", "seller", "is_trading", "words"),
    [
        ("retracted", "open", "approved", True, "took it down"),
        ("retracted", "closed", "suspended", False, "took it down"),
        ("published", "closed", "approved", False, "closed for good"),
        ("published", "open", "suspended", False, "may not sell"),
        ("published", "away", "approved", False, "taking a break"),
        ("published", "open", "approved", False, "does not hold"),
        ("paused", "open", "approved", True, "not offering it"),
        ("paused", "away", "approved", False, "taking a break"),
    ],
)
def test_what_is_not_on_sale_says_why(listing: str, shop: str, seller: str, is_trading: bool, words: str) -> None:
    verdict = rules.may_be_shown(listing=listing, shop=shop, seller=seller, is_on_sale=False, is_trading=is_trading)

    assert not verdict
    assert words in str(verdict.reason)


def test_what_is_on_sale_is_shown() -> None:
    assert rules.may_be_shown(listing="published", shop="open", seller="approved", is_on_sale=True, is_trading=True)
