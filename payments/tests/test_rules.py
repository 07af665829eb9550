from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.money import Money
from payments import rules

AMOUNTS = st.integers(0, 10**15)
NOON = datetime(2026, 11, 28, 12, tzinfo=UTC)


@given(amount=AMOUNTS, basis_points=st.integers(0, rules.WHOLE), currency=st.sampled_from(["EUR", "IDR", "JPY", "KWD"]))
def test_commission_and_the_sellers_part_are_the_amount(amount: int, basis_points: int, currency: str) -> None:
    whole = Money(amount, currency)

    split = rules.split_commission(whole, basis_points=basis_points)

    assert split.commission + split.seller == whole
    assert Money.zero(currency) <= split.commission <= whole


@given(amount=AMOUNTS, basis_points=st.integers(0, rules.WHOLE))
def test_commission_is_off_by_half_a_minor_unit_at_most(amount: int, basis_points: int) -> None:
    split = rules.split_commission(Money(amount, "EUR"), basis_points=basis_points)

    assert abs(2 * (split.commission.amount * rules.WHOLE - amount * basis_points)) <= rules.WHOLE


@pytest.mark.parametrize(
    ("amount", "basis_points", "commission"),
    [(0, 1000, 0), (1, 1000, 0), (5, 1000, 1), (100_00, 1000, 10_00), (99, 10_000, 99), (99, 0, 0), (33_33, 750, 2_50)],
)
def test_commission_in_examples(amount: int, basis_points: int, commission: int) -> None:
    split = rules.split_commission(Money(amount, "EUR"), basis_points=basis_points)

    assert split == rules.Split(Money(commission, "EUR"), Money(amount - commission, "EUR"))


@pytest.mark.parametrize(("amount", "basis_points"), [(-1, 100), (100, -1), (100, 10_001)])
def test_commission_of_nonsense_is_a_bug(amount: int, basis_points: int) -> None:
    with pytest.raises(ValueError):
        rules.split_commission(Money(amount, "EUR"), basis_points=basis_points)


@given(amount=AMOUNTS, weights=st.lists(st.integers(0, 10**9), min_size=1, max_size=12))
def test_shares_add_up_to_the_whole(amount: int, weights: list[int]) -> None:
    shares = rules.share_out(Money(amount, "EUR"), weights)

    assert sum(share.amount for share in shares) == amount
    assert len(shares) == len(weights)
    if sum(weights):
        for share, weight in zip(shares, weights, strict=True):
            assert abs(share.amount * sum(weights) - amount * weight) < sum(weights)


def test_units_that_do_not_divide_go_to_the_largest_remainders() -> None:
    assert rules.share_out(Money(100, "EUR"), [1, 1, 1]) == [Money(34, "EUR"), Money(33, "EUR"), Money(33, "EUR")]
    assert rules.share_out(Money(10, "EUR"), [0, 0]) == [Money(10, "EUR"), Money(0, "EUR")]


@pytest.mark.parametrize("weights", [[], [1, -1]])
def test_shares_of_nonsense_are_a_bug(weights: list[int]) -> None:
    with pytest.raises(ValueError):
        rules.share_out(Money(100, "EUR"), weights)


@pytest.mark.parametrize("told", [Money(100_00, "EUR"), None])
def test_an_amount_fits_when_it_is_ours_or_not_told(told: Money | None) -> None:
    assert rules.misfit(Money(100_00, "EUR"), told) == ""


@pytest.mark.parametrize(
    "told", [Money(1_00, "EUR"), Money(100_01, "EUR"), Money(-100_00, "EUR"), Money(100_00, "IDR")]
)
def test_another_amount_or_currency_does_not_fit(told: Money) -> None:
    assert rules.misfit(Money(100_00, "EUR"), told)


@pytest.mark.parametrize(
    ("age", "fresh"),
    [
        (timedelta(0), True),
        (timedelta(minutes=5), True),
        (timedelta(minutes=5, seconds=1), False),
        (-timedelta(minutes=5), True),
        (-timedelta(minutes=5, seconds=1), False),
    ],
)
def test_a_signature_is_fresh_for_five_minutes_either_way(age: timedelta, fresh: bool) -> None:
    assert rules.is_fresh(NOON - age, now=NOON) is fresh


@given(attempts=st.integers(0, 10**6))
def test_waiting_grows_and_ends(attempts: int) -> None:
    for wait in (rules.wait_before_asking, rules.wait_before_retrying):
        assert timedelta(seconds=10) <= wait(attempts) <= wait(attempts + 1) <= timedelta(hours=1)


def test_the_next_look_is_not_later_than_the_end_of_the_time_to_pay() -> None:
    soon = NOON + timedelta(seconds=5)

    assert rules.next_look(now=NOON, attempts=0, pay_until=NOON + timedelta(hours=1)) == NOON + timedelta(seconds=20)
    assert rules.next_look(now=NOON, attempts=0, pay_until=soon) == soon
    assert rules.next_look(now=NOON, attempts=0, pay_until=NOON) == NOON + timedelta(seconds=20)
