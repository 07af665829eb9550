"""The signal of allauth that sellers listen to: an owner who changes their address is told of in no other way."""

from __future__ import annotations

from typing import Any

from allauth.account.models import EmailAddress
from allauth.account.signals import email_changed
from django.dispatch import receiver

from accounts.models import User
from sellers import services


@receiver(email_changed, dispatch_uid="sellers.slow_down_for_new_address")
def slow_down_for_new_address(
    sender: object,
    user: User,
    from_email_address: EmailAddress | None,
    to_email_address: EmailAddress,
    **_given: Any,
) -> None:
    if from_email_address is not None and from_email_address.email != to_email_address.email:
        services.owner_changed_email(user, old=from_email_address.email)
