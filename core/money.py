"""
Money: whole minor units and an ISO 4217 code, never a float, never two currencies in one sum.

How many digits a currency stores is ISO's answer (EXPONENTS); how many it shows is CLDR's (see core.formatting).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import total_ordering

from django.utils.translation import gettext_lazy as _

from core.errors import DomainError

# ISO 4217, list one: every code that does not have two decimal digits.
EXPONENTS = (
    dict.fromkeys("BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF".split(), 0)
    | dict.fromkeys("BHD IQD JOD KWD LYD OMR TND".split(), 3)
    | dict.fromkeys("CLF UYW".split(), 4)
)
LARGEST = 10**15
_PLAIN = re.compile(r"[+-]?[0-9]{1,40}(\.(?P<decimals>[0-9]{1,40}))?")


class CurrencyMismatch(DomainError):
    """Two currencies were added or compared: a purchase has exactly one."""

    code = "core.currency_mismatch"


class NotAnAmount(DomainError):
    """The text is not an amount of money in this currency."""

    code = "core.not_an_amount"


def exponent(currency: str) -> int:
    """How many decimal digits the currency's minor unit has (ISO 4217)."""
    return EXPONENTS.get(currency, 2)


@total_ordering
@dataclass(frozen=True)
class Money:
    """`amount` minor units of `currency`."""

    amount: int
    currency: str

    @classmethod
    def zero(cls, currency: str) -> Money:
        return cls(0, currency)

    @classmethod
    def parse(cls, text: str, currency: str) -> Money:
        """
        Read "12.50" as money.

        Raises NotAnAmount for anything but plain digits with at most as many decimals as the currency has; two
        zeros are taken in any ("980.00" yen), three never are: most who write "150.000" mean thousands.
        """
        found = _PLAIN.fullmatch(text.strip())
        if found is None:
            raise NotAnAmount(_("“%(text)s” is not an amount.") % {"text": text[:40]})
        digits = exponent(currency)
        if len(found["decimals"] or "") > max(digits, 2):
            raise NotAnAmount(_too_many_decimals(currency))
        return cls.from_decimal(Decimal(found[0]), currency)

    @classmethod
    def from_decimal(cls, value: Decimal, currency: str) -> Money:
        if not value.is_finite():
            raise NotAnAmount(_("This is not an amount."))
        digits = exponent(currency)
        if abs(value) > LARGEST:
            raise NotAnAmount(_("This amount is too large."))
        minor = value.scaleb(digits)
        if minor != minor.to_integral_value():
            raise NotAnAmount(_too_many_decimals(currency))
        return cls(int(minor), currency)

    @property
    def decimal(self) -> Decimal:
        """The amount in major units, exact."""
        return Decimal(self.amount).scaleb(-exponent(self.currency))

    @property
    def is_zero(self) -> bool:
        return self.amount == 0

    def _same(self, other: Money) -> None:
        if self.currency != other.currency:
            raise CurrencyMismatch(
                _("%(one)s and %(other)s cannot be mixed.") % {"one": self.currency, "other": other.currency}
            )

    def __add__(self, other: Money) -> Money:
        self._same(other)
        return Money(self.amount + other.amount, self.currency)

    def __sub__(self, other: Money) -> Money:
        self._same(other)
        return Money(self.amount - other.amount, self.currency)

    def __mul__(self, times: int) -> Money:
        if not isinstance(times, int):
            return NotImplemented
        return Money(self.amount * times, self.currency)

    __rmul__ = __mul__

    def __neg__(self) -> Money:
        return Money(-self.amount, self.currency)

    def __lt__(self, other: Money) -> bool:
        self._same(other)
        return self.amount < other.amount


def _too_many_decimals(currency: str) -> object:
    return _("%(currency)s has at most %(digits)d decimals.") % {"currency": currency, "digits": exponent(currency)}


def total(amounts: list[Money], currency: str) -> Money:
    """The sum of `amounts`, which may be empty: hence the currency."""
    result = Money.zero(currency)
    for amount in amounts:
        result += amount
    return result
