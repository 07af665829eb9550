"""
The one clock.

`now()` is the application's time; `database_now()` is the database's, for holds and windows that race between machines.
`at(moment)` sets both, for tests and for the demo's past; nothing else may.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime

from django.db.models import DateTimeField, Expression, Value
from django.db.models.functions import Now
from django.utils import timezone

_set_moment: ContextVar[datetime | None] = ContextVar("set_moment", default=None)


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return _set_moment.get() or timezone.now()


def is_set() -> bool:
    """Whether somebody has set the clock (`at`)."""
    return _set_moment.get() is not None


def today() -> date:
    """Today's date in UTC."""
    return now().date()


def database_now() -> Expression:
    """The present moment as the database knows it: for filters and updates that must agree across machines."""
    moment = _set_moment.get()
    if moment is not None:
        return Value(moment, output_field=DateTimeField())
    return Now()


@contextmanager
def at(moment: datetime) -> Iterator[datetime]:
    """Let `moment` be the present inside the block."""
    token = _set_moment.set(moment)
    try:
        yield moment
    finally:
        _set_moment.reset(token)
