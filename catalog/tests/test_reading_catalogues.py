"""Reading catalogues: whole files that are none, and what stands in single cells."""

from __future__ import annotations

from decimal import Decimal

import pytest

from catalog.importing import Unreadable, read_products, read_rows
from catalog.importing.amounts import read_price, read_stock
from catalog.importing.measures import read_measure
from catalog.importing.products import text_of_html
from core.errors import DomainError


@pytest.mark.parametrize("content", [b"", b"\n\n", b"just one column\nx\n", b"\x00\x01\x02"])
def test_what_is_no_table_is_refused_as_a_whole(content: bytes) -> None:
    with pytest.raises(Unreadable):
        read_rows(content)


@pytest.mark.parametrize("content", [b"{", b"[{]", b'{"a": 1}', b"[" * 100_000])
def test_what_is_no_list_of_products_is_refused_as_a_whole(content: bytes) -> None:
    with pytest.raises(Unreadable):
        read_rows(content)


@pytest.mark.parametrize(
    ("text", "unit", "number"),
    [
        ("1.5L", "ml", "1500"),
        ("2 Years", "months", "24"),
        ("60 minutes", "min", "60"),
        ("Up to 25m²", "m²", "25"),
        ("1400W", "W", "1400"),
        ("30dB", "dB", "30"),
        ("19.8 lb", "g", "8981.129"),
        ("13.8 in", "mm", "350.52"),
        ("12", "g", "12"),
        ("0,5 l", "ml", "500"),
        ("220-240V", "V", None),
        ("5V USB-C", "W", None),
        ("two", "g", None),
        ("3 kg", "ml", None),
        ("1 x 2", "mm", None),
        ("", "mm", None),
    ],
)
def test_measures_are_read_in_the_unit_that_is_asked_for(text: str, unit: str, number: str | None) -> None:
    assert read_measure(text, unit) == (None if number is None else Decimal(number))


@pytest.mark.parametrize(
    ("text", "amount"),
    [("12.50", 1250), ("12,50", 1250), ("1,234.50", 123450), ("1.234,50 €", 123450), ("$ 9", 900), ("1,000", 100000)],
)
def test_prices_are_read_as_people_write_them(text: str, amount: int) -> None:
    assert read_price(text, "EUR").amount == amount


@pytest.mark.parametrize(
    ("text", "currency", "amount"),
    [
        ("Rp 145.000", "IDR", 14_500_000),
        ("1.250.000", "IDR", 125_000_000),
        ("90.000 ₫", "VND", 90_000),
        ("980.00", "JPY", 980),
        ("1.234.567", "EUR", 123_456_700),
    ],
)
def test_points_stand_between_thousands_where_they_can_mean_nothing_else(text: str, currency: str, amount: int) -> None:
    assert read_price(text, currency).amount == amount


@pytest.mark.parametrize(("text", "currency"), [("1.500", "EUR"), ("19.900", "USD"), ("1.50.000", "IDR")])
def test_what_may_be_thousands_or_decimals_is_not_guessed(text: str, currency: str) -> None:
    with pytest.raises(DomainError):
        read_price(text, currency)


@pytest.mark.parametrize(
    ("text", "units"), [("12", 12), ("12.0", 12), ("1,200", 1200), ("-3", 0), ("x", 0), ("", 0), ("NaN", 0)]
)
def test_stock_is_a_number_or_nothing(text: str, units: int) -> None:
    assert read_stock(text) == units


def test_markup_becomes_words() -> None:
    assert text_of_html("<div>A<br>B</div><style>c{}</style><p>1 &lt; 2</p>") == "A\nB\n\n1 < 2"
    assert text_of_html("<p>5 < 6 and <b>broken") == "5 < 6 and broken"


def test_fifty_thousand_rows_are_read_in_seconds() -> None:
    lines = "".join(f"bowl-{number},Bowl,20,tableware\n" for number in range(50_000))

    products = read_products(read_rows(f"slug,name,price,category\n{lines}".encode()))

    assert len(products) == 50_000
