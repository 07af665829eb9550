"""What the rules of a number say by themselves: they prove no entry, only that it is no typing mistake."""

from __future__ import annotations

from sellers.registration import scheme_of
from sellers.states import NumberCheck
from sellers.vetting.checks.registry import Found, check
from sellers.vetting.models import Credential
from sellers.vetting.states import CheckOutcome, CredentialKind, Method


@check("number", version=1, kinds=frozenset({CredentialKind.REGISTRATION, CredentialKind.TAX_NUMBER}))
def number_is_well_formed(credential: Credential) -> Found | None:
    """The number follows the rules of its register. Whether the entry exists, this does not say."""
    if not credential.subject:
        return None
    scheme = scheme_of(credential.scheme)
    if scheme is None:
        return Found(CheckOutcome.COULD_NOT, {"because": "unknown_scheme"})
    if scheme.proves(credential.subject) == NumberCheck.VERIFIED_BY_CHECK_DIGIT:
        return Found(CheckOutcome.PASSED, {"scheme": scheme.code}, Method.CHECK_DIGIT)
    return Found(CheckOutcome.FORMAT_OK, {"scheme": scheme.code}, Method.FORMAT)


@check("account", version=1, kinds=frozenset({CredentialKind.BANK_ACCOUNT}))
def account_is_well_formed(credential: Credential) -> Found | None:
    """An IBAN carries check digits; of other accounts nothing can be said from here."""
    if not credential.subject:
        return None
    if credential.scheme == "iban":
        return Found(CheckOutcome.PASSED, {"country": credential.subject[:2]}, Method.CHECK_DIGIT)
    return Found(CheckOutcome.COULD_NOT, {"because": "no_iban"})
