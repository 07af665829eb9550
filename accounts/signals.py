"""
The one signal that this project listens to: allauth tells only so that an address was confirmed, by whichever way.

It sends the signal within the transaction of the page (see sign_in_urls.py), so the fact stands beside the change.
"""

from __future__ import annotations

from typing import Any

from allauth.account.models import EmailAddress
from allauth.account.signals import email_confirmed
from django.db import transaction
from django.dispatch import receiver

from accounts.events import EmailConfirmed
from core.events import announce


@receiver(email_confirmed, dispatch_uid="accounts.announce_email_confirmed")
def announce_email_confirmed(sender: object, email_address: EmailAddress, **_given: Any) -> None:
    with transaction.atomic():
        user = email_address.user
        announce(EmailConfirmed(user_id=user.pk, address_id=email_address.pk), actor=user)
