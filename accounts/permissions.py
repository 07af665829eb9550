"""What doors of the API ask besides a sign-in."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework.permissions import BasePermission

from accounts.proofs import confirmed_at
from accounts.rules import is_fresh
from accounts.second_factor import duties_of, refuse_without
from core import clock
from core.errors import DomainError


class SecondFactorShown(BasePermission):
    """For doors that touch money, payouts, identity or the people of a shop: as `needs_second_factor` for pages."""

    def has_permission(self, request: Any, view: Any) -> bool:
        if request.user.is_authenticated:
            # A token is a session of its own; a browser's session came with the request.
            session = request.session if request.auth is None else request.auth
            refuse_without(request.user, session, duties=duties_of(request.user))
        return True


class FreshSignInNeeded(DomainError):
    """The call needs a password, passkey or code that was shown lately; `auth/app/v1/auth/reauthenticate` takes one."""

    code = "accounts.fresh_sign_in_needed"
    http_status = 403

    def __init__(self) -> None:
        super().__init__(_("Confirm first that it is still you."))


def refuse_stale(request: Any) -> None:
    """For calls that take a fresh sign-in, as `needs_fresh_sign_in` for pages. Raises FreshSignInNeeded."""
    session = request.session if request.auth is None else request.auth
    if not is_fresh(confirmed_at=confirmed_at(session, request.user), now=clock.now()):
        raise FreshSignInNeeded
