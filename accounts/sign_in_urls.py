"""
allauth's pages, as marketplace/urls.py includes them.

Those that may confirm an address run in one transaction: what waits for the confirmation (a guest's orders, for one)
must not miss it because the process died between the change and the fact. None of them hashes a password meanwhile,
so the transaction is short.
"""

from __future__ import annotations

from typing import Any

from allauth.account import views
from allauth.mfa.recovery_codes.views import generate_recovery_codes, view_recovery_codes
from allauth.mfa.totp.views import activate_totp
from django.db import transaction
from django.urls import include, path
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods
from django.views.generic import RedirectView

from accounts.stepup import needs_fresh_sign_in
from accounts.views import RemovePasskey


def secret(view: Any) -> Any:
    """No copy of the page is kept anywhere; and it answers to what browsers send, nothing else."""
    return never_cache(require_http_methods(["GET", "HEAD", "POST"])(view))


urlpatterns = [
    # Whoever changes a password types the old one; where there is none yet, a session alone must not make one.
    path("password/set/", needs_fresh_sign_in(views.password_set), name="account_set_password"),
    path("2fa/webauthn/", RedirectView.as_view(pattern_name="mfa_index"), name="mfa_list_webauthn"),
    path("2fa/webauthn/keys/<int:pk>/remove/", secret(RemovePasskey.as_view()), name="mfa_remove_webauthn"),
    path("2fa/totp/activate/", secret(activate_totp), name="mfa_activate_totp"),
    path("2fa/recovery-codes/", secret(view_recovery_codes), name="mfa_view_recovery_codes"),
    path("2fa/recovery-codes/generate/", secret(generate_recovery_codes), name="mfa_generate_recovery_codes"),
    path(
        "confirm-email/",
        transaction.atomic(views.email_verification_sent),
        name="account_email_verification_sent",
    ),
    path(
        "login/code/confirm/",
        transaction.atomic(views.confirm_login_code),
        name="account_confirm_login_code",
    ),
    path(
        "password/reset/confirm/",
        transaction.atomic(views.confirm_password_reset_code),
        name="account_confirm_password_reset_code",
    ),
    path("2fa/", include("allauth.mfa.urls")),
    path("", include("allauth.account.urls")),
]
