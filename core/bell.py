"""
The worker's bell: the broker is only a doorbell.

What is owed stands in the database; the bell says "look now". It is never retried, waits at most the broker's
short socket timeout, and after a failure stays silent for a while, so that a hanging broker costs one page two
seconds and not every page. The periodic sweep finds whatever the bell did not announce.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager

from celery import current_app

log = logging.getLogger(__name__)

PAUSE_AFTER_FAILURE = 30.0  # seconds
_silent_until = 0.0
_is_muted = False


def ring(task: str) -> bool:
    """Ask the worker to run `task` now. False when the bell did not ring: the sweep will do it later."""
    global _silent_until  # noqa: PLW0603  one bell per process
    if _is_muted or time.monotonic() < _silent_until:
        return False
    try:
        current_app.send_task(task, retry=False, ignore_result=True)
    except Exception:  # whatever the broker's client raises, the change is already committed
        _silent_until = time.monotonic() + PAUSE_AFTER_FAILURE
        log.warning("bell_did_not_ring", extra={"task": task}, exc_info=True)
        return False
    return True


def listen_again() -> None:
    """Forget an earlier failure (tests; a worker that found the broker again)."""
    global _silent_until  # noqa: PLW0603
    _silent_until = 0.0


@contextmanager
def muted() -> Iterator[None]:
    """Ring for nothing inside the block: for a long job that delivers what it announced itself."""
    global _is_muted  # noqa: PLW0603
    _is_muted = True
    try:
        yield
    finally:
        _is_muted = False
