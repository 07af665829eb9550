"""
allauth's pages, as marketplace/urls.py includes them.

Those that may confirm an address run in one transaction: what waits for the confirmation (a guest's orders, for one)
must not miss it because the process died between the change and the fact. None of them hashes a password meanwhile,
so the transaction is short.
"""

from __future__ import annotations

from allauth.account import views
from django.db import transaction
from django.urls import include, path
from django.views.decorators.cache import never_cache
from django.views.generic import RedirectView

from accounts.stepup import needs_fresh_sign_in
from accounts.views import RemovePasskey

urlpatterns = [
    # Whoever changes a password types the old one; where there is none yet, a session alone must not make one.
    path("password/set/", needs_fresh_sign_in(views.password_set), name="account_set_password"),
    path("2fa/webauthn/", RedirectView.as_view(pattern_name="mfa_index"), name="mfa_list_webauthn"),
    path("2fa/webauthn/keys/<int:pk>/remove/", never_cache(RemovePasskey.as_view()), name="mfa_remove_webauthn"),
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
