"""Reading "1.234,50 €" as a price and "1,200" as a number of units."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext as _

from catalog.services.prices import WrongPrice
from catalog.services.stock import MOST_UNITS
from core.money import Money

# The thousands of "1,234.50" and "1 234,50", and whatever sign stands before.
_SIGNS = re.compile(r"[^\d.,-]")


def read_price(text: str, currency: str) -> Money:
    """The price in a cell: "1,234.50", "1.234,50 €", "879.99". Raises NotAnAmount, WrongPrice."""
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
    return Money.parse(digits, currency)


def read_stock(text: str) -> int:
    """The number of units in a cell; nothing, nonsense and less than nothing count as none."""
    try:
        units = Decimal(text.replace(",", "").strip() or "0")
    except InvalidOperation:
        return 0
    return min(max(int(units), 0), MOST_UNITS) if units.is_finite() else 0
