"""
What software can say about a claim, at once. Each check stores what it found, with its version; none is a decision,
except where a requirement leaves it to software alone.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from sellers.registration import scheme_of
from sellers.states import NumberCheck
from sellers.vetting.models import Credential
from sellers.vetting.states import CheckOutcome, CredentialKind, Method


@dataclass(frozen=True)
class Found:
    """What a check says: an outcome, and facts for its sentence. No personal data stands in them."""

    outcome: CheckOutcome
    facts: Mapping[str, object] = field(default_factory=dict)
    # By which method the credential would be verified, if this were enough.
    method: Method | None = None


@dataclass(frozen=True)
class Check:
    """One check: to which kinds of credential it applies, and how it looks. None as its answer: nothing to say."""

    code: str
    version: int
    kinds: frozenset[str]
    look: Callable[[Credential], Found | None]


CHECKS: list[Check] = []


def check(code: str, *, version: int, kinds: frozenset[str]) -> Callable[..., Callable[[Credential], Found | None]]:
    """Register a check under its code."""

    def register(look: Callable[[Credential], Found | None]) -> Callable[[Credential], Found | None]:
        CHECKS.append(Check(code, version, kinds, look))
        return look

    return register


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
