"""Numbers of bank accounts: an IBAN is checked by its digits, any other only by its form."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from stdnum import exceptions, iban

from core.errors import DomainError

_LOOKS_LIKE_IBAN = re.compile(r"[A-Z]{2}\d{2}[A-Z0-9]+")
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


def read_account(text: str) -> BankAccount:
    """Raises WrongAccount."""
    number = re.sub(r"[\s.\-/]", "", text).upper()
    if _LOOKS_LIKE_IBAN.fullmatch(number):
        try:
            return BankAccount(iban.validate(number), is_iban=True)
        except exceptions.InvalidChecksum:
            raise WrongAccount(
                _("The check digits of this IBAN do not fit: it is mistyped."), field="account"
            ) from None
        except exceptions.ValidationError:
            raise WrongAccount(_("This looks like an IBAN, and is none of a known country."), field="account") from None
    if not _LOCAL.fullmatch(number) or sum(letter.isdigit() for letter in number) < 5:
        raise WrongAccount(_("An account number has 5 to 34 letters and digits."), field="account")
    return BankAccount(number, is_iban=False)
