"""
The demo's own staff and owners of shops sign in with a second factor, whose codes anybody may read: a page shows what
their phones would.

Only accounts that the demo's seed made have theirs shown, and the page exists in demo mode only.
"""

from __future__ import annotations

import time
from dataclasses import dataclass

from allauth.mfa import app_settings
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from allauth.mfa.utils import decrypt

from accounts.models import User

MARK = "is_of_the_demo"


@dataclass(frozen=True)
class Code:
    """One person's code, and for how many seconds it is good."""

    person: User
    code: str
    seconds: int


def give_demo_factor(user: User) -> None:
    """Set up codes by app for somebody of the demo, in the open."""
    factor = TOTP.activate(user, generate_totp_secret()).instance
    factor.data[MARK] = True
    factor.save(update_fields=["data"])


def codes() -> list[Code]:
    now, period = int(time.time()), app_settings.TOTP_PERIOD
    factors = Authenticator.objects.filter(
        type=Authenticator.Type.TOTP, user__is_active=True, **{f"data__{MARK}": True}
    )
    return [
        Code(
            factor.user,
            format_hotp_value(hotp_value(decrypt(factor.data["secret"]), now // period)),
            period - now % period,
        )
        for factor in factors.select_related("user").order_by("user__email")
    ]
