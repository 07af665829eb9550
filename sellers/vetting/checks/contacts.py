"""Whether an address or a phone is theirs: only a code that came back shows it."""

from __future__ import annotations

from allauth.account.models import EmailAddress

from core.text_messages import can_send
from sellers.vetting.checks.registry import Found, check
from sellers.vetting.models import ContactCode, Credential
from sellers.vetting.states import CheckOutcome, CredentialKind, Method


@check("code", version=1, kinds=frozenset({CredentialKind.EMAIL, CredentialKind.PHONE}))
def code_came_back(credential: Credential) -> Found | None:
    """The code that we sent was typed, or the account's own address was confirmed so before. Until then: nothing."""
    if ContactCode.objects.filter(credential=credential, confirmed_at__isnull=False).exists():
        return Found(CheckOutcome.PASSED, {"how": "code"}, Method.CODE)
    if credential.requirement.credential == CredentialKind.EMAIL:
        own = EmailAddress.objects.filter(user=credential.claimed_by, verified=True, email__iexact=credential.subject)
        return Found(CheckOutcome.PASSED, {"how": "account"}, Method.CODE) if own.exists() else None
    return None if can_send() else Found(CheckOutcome.COULD_NOT, {"because": "no_sender"})
