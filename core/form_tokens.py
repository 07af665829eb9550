"""
Form tokens, as Django's CSRF protection checks them: its secret hidden behind a mask that differs in every answer.

Django draws each of a token's 32 random characters by a question of its own to the system. That was a quarter of what
a kept page costs; here it is one question.
"""

from __future__ import annotations

import os
from operator import add

from django.http import HttpRequest
from django.middleware.csrf import CSRF_ALLOWED_CHARS, CSRF_SECRET_LENGTH

_CHARACTERS = CSRF_ALLOWED_CHARS.encode()
_SIZE = len(_CHARACTERS)
# The place of a character among the allowed ones; and back, from any byte, as around a clock.
_PLACES = bytes.maketrans(_CHARACTERS, bytes(range(_SIZE)))
_FROM_PLACES = bytes(_CHARACTERS[place % _SIZE] for place in range(256))
# All bytes but these few fall on each place equally often. These are drawn again.
_UNEVEN = bytes(range(256 - 256 % _SIZE, 256))


def form_token(request: HttpRequest) -> str:
    """
    The token for the forms of this answer; the request gets a secret, if its reader has none.

    Does what `django.middleware.csrf.get_token` does: the CSRF middleware then sends the cookie.
    """
    secret = request.META.get("CSRF_COOKIE")
    if secret is None:
        secret = request.META["CSRF_COOKIE"] = new_secret()
    request.META["CSRF_COOKIE_NEEDS_UPDATE"] = True
    return masked(secret)


def new_secret() -> str:
    """For a reader who has none."""
    return _random_characters().decode()


def is_secret(text: str) -> bool:
    """Whether a cookie holds a secret as it is given today (Django also understands older ones)."""
    return len(text) == CSRF_SECRET_LENGTH and text.isascii() and text.isalnum()


def masked(secret: str) -> str:
    """The secret behind a new mask: the mask, then the secret with each character moved along by the mask's."""
    mask = _random_characters()
    moved = map(add, mask.translate(_PLACES), secret.encode().translate(_PLACES))
    return (mask + bytes(moved).translate(_FROM_PLACES)).decode()


def _random_characters() -> bytes:
    found = b""
    while len(found) < CSRF_SECRET_LENGTH:
        found += os.urandom(2 * CSRF_SECRET_LENGTH).translate(_FROM_PLACES, _UNEVEN)
    return found[:CSRF_SECRET_LENGTH]
