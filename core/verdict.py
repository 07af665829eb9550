"""What a rule answers: whether something may happen, and if not, why."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Verdict:
    """A decision with its reason. True in a condition when allowed; the reason is a (lazy) sentence for people."""

    allowed: bool
    reason: object = ""

    def __bool__(self) -> bool:
        return self.allowed
