"""What doors of the API ask besides a sign-in."""

from __future__ import annotations

from typing import Any

from rest_framework.permissions import BasePermission

from accounts.second_factor import duties_of, refuse_without


class SecondFactorShown(BasePermission):
    """For doors that touch money, payouts, identity or the people of a shop: as `needs_second_factor` for pages."""

    def has_permission(self, request: Any, view: Any) -> bool:
        if request.user.is_authenticated:
            # A token is a session of its own; a browser's session came with the request.
            session = request.session if request.auth is None else request.auth
            refuse_without(request.user, session, duties=duties_of(request.user))
        return True
