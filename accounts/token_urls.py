"""
Signing in for programs: those addresses of allauth's own API that fit how people sign in here.

They hand out the session token that accounts.tokens believes. What confirms an address runs in one transaction, as on
the pages (sign_in_urls.py).
"""

from __future__ import annotations

from typing import Any

from allauth.headless.account import views
from allauth.headless.constants import Client
from allauth.headless.mfa import views as mfa
from django.db import transaction
from django.urls import include, path


def door(view: Any) -> Any:
    return view.as_api_view(client=Client.APP)


auth = [
    path("session", door(views.SessionView), name="current_session"),
    path("login", door(views.LoginView), name="login"),
    path("signup", door(views.SignupView), name="signup"),
    path("reauthenticate", door(views.ReauthenticateView), name="reauthenticate"),
    path("code/request", door(views.RequestLoginCodeView), name="request_login_code"),
    path("code/resend", door(views.ResendLoginCodeView), name="resend_login_code"),
    path("code/confirm", transaction.atomic(door(views.ConfirmLoginCodeView)), name="confirm_login_code"),
    path("email/verify", transaction.atomic(door(views.VerifyEmailView)), name="verify_email"),
    path(
        "email/verify/resend",
        door(views.ResendEmailVerificationCodeView),
        name="resend_email_verification_code",
    ),
    path("password/request", door(views.RequestPasswordResetView), name="request_password_reset"),
    path("password/reset", transaction.atomic(door(views.ResetPasswordView)), name="reset_password"),
]
account = [
    path("password/change", door(views.ChangePasswordView), name="change_password"),
    path("email", door(views.ManageEmailView), name="manage_email"),
]

# A second factor is set up on the pages; a program only shows a code of it.
factor = [
    path("2fa/authenticate", door(mfa.AuthenticateView), name="authenticate"),
    path("2fa/reauthenticate", door(mfa.ReauthenticateView), name="reauthenticate"),
]

# The names that allauth gives them, since it looks them up.
app = [path("auth/", include(auth)), path("account/", include(account))]
spaced = include((app, "headless"), namespace="account")
shown = include(([path("auth/", include(factor))], "headless"), namespace="mfa")
urlpatterns = [path("app/v1/", include(([path("", spaced), path("", shown)], "headless"), namespace="app"))]
app_name = "headless"
