"""What `login_required` leaves to believe: the request's user is a person."""

from __future__ import annotations

from django.http import HttpRequest

from accounts.models import User


class SignedInRequest(HttpRequest):
    user: User
