"""What a browser may load: strict on every page, wider only for the staff's admin."""

from collections.abc import Callable

from csp.constants import HEADER, NONE, SELF, UNSAFE_EVAL, UNSAFE_INLINE
from csp.utils import build_policy
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

PUBLIC: dict[str, list[str]] = {
    "default-src": [NONE],
    "script-src": [SELF],
    "style-src": [SELF],
    "img-src": [SELF, "data:"],
    "font-src": [SELF],
    "connect-src": [SELF],
    "manifest-src": [SELF],
    "form-action": [SELF],
    "base-uri": [NONE],
    "frame-ancestors": [NONE],
}

# The admin's theme builds its widgets with Alpine, which compiles expressions in the browser.
ADMIN: dict[str, list[str]] = {
    **PUBLIC,
    "script-src": [SELF, UNSAFE_EVAL, UNSAFE_INLINE],
    "style-src": [SELF, UNSAFE_INLINE],
}

ADMIN_PREFIX = "/admin/"


class ContentSecurityPolicy:
    """
    Set the policy of a page whose view has set none itself; pages of the admin get the wider one.

    Both are the same for everybody, so they are written once, and not for each answer.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.public, self.admin = build_policy(config=PUBLIC), build_policy(config=ADMIN)

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if settings.DEBUG and response.status_code in {404, 500}:
            # What Django shows a developer then has styles and scripts of its own.
            return response
        response.headers.setdefault(HEADER, self.admin if request.path_info.startswith(ADMIN_PREFIX) else self.public)
        return response
