"""Encryption at rest: one key ring (settings.FILE_KEYS); the first key encrypts, all of them decrypt."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.db import models


@lru_cache(maxsize=4)
def _ring(keys: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(key) for key in keys])


def encrypt(content: bytes) -> bytes:
    return _ring(tuple(settings.FILE_KEYS)).encrypt(content)


def decrypt(content: bytes) -> bytes:
    """Raises cryptography.fernet.InvalidToken when no key fits or the content was changed."""
    return _ring(tuple(settings.FILE_KEYS)).decrypt(content)


def is_current(content: bytes) -> bool:
    """Whether the first key alone opens it."""
    try:
        _ring(tuple(settings.FILE_KEYS)[:1]).decrypt(content)
    except InvalidToken:
        return False
    return True


def renew(content: bytes) -> bytes:
    """The same under the first key. Raises cryptography.fernet.InvalidToken when no key fits."""
    return _ring(tuple(settings.FILE_KEYS)).rotate(content)


class EncryptedTextField(models.TextField[str, str]):
    """Text that only the application can read: stored encrypted, never searchable."""

    def get_prep_value(self, value: Any) -> Any:
        value = super().get_prep_value(value)
        return encrypt(value.encode()).decode() if value else value

    def from_db_value(self, value: str | None, expression: object, connection: object) -> str | None:
        return decrypt(value.encode()).decode() if value else value
