"""Reading "1.234,50 €" as a price and "1,200" as a number of units."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext as _

from catalog.services.prices import WrongPrice
from catalog.services.stock import MOST_UNITS
from core.formatting import WHOLE_IN_DAILY_USE
from core.money import Money, exponent

# The thousands of "1,234.50" and "1 234,50", and whatever sign stands before.
_SIGNS = re.compile(r"[^\d.,-]")
# Points between thousands: "1.234.567", and "145.000" in a currency that nobody writes with decimals.
_POINTED = re.compile(r"\d{1,3}(?:\.\d{3})+")


def read_price(text: str, currency: str) -> Money:
    """The price in a cell: "1,234.50", "1.234,50 €", "879.99", "Rp 145.000". Raises NotAnAmount, WrongPrice."""
    if not text:
        raise WrongPrice(_("It has no price."))
    digits = _SIGNS.sub("", text)
    if not digits:
        raise WrongPrice(_("“%(text)s” is not an amount.") % {"text": text[:40]})
    comma, point = digits.rfind(","), digits.rfind(".")
    if comma > point:
        # What comes last separates the decimals, unless three digits follow and nothing else says so.
        thousands = point < 0 and len(digits) - comma == 4
        digits = digits.replace(",", "") if thousands else digits.replace(".", "").replace(",", ".")
    else:
        digits = digits.replace(",", "")
        if _POINTED.fullmatch(digits) and (digits.count(".") > 1 or _is_whole(currency)):
            digits = digits.replace(".", "")
    return Money.parse(digits, currency)


def read_stock(text: str) -> int:
    """The number of units in a cell; nothing, nonsense and less than nothing count as none."""
    try:
        units = Decimal(text.replace(",", "").strip() or "0")
    except InvalidOperation:
        return 0
    return min(max(int(units), 0), MOST_UNITS) if units.is_finite() else 0


def _is_whole(currency: str) -> bool:
    """Whether prices in it have no decimals, so that a point can only stand between thousands."""
    return currency in WHOLE_IN_DAILY_USE or exponent(currency) == 0
