"""
The personal places of a page that is otherwise the same for everybody.

Templates leave markers; `storefront.middleware.FillHoles` fills them after the view (and, where there is one, after
the cache). A marker's name is an HMAC of the installation's key, so that no text that people write can be one.
"""

from __future__ import annotations

from functools import lru_cache

from django.conf import settings
from django.utils.crypto import salted_hmac

ACCOUNT = "account"
BASKET = "basket"
TOKEN = "token"  # noqa: S105  the name of a hole
MESSAGES = "messages"
NAMES = (ACCOUNT, BASKET, TOKEN, MESSAGES)


@lru_cache(maxsize=16)
def _signature(name: str, key: str) -> str:
    return salted_hmac("core.holes", name, secret=key, algorithm="sha256").hexdigest()[:24]


def marker(name: str) -> str:
    """The text that stands in the page until the hole is filled."""
    return f"hole-{name}-{_signature(name, settings.SECRET_KEY)}"
