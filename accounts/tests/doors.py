"""The doors of signing in, as tests knock at them."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.test import Client

from accounts.models import User
from core.models import OutgoingMail

MANAGE = "/accounts/2fa/"
WHY = "/account/second-factor/"
PASSKEY_DOOR = f"{MANAGE}webauthn/login/"

As = Callable[[User], Client]
Mails = Callable[[str], list[OutgoingMail]]


def password_of(user: User) -> str:
    return f"{user.name} opens the door"


def sign_in(client: Client, user: User) -> Any:
    return client.post("/accounts/login/", {"login": user.email, "password": password_of(user)})


def is_signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def challenge(client: Client) -> dict[str, Any]:
    """What the sign-in page asks a passkey for."""
    asked = client.get(PASSKEY_DOOR, headers={"accept": "application/json"}).json()
    found: dict[str, Any] = asked["request_options"]
    return found


def without_token(page: Any) -> str:
    return re.sub(r'(name="csrfmiddlewaretoken" value=")[^"]+', r"\1", page.text)


def code_for(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))


def confirm(user: User) -> None:
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
