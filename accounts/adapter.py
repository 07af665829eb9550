"""
Where allauth, which owns sign-in and sign-up, meets this project.

Every mail becomes a row that the worker sends, so that a hanging mail server never holds a page; and whoever asks
about an address that has an account meets the same page, after the same work, as whoever asks about one that has not.
"""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from accounts.browsers import is_known, remember
from accounts.events import UserSignedUp
from accounts.models import User
from accounts.notices import Seen, links, tell_of_change
from accounts.requests import SignedInRequest
from accounts.rules import LAST_FACTOR
from accounts.second_factor import may_give_up
from accounts.stepup import is_fresh_sign_in
from core import secrets
from core.events import announce
from core.mail import queue_mail
from core.numbers import new_token

# To confirm that it is still oneself: what can be stolen least comes first.
WAYS = {
    "mfa_reauthenticate:webauthn": _("Use your passkey"),
    "mfa_reauthenticate": _("Use a code"),
    "reauthenticate": _("Use your password"),
}


class AccountAdapter(DefaultAccountAdapter):
    def save_user(self, request: HttpRequest, user: User, form: BaseForm, commit: bool = True) -> User:
        """Keep the new person, in the language and zone in which they read, and announce them."""
        user.name = form.cleaned_data.get("name", "")
        user.language = translation.get_language() or settings.LANGUAGE_CODE
        user.time_zone = timezone.get_current_timezone_name()
        with transaction.atomic():
            super().save_user(request, user, form, commit=commit)
            if commit:
                announce(UserSignedUp(user_id=user.pk), actor=user)
        return user

    def get_login_redirect_url(self, request: SignedInRequest) -> str:
        """The account page, in the person's own language."""
        with translation.override(request.user.language):
            return resolve_url(settings.LOGIN_REDIRECT_URL)

    def send_account_already_exists_mail(self, email: str) -> None:
        # A new account costs one hash of its password. Without one here, the quicker answer would tell that
        # the address has an account already.
        make_password(new_token())
        self.send_mail("account/email/account_already_exists", email, {})

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Queue `mail/accounts/<name>`, in the language of the account that it is about, or else of the page."""
        name = template_prefix.rpartition("/")[2]
        person = context.get("user") or User.objects.filter(email=email).first()
        queue_mail(
            key=f"accounts.{name}:{new_token()}",
            to=email,
            template=f"accounts/{name}",
            context=self._words(context) | {"email": email},
            language=person.language if person else translation.get_language() or settings.LANGUAGE_CODE,
            time_zone=person.time_zone if person else settings.TIME_ZONE,
            sensitive="code" in context,
        )

    def send_notification_mail(
        self,
        template_prefix: str,
        user: User,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        """Tell somebody that what opens their account was changed, from which address and with what browser."""
        change = template_prefix.rpartition("/")[2]
        tell_of_change(user, change, seen=self.seen(), words=context, email=email or "")

    def seen(self) -> Seen:
        return Seen(self.get_client_ip(self.request) or "", self.get_http_user_agent(self.request))

    def is_reauthentication_required(self, *, app: str, **more: Any) -> bool:
        """As everywhere here: a password, a passkey or a second factor counts for a while, at signing in too."""
        return super().is_reauthentication_required(app=app, **more) and not is_fresh_sign_in(self.request)

    def get_reauthentication_methods(self, user: User) -> list[dict[str, str]]:
        """The ways in which this person can confirm that it is still them, the best first."""
        ways = {way["id"]: way for way in super().get_reauthentication_methods(user)}
        return [ways[name] | {"description": words} for name, words in WAYS.items() if name in ways]

    def login(self, request: HttpRequest, user: User) -> None:
        self._was_here_before = user.last_login is not None
        super().login(request, user)

    def post_login(self, request: HttpRequest, user: User, **how: Any) -> HttpResponse:
        """Sign in, remember the browser, and tell its person if it is one that they never used before."""
        response = super().post_login(request, user, **how)
        if self._was_here_before and not is_known(request, user):
            tell_of_change(user, "new_sign_in", seen=self.seen())
        remember(request, user, response)
        return response

    def _words(self, context: dict[str, Any]) -> dict[str, Any]:
        """What the mail's templates may use."""
        given = {key: value for key, value in context.items() if key not in {"request", "user"}}
        return given | links(translation.get_language() or settings.LANGUAGE_CODE)


class SecondFactorAdapter(DefaultMFAAdapter):
    """How allauth keeps second factors: encrypted, under the market's name, and never less than somebody must have."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("This code is not good, or it was used before. Wait for the next one, and try that."),
        "cannot_delete_authenticator": LAST_FACTOR,
        "unverified_email": _("Confirm your e-mail address first: without it nobody could help you back in."),
    }

    def encrypt(self, text: str) -> str:
        return secrets.encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return secrets.decrypt(encrypted_text.encode()).decode()

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        return bool(may_give_up(authenticator))

    def _get_site_name(self) -> str:
        return settings.MARKET_NAME
