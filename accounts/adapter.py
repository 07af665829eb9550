"""
Where allauth, which owns sign-in and sign-up, meets this project.

Every mail becomes a row that the worker sends, so that a hanging mail server never holds a page; and whoever asks
about an address that has an account meets the same page, after the same work, as whoever asks about one that has not.
"""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.forms import BaseForm
from django.http import HttpRequest
from django.shortcuts import resolve_url
from django.urls import reverse
from django.utils import timezone, translation

from accounts.events import UserSignedUp
from accounts.models import User
from accounts.requests import SignedInRequest
from core import clock
from core.events import announce
from core.mail import queue_mail
from core.numbers import new_token


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
        """Tell somebody that their account was changed, from which address and with what browser."""
        to = email or EmailAddress.objects.get_primary_email(user)
        if to:
            seen = {
                "user": user,
                "changed_at": clock.now(),
                "ip": self.get_client_ip(self.request),
                "browser": self.get_http_user_agent(self.request)[:200],
            }
            self.send_mail(template_prefix, to, seen | (context or {}))

    def _words(self, context: dict[str, Any]) -> dict[str, Any]:
        """What the mail's templates may use. Links start with the configured site, never with the request's host."""
        given = {key: value for key, value in context.items() if key not in {"request", "user"}}
        return given | {
            "signup_url": settings.SITE_URL + reverse("account_signup"),
            "login_url": settings.SITE_URL + reverse("account_login"),
            "password_reset_url": settings.SITE_URL + reverse("account_reset_password"),
        }
