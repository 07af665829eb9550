"""Public numbers, which are readable and no secret; access tokens, which are secret and stored as digests."""

from __future__ import annotations

import hashlib
import secrets
from typing import Any

from django.db import models

# Crockford's base 32: no I, L, O, U, so that a number survives the telephone.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def new_number() -> str:
    """A readable public number such as "7F2K-94QD": 40 random bits, told apart by a unique constraint."""
    letters = "".join(secrets.choice(ALPHABET) for _ in range(8))
    return f"{letters[:4]}-{letters[4:]}"


def new_token() -> str:
    """A secret of 192 random bits for a link (OWASP ASVS 5.0, 11.5.1 asks for 128)."""
    return secrets.token_urlsafe(24)


def token_digest(token: str) -> str:
    """What is stored of a token: SHA-256, in hex. The token is random enough that no salt is needed."""
    return hashlib.sha256(token.encode()).hexdigest()


class NumberField(models.CharField[str, str]):
    """A public number that the row receives when it is made."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.update(max_length=9, default=new_number, unique=True, editable=False)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        for fixed in ("max_length", "default", "unique", "editable"):
            kwargs.pop(fixed, None)
        return name, path, args, kwargs
