"""Numbers that somebody else sells under, or that are blocked."""

from __future__ import annotations

from sellers.vetting.checks.registry import Found, check
from sellers.vetting.models import BlockedNumber, Credential
from sellers.vetting.numbers import digest_of
from sellers.vetting.states import CheckOutcome, CredentialKind, CredentialStatus

NUMBERS = frozenset(CredentialKind.values)


@check("same_number", version=1, kinds=NUMBERS)
def nobody_else_has_it(credential: Credential) -> Found | None:
    """Somebody else has claimed the same number, and did not take it back."""
    if not credential.subject_digest:
        return None
    others = Credential.objects.filter(subject_digest=credential.subject_digest).exclude(
        application__applicant=credential.application.applicant_id
    )
    if others.exclude(status=CredentialStatus.WITHDRAWN).exists():
        return Found(CheckOutcome.SUSPICIOUS, {"because": "elsewhere"})
    return Found(CheckOutcome.PASSED)


@check("blocklist", version=1, kinds=NUMBERS)
def it_is_not_blocked(credential: Credential) -> Found | None:
    """A number with which nobody is to sell here."""
    if not credential.subject_digest:
        return None
    kind = credential.requirement.credential
    # Registers leave the country before a number away, people write it.
    with_country = digest_of(kind, credential.application.country + credential.subject)
    if BlockedNumber.objects.filter(kind=kind, digest__in=[credential.subject_digest, with_country]).exists():
        return Found(CheckOutcome.FAILED, {"because": "blocked"})
    return Found(CheckOutcome.PASSED)
