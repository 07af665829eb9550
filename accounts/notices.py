"""
Telling somebody that what opens their account has changed.

The mail says from where and with which browser; facts are kept for ever, so the fact, and the inbox that is told of it,
name only the change.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation

from accounts.events import SecurityChanged
from accounts.models import User
from core import clock
from core.events import announce
from core.mail import queue_mail
from core.numbers import new_token


@dataclass(frozen=True)
class Seen:
    """From where something was done, and with what; empty where nobody sat at a browser."""

    ip: str = ""
    browser: str = ""


@transaction.atomic
def tell_of_change(
    user: User,
    change: str,
    *,
    seen: Seen,
    words: Mapping[str, object] | None = None,
    email: str = "",
    because: str = "",
) -> None:
    """
    Announce the change, and mail it to its person: to `email`, or else to their address.

    `change` names the template in mail/accounts/ and the notice in the inbox; `words` are what only the mail says.
    """
    announce(SecurityChanged(user_id=user.pk, change=change, because=because), actor=user)
    to = email or EmailAddress.objects.get_primary_email(user) or user.email
    queue_mail(
        key=f"accounts.{change}:{new_token()}",
        to=to,
        template=f"accounts/{change}",
        context={
            **links(user.language),
            "email": to,
            "changed_at": clock.now(),
            "ip": seen.ip,
            "browser": seen.browser[:200],
            "because": because,
            **(words or {}),
        },
        language=user.language,
        time_zone=user.time_zone,
    )


def links(language: str) -> dict[str, str]:
    """The addresses that mails about accounts lead to. They start with the configured site, never a request's host."""
    with translation.override(language):
        return {
            "signup_url": settings.SITE_URL + reverse("account_signup"),
            "login_url": settings.SITE_URL + reverse("account_login"),
            "password_reset_url": settings.SITE_URL + reverse("account_reset_password"),
        }
