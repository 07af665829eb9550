"""Decisions as tables of cases."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.money import Money
from orders import rules
from orders.rules import DateRange
from orders.states import OrderStatus, PurchaseStatus, WhatNow
from sellers.models import ShopRole

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("quantity", "available", "allowed", "because"),
    [
        (1, 1, True, ""),
        (99, 100, True, ""),
        (0, 5, False, "at least one"),
        (-5, 5, False, "at least one"),
        (100, 500, False, "At most 99"),
        (1, 0, False, "sold out"),
        (2, 1, False, "Only 1 is left"),
        (9, 8, False, "Only 8 are left"),
    ],
)
def test_what_may_be_taken(quantity: int, available: int, allowed: bool, because: str) -> None:
    verdict = rules.may_take(quantity=quantity, available=available)

    assert verdict.allowed is allowed
    assert because in str(verdict.reason)


@given(st.integers(), st.integers(min_value=0))
def test_nothing_impossible_is_ever_taken(quantity: int, available: int) -> None:
    if rules.may_take(quantity=quantity, available=available):
        assert 1 <= quantity <= min(99, available)


def test_who_works_there_does_not_buy_there() -> None:
    assert rules.may_buy_from(works_there=False)
    assert not rules.may_buy_from(works_there=True)


def test_a_guest_does_not_learn_where_the_owner_of_an_address_works() -> None:
    told = rules.may_buy_from(works_there=True, is_guest=True)

    assert not told
    assert "work" not in str(told.reason)


@pytest.mark.parametrize(
    ("handling", "least", "most", "expected"),
    [
        (0, 0, 1, DateRange(date(2026, 11, 21), date(2026, 11, 22))),
        (2, 3, 6, DateRange(date(2026, 11, 26), date(2026, 11, 29))),
        (30, 60, 120, DateRange(date(2027, 2, 19), date(2027, 4, 20))),
    ],
)
def test_delivery_dates_are_calendar_days(handling: int, least: int, most: int, expected: DateRange) -> None:
    dates = rules.delivery_dates(on=date(2026, 11, 21), handling_days=handling, min_days=least, max_days=most)

    assert dates == expected


@pytest.mark.parametrize(("window", "days"), [(0, 3), (3, 3), (7, 7), (14, 14), (365, 14)])
def test_the_inspection_window_stays_within_its_ends(window: int, days: int) -> None:
    assert rules.inspection_days(return_window_days=window) == days


@given(st.integers(min_value=0, max_value=10**15), st.integers(min_value=0, max_value=10_000))
def test_commission_and_share_make_the_whole(amount: int, basis_points: int) -> None:
    commission = rules.commission(Money(amount, "EUR"), basis_points=basis_points)

    assert 0 <= commission.amount <= amount
    assert abs(commission.amount - amount * basis_points / 10_000) <= max(1, amount * 1e-12)


@pytest.mark.parametrize(
    ("status", "due_in", "allowed"),
    [
        (PurchaseStatus.AWAITING_PAYMENT, timedelta(minutes=1), True),
        (PurchaseStatus.AWAITING_PAYMENT, timedelta(0), False),
        (PurchaseStatus.PAID, timedelta(minutes=1), False),
        (PurchaseStatus.CANCELLED, timedelta(minutes=1), False),
    ],
)
def test_when_a_purchase_may_be_paid(status: str, due_in: timedelta, allowed: bool) -> None:
    assert bool(rules.may_pay(status=status, due_at=NOW + due_in, now=NOW)) is allowed


@pytest.mark.parametrize(
    ("is_processing", "ended", "keeps"),
    [
        (False, timedelta(0), False),
        (True, timedelta(0), True),
        (True, timedelta(minutes=59), True),
        (True, timedelta(minutes=60), False),
    ],
)
def test_how_long_a_reservation_waits_for_machines(is_processing: bool, ended: timedelta, keeps: bool) -> None:
    assert rules.keep_reserved(is_processing=is_processing, due_at=NOW - ended, now=NOW) is keeps


@pytest.mark.parametrize(
    ("promised_by", "handed_over", "expected"),
    [
        (date(2026, 11, 28), NOW, date(2026, 12, 5)),
        # Sent after the promised day: the parcel is given its week from then on.
        (date(2026, 11, 10), NOW, date(2026, 11, 28)),
    ],
)
def test_when_silence_counts_as_delivered(promised_by: date, handed_over: datetime, expected: date) -> None:
    ends_at = rules.promise_ends_at(promised_by=promised_by, zone=UTC)

    presumed = rules.presumed_delivered_at(promise_ends_at=ends_at, handed_over_at=handed_over)

    assert presumed.date() == expected


@pytest.mark.parametrize(
    ("status", "release_in", "allowed"),
    [
        (OrderStatus.DELIVERED, timedelta(0), True),
        (OrderStatus.DELIVERED, -DAY, True),
        (OrderStatus.DELIVERED, timedelta(seconds=1), False),
        (OrderStatus.IN_TRANSIT, -DAY, False),
        (OrderStatus.COMPLETED, -DAY, False),
    ],
)
def test_when_money_is_released(status: str, release_in: timedelta, allowed: bool) -> None:
    assert bool(rules.may_release(status=status, release_at=NOW + release_in, now=NOW)) is allowed


def test_nothing_is_released_without_a_window() -> None:
    assert not rules.may_release(status=OrderStatus.DELIVERED, release_at=None, now=NOW)


@pytest.mark.parametrize(
    ("status", "late", "allowed"),
    [
        (OrderStatus.PAID, False, True),
        (OrderStatus.PACKED, False, False),
        (OrderStatus.PACKED, True, True),
        (OrderStatus.HANDED_OVER, True, False),
        (OrderStatus.DELIVERED, True, False),
        (OrderStatus.AWAITING_PAYMENT, False, False),
        (OrderStatus.CANCELLED, False, False),
    ],
)
def test_when_the_shopper_may_cancel(status: str, late: bool, allowed: bool) -> None:
    promised_by = NOW.date() - DAY if late else NOW.date()
    ends_at = rules.promise_ends_at(promised_by=promised_by, zone=UTC)

    assert bool(rules.may_shopper_cancel(status=status, promise_ends_at=ends_at, now=NOW)) is allowed


@pytest.mark.parametrize(
    ("status", "late", "left"),
    [
        (OrderStatus.PAID, False, WhatNow.CANCEL),
        (OrderStatus.PACKED, False, WhatNow.PACKED),
        (OrderStatus.PACKED, True, WhatNow.CANCEL),
        (OrderStatus.HANDED_OVER, True, WhatNow.HELD),
        (OrderStatus.DELIVERED, False, WhatNow.HELD),
        (OrderStatus.COMPLETED, False, WhatNow.RELEASED),
    ],
)
def test_what_is_left_to_who_bought_what_was_taken_down(status: str, late: bool, left: WhatNow) -> None:
    promised_by = NOW.date() - DAY if late else NOW.date()
    ends_at = rules.promise_ends_at(promised_by=promised_by, zone=UTC)

    assert rules.what_now(status=status, promise_ends_at=ends_at, now=NOW) == left


@pytest.mark.parametrize(
    ("place", "now", "late"),
    [
        ("UTC", datetime(2026, 11, 28, 23, 59, tzinfo=UTC), False),
        ("UTC", datetime(2026, 11, 29, 0, 1, tzinfo=UTC), True),
        # It is still the 28th in Los Angeles, and the 29th already in Tokyo.
        ("America/Los_Angeles", datetime(2026, 11, 29, 7, 59, tzinfo=UTC), False),
        ("America/Los_Angeles", datetime(2026, 11, 29, 8, 1, tzinfo=UTC), True),
        ("Asia/Tokyo", datetime(2026, 11, 28, 14, 59, tzinfo=UTC), False),
        ("Asia/Tokyo", datetime(2026, 11, 28, 15, 1, tzinfo=UTC), True),
    ],
)
def test_the_promised_day_ends_where_the_shopper_is(place: str, now: datetime, late: bool) -> None:
    ends_at = rules.promise_ends_at(promised_by=date(2026, 11, 28), zone=ZoneInfo(place))

    assert rules.is_late(status=OrderStatus.PACKED, promise_ends_at=ends_at, now=now) is late
    assert rules.is_on_time(delivered_at=now, promise_ends_at=ends_at) is not late
    assert bool(rules.may_shopper_cancel(status=OrderStatus.PACKED, promise_ends_at=ends_at, now=now)) is late


def test_a_promised_day_may_have_twenty_five_hours() -> None:
    """Summer time ends in Berlin on the night to this Sunday."""
    ends_at = rules.promise_ends_at(promised_by=date(2026, 10, 25), zone=ZoneInfo("Europe/Berlin"))

    assert ends_at == datetime(2026, 10, 25, 22, 59, 59, 999999, tzinfo=UTC)


@pytest.mark.parametrize(
    ("role", "status", "since_release", "sees"),
    [
        (ShopRole.OWNER, OrderStatus.PAID, None, True),
        (ShopRole.MANAGER, OrderStatus.DELIVERED, None, True),
        (ShopRole.FULFILMENT, OrderStatus.COMPLETED, timedelta(days=29), True),
        (ShopRole.FULFILMENT, OrderStatus.COMPLETED, timedelta(days=30), False),
        (ShopRole.OWNER, OrderStatus.CANCELLED, None, False),
        (ShopRole.FINANCE, OrderStatus.PAID, None, False),
        (ShopRole.CATALOGUE, OrderStatus.PAID, None, False),
    ],
)
def test_who_sees_the_address(role: str, status: str, since_release: timedelta | None, sees: bool) -> None:
    released_at = NOW - since_release if since_release is not None else None

    assert bool(rules.may_see_address(status=status, released_at=released_at, now=NOW, role=role)) is sees


@pytest.mark.parametrize("status", OrderStatus)
def test_every_refusal_has_a_reason(status: str) -> None:
    verdicts = [
        rules.may_send(status=status),
        rules.may_accept(status=status),
        rules.may_confirm_arrival(status=status),
        rules.may_shopper_cancel(status=status, promise_ends_at=NOW, now=NOW),
        rules.may_seller_cancel(status=status),
        rules.may_release(status=status, release_at=NOW + DAY, now=NOW),
        rules.may_see_address(status=status, released_at=NOW - 40 * DAY, now=NOW, role=ShopRole.OWNER),
    ]

    assert all(verdict.allowed or str(verdict.reason) for verdict in verdicts)
