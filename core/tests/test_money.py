from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.money import CurrencyMismatch, Money, NotAnAmount, exponent, total


@pytest.mark.parametrize(
    ("text", "currency", "amount"),
    [
        ("12.50", "EUR", 1250),
        (" 7 ", "USD", 700),
        ("145000", "IDR", 14_500_000),
        ("980", "JPY", 980),
        ("980.00", "JPY", 980),
        ("1.234", "KWD", 1234),
    ],
)
def test_text_is_read_in_the_currencys_own_minor_units(text: str, currency: str, amount: int) -> None:
    assert Money.parse(text, currency) == Money(amount, currency)


@pytest.mark.parametrize(
    "text", ["", "abc", "12.345", "NaN", "Infinity", "1e400", "12,50", "--1", "1e3", "1_000", "１２", ".5", "9" * 99]
)
def test_what_is_no_amount_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(NotAnAmount) as refusal:
        Money.parse(text, "EUR")

    assert refusal.value.message


@pytest.mark.parametrize(("text", "currency"), [("150.000", "IDR"), ("1.500", "EUR"), ("90.000", "VND")])
def test_thousands_behind_a_point_are_refused_and_not_read_as_a_thousandth(text: str, currency: str) -> None:
    with pytest.raises(NotAnAmount):
        Money.parse(text, currency)


def test_two_currencies_are_never_mixed() -> None:
    with pytest.raises(CurrencyMismatch):
        Money(1, "EUR") + Money(1, "USD")
    with pytest.raises(CurrencyMismatch):
        assert Money(1, "EUR") < Money(1, "USD")


@given(st.integers(-(10**15), 10**15), st.sampled_from(["EUR", "JPY", "KWD", "IDR", "CLF"]))
def test_the_decimal_form_is_exact_both_ways(amount: int, currency: str) -> None:
    assert Money.from_decimal(Money(amount, currency).decimal, currency) == Money(amount, currency)


@given(st.lists(st.integers(-(10**12), 10**12)))
def test_a_total_is_the_sum_of_its_parts(amounts: list[int]) -> None:
    assert total([Money(amount, "EUR") for amount in amounts], "EUR").amount == sum(amounts)


def test_iso_says_how_many_decimals_are_stored() -> None:
    assert [exponent(code) for code in ("EUR", "IDR", "JPY", "BHD", "CLF")] == [2, 2, 0, 3, 4]
    assert Money(14_500_000, "IDR").decimal == Decimal(145_000)
