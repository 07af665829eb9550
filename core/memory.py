"""What a process remembers, up to a limit. What it may remember it under is for the versions to say (core.versions)."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from datetime import datetime
from typing import Generic, TypeVar
from weakref import WeakSet

from django.conf import settings

from core import clock

Thing = TypeVar("Thing")

_memories: WeakSet[Memory[object]] = WeakSet()


class Memory(Generic[Thing]):
    """
    Things by key, each with the moment until which it is true.

    Holds at most `most`, counted by `size` (each thing is one unless it says otherwise); what was not asked for the
    longest goes first. With REMEMBER_PAGES off it remembers nothing.
    """

    def __init__(self, most: int, *, size: Callable[[Thing], int] = lambda _thing: 1) -> None:
        self.most, self.size = most, size
        self.held = 0
        self.things: OrderedDict[Hashable, tuple[Thing, datetime | None]] = OrderedDict()
        self.lock = threading.Lock()
        _memories.add(self)  # type: ignore[arg-type]

    def get(self, key: Hashable) -> Thing | None:
        """The thing, unless it is not known or no longer true."""
        with self.lock:
            found = self.things.get(key)
            if found is None:
                return None
            thing, until = found
            if until is None or clock.now() < until:
                self.things.move_to_end(key)
                return thing
            self._drop(key)
            return None

    def put(self, key: Hashable, thing: Thing, *, until: datetime | None = None) -> None:
        if not settings.REMEMBER_PAGES:
            return
        with self.lock:
            self._drop(key)
            self.things[key] = (thing, until)
            self.held += self.size(thing)
            while self.held > self.most and self.things:
                self._drop(next(iter(self.things)))

    def of(self, key: Hashable, make: Callable[[], Thing], *, until: datetime | None = None) -> Thing:
        """The thing of this key; made, when it is not known."""
        found = self.get(key)
        if found is None:
            found = make()
            self.put(key, found, until=until)
        return found

    def clear(self) -> None:
        with self.lock:
            self.things.clear()
            self.held = 0

    def _drop(self, key: Hashable) -> None:
        if (gone := self.things.pop(key, None)) is not None:
            self.held -= self.size(gone[0])


def forget_everything() -> None:
    """Let this process remember nothing (tests)."""
    for memory in _memories:
        memory.clear()
