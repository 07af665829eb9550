"""The numbers that credentials carry: checked, compact, and found again without being readable."""

from __future__ import annotations

from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from core.errors import DomainError
from sellers.accounts_of_banks import read_account
from sellers.models import Application
from sellers.registration import CheckedNumber, check_number
from sellers.states import NumberCheck
from sellers.vetting.models import Requirement
from sellers.vetting.states import CredentialKind


class NumberMissing(DomainError):
    """This credential is a number, and none was given."""

    code = "sellers.number_missing"

    def __init__(self) -> None:
        super().__init__(_("This is needed."), field="subject")


def compact_subject(requirement: Requirement, subject: str, *, scheme: str, country: str) -> CheckedNumber:
    """
    The number as it is kept, with the scheme that fits and what that says.

    Raises NumberMissing, WrongNumber for a number of a register, NumberNotTaken for one of another register than the
    requirement takes, WrongAccount for an account with a mistake.
    """
    if not subject:
        if requirement.asks_number:
            raise NumberMissing
        return CheckedNumber("", "", NumberCheck.NOT_GIVEN)
    match requirement.credential:
        case CredentialKind.REGISTRATION | CredentialKind.TAX_NUMBER:
            return check_number(subject, country=country, scheme=scheme, among=requirement.schemes)
        case CredentialKind.BANK_ACCOUNT:
            account = read_account(subject, field="subject")
            if account.is_iban:
                return CheckedNumber(account.number, "iban", NumberCheck.VERIFIED_BY_CHECK_DIGIT)
            return CheckedNumber(account.number, "", NumberCheck.UNKNOWN_SCHEME)
        case _other:
            return CheckedNumber(" ".join(subject.split()), "", NumberCheck.UNKNOWN_SCHEME)


def contact_in(application: Application, kind: str) -> str | None:
    """The e-mail address or the phone that an application names; None for what is neither."""
    return {
        CredentialKind.EMAIL: application.contact_email,
        CredentialKind.PHONE: application.contact_phone,
    }.get(CredentialKind(kind))


def is_same(kind: str, one: str, other: str) -> bool:
    """
    Whether two numbers of a kind are one, however they are written. Of e-mail addresses every sign counts: without
    their dots and the place of the @, other people's would be the same.
    """
    if kind == CredentialKind.EMAIL:
        return one.strip().casefold() == other.strip().casefold()
    return digest_of(kind, one) == digest_of(kind, other)


def digest_of(kind: str, subject: str) -> str:
    """What the same number of the same kind always gives, and from which nobody reads it. "" for none."""
    if not subject:
        return ""
    compact = "".join(sign for sign in subject.casefold() if sign.isalnum())
    return salted_hmac(f"sellers.credential.{kind}", compact, algorithm="sha256").hexdigest()
