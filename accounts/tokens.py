"""
Signing in for programs: the session token that allauth's own API hands out (/api/auth/).

A token is a session: signing out, a new password or the end of the account end it at once, everywhere.
"""

from __future__ import annotations

from typing import Any

from allauth.headless.contrib.rest_framework.authentication import XSessionTokenAuthentication
from django.utils.translation import gettext as _
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request

from accounts.second_factor import duties_as_staff, refuse_without

HEADER = "X-Session-Token"


class TokenAuthentication(XSessionTokenAuthentication):
    """
    By the header X-Session-Token. A token that is not good is refused, at public doors too.

    So is one of the staff's that never showed a second factor.
    """

    def authenticate(self, request: Request) -> Any:
        found = super().authenticate(request)
        if found is None and request.headers.get(HEADER):
            raise AuthenticationFailed(_("This token is not, or no longer, good. Please sign in again."))
        if found is not None:
            # Nobody sits at a program: a token of somebody who decides about others is worth more than a password.
            user, session = found
            refuse_without(user, session, duties=duties_as_staff(user))
        return found

    def authenticate_header(self, request: Request) -> str:
        return f'{HEADER} realm="api"'


class TokenScheme(OpenApiAuthenticationExtension):
    target_class = "accounts.tokens.TokenAuthentication"
    name = "token"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        return {"type": "apiKey", "in": "header", "name": HEADER}
