"""On what occasion something runs: which request, which task. Every line of the log names it, and every trace."""

from __future__ import annotations

from collections.abc import Mapping
from contextvars import ContextVar
from types import MappingProxyType

_NONE: Mapping[str, str] = MappingProxyType({})
_names: ContextVar[Mapping[str, str]] = ContextVar("occasion", default=_NONE)


def begin(**names: str) -> None:
    """From now on this thread runs on this occasion, and no longer on the one before."""
    _names.set(names)


def names() -> Mapping[str, str]:
    """What names the present occasion: `request_id`, or `task_id` and `task`; nothing outside both."""
    return _names.get()
