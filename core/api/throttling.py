"""How often somebody may knock: counted in the cache that all processes share, by member or by address."""

from __future__ import annotations

import time
from typing import Any

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.cache import cache
from rest_framework.permissions import SAFE_METHODS
from rest_framework.throttling import BaseThrottle

MINUTE = 60


class Limit(BaseThrottle):
    """
    So many requests a minute, reading and writing counted apart (settings.API_LIMITS).

    A door may have a `scope` of its own for its writes, a `read_scope` for what is dear to read.

    A window begins with the minute. Where the cache does not answer nobody is held up: see marketplace.cache.
    """

    left = float(MINUTE)

    def allow_request(self, request: Any, view: Any) -> bool:
        who = "member" if request.user.is_authenticated else "visitor"
        reads = request.method in SAFE_METHODS
        scope = getattr(view, "read_scope", "read") if reads else getattr(view, "scope", "write")
        most = settings.API_LIMITS[who][scope]
        window, self.left = int(time.time()) // MINUTE, MINUTE - time.time() % MINUTE
        key = f"api-limit:{scope}:{self._name(request)}:{window}"
        if cache.add(key, 1, MINUTE * 2):
            return True
        try:
            return bool(cache.incr(key) <= most)
        except ValueError:
            return True

    def wait(self) -> float:
        return self.left + 1

    def _name(self, request: Any) -> str:
        if request.user.is_authenticated:
            return f"member-{request.user.pk}"
        return f"visitor-{get_adapter().get_client_ip(request._request)}"
