"""Countries and currencies in which one can sell, named in the reader's language."""

from __future__ import annotations

from functools import lru_cache

from babel import Locale
from babel.numbers import get_currency_name
from django_countries.data import COUNTRIES

from core.formatting import reader_locale

COUNTRY_CODES = frozenset(COUNTRIES)
# Those that payment providers settle in. A shop has exactly one.
CURRENCIES = (
    *("AED", "ARS", "AUD", "BGN", "BRL", "CAD", "CHF", "CLP", "CNY", "COP", "CZK", "DKK", "EGP", "EUR", "GBP"),
    *("HKD", "HUF", "IDR", "ILS", "INR", "ISK", "JPY", "KES", "KRW", "KWD", "MAD", "MXN", "MYR", "NGN", "NOK"),
    *("NZD", "PEN", "PHP", "PLN", "RON", "RSD", "RUB", "SAR", "SEK", "SGD", "THB", "TND", "TRY", "TWD", "UAH"),
    *("USD", "UYU", "VND", "ZAR"),
)


def country_name(code: str) -> str:
    return reader_locale().territories.get(code, code)


def country_choices() -> list[tuple[str, str]]:
    """ISO countries, sorted by their name in the reader's language."""
    return list(_countries_in(reader_locale()))


@lru_cache(maxsize=16)
def _countries_in(locale: Locale) -> tuple[tuple[str, str], ...]:
    named = ((code, str(locale.territories.get(code, code))) for code in COUNTRY_CODES)
    return tuple(sorted(named, key=lambda choice: choice[1]))


def currency_choices() -> list[tuple[str, str]]:
    locale = reader_locale()
    return [(code, f"{code} · {get_currency_name(code, locale=locale)}") for code in CURRENCIES]
