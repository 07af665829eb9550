"""Second factors for tests: an app whose codes we can compute, and sessions that have shown it."""

from __future__ import annotations

from typing import Any

from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.contrib.auth.signals import user_logged_in
from django.core.cache import cache
from django.dispatch import receiver
from django.http import HttpRequest

from accounts.models import User
from core import clock

# Base32 of twenty bytes, as every app takes it.
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def with_second_factor(user: User) -> User:
    """The same person, whose app shows codes for SECRET."""
    TOTP.activate(user, SECRET)
    return user


def code_now() -> str:
    """What the app shows. A code is good once; tests need not wait for the next one."""
    cache.clear()
    return format_hotp_value(hotp_value(SECRET, next(yield_hotp_counters_from_time())))


def recovery_codes_of(user: User) -> list[str]:
    return list(RecoveryCodes.activate(user).get_unused_codes())


@receiver(user_logged_in, dispatch_uid="accounts.tests.sign_in_with_what_one_has")
def sign_in_with_what_one_has(sender: object, request: HttpRequest, user: User, **_given: Any) -> None:
    """
    `force_login` walks past every question: whoever has a second factor counts as having shown it there.

    A real sign-in has asked for it before this signal is sent, so it learns nothing new.
    """
    factor = Authenticator.objects.filter(user=user).exclude(type=Authenticator.Type.RECOVERY_CODES).first()
    if factor is not None:
        record_authentication(request, user, "mfa", id=factor.pk, type=factor.type)
        # allauth asks the machine for the time; a test may have set ours.
        request.session[AUTHENTICATION_METHODS_SESSION_KEY][-1]["at"] = clock.now().timestamp()
