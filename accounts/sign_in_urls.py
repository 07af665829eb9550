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

urlpatterns = [
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
    path("", include("allauth.account.urls")),
]
