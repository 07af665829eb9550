"""The cache of the server home: Redis, while it answers."""

import logging
import time
from collections.abc import Callable
from typing import Any

from django.core.cache.backends.redis import RedisCache, RedisCacheClient
from redis import RedisError

PAUSE_AFTER_FAILURE = 10.0  # seconds

log = logging.getLogger(__name__)

_silent_until = 0.0


def ask(question: Callable[..., Any], *arguments: Any, otherwise: Any = None) -> Any:
    """Ask Redis; what it cannot answer now is answered with `otherwise`."""
    global _silent_until  # noqa: PLW0603  one Redis per process
    if time.monotonic() < _silent_until:
        return otherwise
    try:
        return question(*arguments)
    except (RedisError, OSError) as error:
        _silent_until = time.monotonic() + PAUSE_AFTER_FAILURE
        log.error("cache_does_not_answer", extra={"error": type(error).__name__})
        return otherwise


def ask_again() -> None:
    """Forget an earlier failure (tests)."""
    global _silent_until  # noqa: PLW0603
    _silent_until = 0.0


class ForgivingClient(RedisCacheClient):
    """Redis's client, each question of which may stay unanswered."""

    def add(self, key: Any, value: Any, timeout: Any) -> bool:
        return bool(ask(super().add, key, value, timeout, otherwise=True))

    def get(self, key: Any, default: Any) -> Any:
        return ask(super().get, key, default, otherwise=default)

    def set(self, key: Any, value: Any, timeout: Any) -> None:
        ask(super().set, key, value, timeout)

    def touch(self, key: Any, timeout: Any) -> bool:
        return bool(ask(super().touch, key, timeout, otherwise=False))

    def delete(self, key: Any) -> bool:
        return bool(ask(super().delete, key, otherwise=False))

    def get_many(self, keys: Any) -> dict[Any, Any]:
        return dict(ask(super().get_many, list(keys), otherwise={}))

    def has_key(self, key: Any) -> bool:
        return bool(ask(super().has_key, key, otherwise=False))

    def incr(self, key: Any, delta: Any) -> int:
        # As Django's caches answer for a key that they do not have.
        answer = ask(super().incr, key, delta, otherwise=None)
        if answer is None:
            raise ValueError(f"Key '{key}' not found.")
        return int(answer)

    def set_many(self, data: Any, timeout: Any) -> None:
        ask(super().set_many, data, timeout)

    def delete_many(self, keys: Any) -> None:
        ask(super().delete_many, list(keys))

    def clear(self) -> bool:
        return bool(ask(super().clear, otherwise=False))


class ForgivingRedisCache(RedisCache):
    """
    Redis whose absence makes pages slower instead of breaking them: what it does not answer counts as not cached.

    While it is away throttles do not count; that is better than nobody being able to sign in, and is logged. After a
    failure it is left alone for a moment, so that a hanging server costs a page two seconds, and not every page.
    """

    def __init__(self, server: Any, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self._class = ForgivingClient
