"""Numbers of bank accounts: an IBAN is checked by its digits, any other only by its form."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from stdnum import exceptions, iban

from core.errors import DomainError
from sellers.registration import reason_of

_BEGINS_AS_IBAN = re.compile(r"[A-Z]{2}")
_LOCAL = re.compile(r"[A-Z0-9]{5,34}")


class WrongAccount(DomainError):
    """The number is not one of a bank account; the sentence says why."""

    code = "sellers.wrong_account"


@dataclass(frozen=True)
class BankAccount:
    """A number as it is kept: without spaces and dashes."""

    number: str
    is_iban: bool

    @property
    def last_four(self) -> str:
        return self.number[-4:]


def read_account(text: str, *, field: str = "account") -> BankAccount:
    """
    The number as it is kept. What begins with the letters of a country is an IBAN, and held to its check digits.

    Raises WrongAccount, about the `field` that it was typed into.
    """
    number = re.sub(r"[\s.\-/]", "", text).upper()
    if _BEGINS_AS_IBAN.match(number):
        try:
            return BankAccount(iban.validate(number), is_iban=True)
        except exceptions.ValidationError as error:
            raise WrongAccount(reason_of(error) % {"name": "IBAN"}, field=field) from None
    if not _LOCAL.fullmatch(number) or sum(letter.isdigit() for letter in number) < 5:
        raise WrongAccount(_("An account number has 5 to 34 letters and digits."), field=field)
    return BankAccount(number, is_iban=False)
