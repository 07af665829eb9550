"""What time does to credentials: warnings before the end, and the end."""

from __future__ import annotations

from django.db import transaction

from core import clock
from core.errors import ImpossibleMove
from core.events import announce
from core.timers import sweep
from sellers.vetting.events import CredentialEndsSoon, CredentialExpired
from sellers.vetting.models import Credential
from sellers.vetting.rules import next_warning
from sellers.vetting.services.ends import work_out_ends_with
from sellers.vetting.states import HELD, CredentialStatus


def warn_of_ends() -> int:
    """Warn of every credential that ends soon and that nothing renews; returns how many warnings were given."""
    return sweep(Credential.objects.to_warn_of(now=clock.now()), warn)


@transaction.atomic
def warn(credential: Credential) -> Credential:
    """
    Give the warning that is due, each once. Raises ImpossibleMove when none is, or another worker was quicker.
    """
    until = credential.valid_until
    days = (
        next_warning(now=clock.now(), valid_until=until, warned_days=credential.warned_days)
        if until is not None
        else None
    )
    if days is None:
        raise ImpossibleMove(status=str(credential.status))
    if credential.status == CredentialStatus.VERIFIED:
        credential.move_to(CredentialStatus.EXPIRING, warned_days=days)
    else:
        # No move: it is expiring already. What was read is part of the condition all the same.
        read = Credential.objects.filter(pk=credential.pk, status=credential.status, warned_days=credential.warned_days)
        if not read.update(warned_days=days):
            raise ImpossibleMove(status=str(credential.status))
        credential.warned_days = days
    announce(CredentialEndsSoon(credential_id=credential.pk, days=days))
    return credential


def expire_credentials() -> int:
    """
    Say of every credential whose time has passed that it is expired; returns how many.

    Nothing waits for this: what needs them went off sale at that very moment.
    """
    return sweep(Credential.objects.ended(), expire)


@transaction.atomic
def expire(credential: Credential) -> Credential:
    """Raises ImpossibleMove unless it was held and its time has passed."""
    if credential.status not in HELD or credential.valid_until is None or credential.valid_until > clock.now():
        raise ImpossibleMove(status=str(credential.status))
    credential.move_to(CredentialStatus.EXPIRED, ended_at=credential.valid_until)
    work_out_ends_with(credential)
    announce(CredentialExpired(credential_id=credential.pk))
    return credential
