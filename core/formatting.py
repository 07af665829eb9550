"""
One layer between values and what people read: money, numbers, moments, in the reader's language and time zone.

CLDR (Babel) says how a currency looks; ISO says how much of it there is (core.money).
"""

from __future__ import annotations

import re
from datetime import date, datetime
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_datetime, format_timedelta
from babel.numbers import format_compact_decimal, format_currency, format_decimal
from django.utils import timezone, translation

from core import clock
from core.money import Money, exponent

# ISO gives these two decimals; shops and shoppers write whole amounts (CLDR's cash digits, and custom in RU and PH).
WHOLE_IN_DAILY_USE = frozenset({"IDR", "PHP", "RUB"})
# Unicode TR 35, currency spacing: a code or symbol that ends in a letter keeps a distance from the digits.
_LETTER_BESIDE_DIGIT = re.compile(r"(?<=[^\W\d_])(?=\d)|(?<=\d)(?=[^\W\d_])")


@lru_cache(maxsize=64)
def _locale_of(language: str) -> Locale:
    try:
        return Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        return Locale.parse("en")


def reader_locale() -> Locale:
    return _locale_of(translation.get_language() or "en")


def money(value: Money) -> str:
    """ "€12.50", "Rp 145.000": as the reader's language writes it; an amount with small change is never rounded."""
    return _money(value, reader_locale())


# A page of listings shows dozens, and most pages show the same ones: Babel takes longer than the rest of a card.
@lru_cache(maxsize=10_000)
def _money(value: Money, locale: Locale) -> str:
    digits = exponent(value.currency)
    has_change = value.amount % 10**digits != 0
    shown = digits if has_change or value.currency not in WHOLE_IN_DAILY_USE else 0
    written = format_currency(
        value.decimal, value.currency, format=_pattern(locale, shown), locale=locale, currency_digits=False
    )
    return _LETTER_BESIDE_DIGIT.sub("\N{NO-BREAK SPACE}", written)


@lru_cache(maxsize=256)
def _pattern(locale: Locale, digits: int) -> str:
    standard: str = locale.currency_formats["standard"].pattern
    return standard.replace("0.00", f"0.{'0' * digits}" if digits else "0")


def number(value: float, locale: Locale | None = None) -> str:
    """ "12,345"; whoever writes a hundred of them finds out the reader's locale once."""
    return _number(value, locale or reader_locale())


@lru_cache(maxsize=10_000)
def _number(value: float, locale: Locale) -> str:
    return format_decimal(value, locale=locale)


def short_number(value: int) -> str:
    """ "1.2K", for counts whose last digit tells nobody anything."""
    return format_compact_decimal(value, locale=reader_locale(), fraction_digits=1)


def day(value: date | datetime) -> str:
    """ "Sat, 28 Nov 2026": in the reader's zone when it is a moment."""
    if isinstance(value, datetime):
        value = timezone.localtime(value).date()
    return format_date(value, format="EEE, d MMM y", locale=reader_locale())


def short_day(value: date | datetime) -> str:
    """ "28 Nov": the year left out when it is this one."""
    if isinstance(value, datetime):
        value = timezone.localtime(value).date()
    this_year = value.year == timezone.localtime(clock.now()).year
    return format_date(value, format="d MMM" if this_year else "d MMM y", locale=reader_locale())


def moment(value: datetime) -> str:
    """ "28 Nov 2026, 18:40" in the reader's zone."""
    return format_datetime(timezone.localtime(value), format="d MMM y, HH:mm", locale=reader_locale())


def ago(value: datetime) -> str:
    """ "3 days ago"."""
    return format_timedelta(value - clock.now(), add_direction=True, locale=reader_locale())
