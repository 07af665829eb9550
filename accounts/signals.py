"""
The signals that this project listens to: some things allauth tells in no other way.

An address is confirmed within the transaction of its page (see sign_in_urls.py), so the fact stands beside the change.
"""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import record_authentication
from allauth.account.models import EmailAddress
from allauth.account.signals import email_confirmed
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added, authenticator_used
from django.db import transaction
from django.dispatch import receiver
from django.http import HttpRequest

from accounts.events import EmailConfirmed
from accounts.models import User
from accounts.notices import tell_of_change
from accounts.proofs import SECOND_FACTOR
from accounts.second_factor import KINDS
from core.events import announce


@receiver(email_confirmed, dispatch_uid="accounts.announce_email_confirmed")
def announce_email_confirmed(sender: object, email_address: EmailAddress, **_given: Any) -> None:
    with transaction.atomic():
        user = email_address.user
        announce(EmailConfirmed(user_id=user.pk, address_id=email_address.pk), actor=user)


@receiver(authenticator_added, dispatch_uid="accounts.note_that_it_was_shown")
def note_that_it_was_shown(
    sender: object, request: HttpRequest, user: User, authenticator: Authenticator, **_given: Any
) -> None:
    """Whoever has just set a second factor up has shown it: this session need not ask for it again."""
    if authenticator.type in KINDS:
        record_authentication(request, user, SECOND_FACTOR, id=authenticator.pk, type=authenticator.type)


@receiver(authenticator_used, dispatch_uid="accounts.tell_of_recovery_code")
def tell_of_recovery_code(sender: object, user: User, authenticator: Authenticator, **_given: Any) -> None:
    """A recovery code is for emergencies: its person should know that one is gone, and how many are left."""
    if authenticator.type == Authenticator.Type.RECOVERY_CODES:
        # allauth marks the code on a copy of its own.
        authenticator.refresh_from_db()
        left = len(authenticator.wrap().get_unused_codes())
        tell_of_change(user, "recovery_code_used", seen=get_adapter().seen(), words={"left": left})
