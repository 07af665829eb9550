"""What a check is, and the list of all of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from sellers.vetting.models import Credential
from sellers.vetting.states import CheckOutcome, Method


@dataclass(frozen=True)
class Found:
    """What a check says: an outcome, and facts for its sentence. No personal data stands in them."""

    outcome: CheckOutcome
    facts: Mapping[str, object] = field(default_factory=dict)
    # By which method the credential would be verified, if this were enough.
    method: Method | None = None


Look = Callable[[Credential], Found | None]


@dataclass(frozen=True)
class Check:
    """
    One check: to which kinds of credential it applies, and how it looks. None as its answer: nothing to say.

    One that `asks_outside` is left to the worker.
    """

    code: str
    version: int
    kinds: frozenset[str]
    look: Look
    asks_outside: bool = False


CHECKS: dict[str, Check] = {}


def check(code: str, *, version: int, kinds: frozenset[str], asks_outside: bool = False) -> Callable[[Look], Look]:
    """Register a check under its code."""

    def register(look: Look) -> Look:
        CHECKS[code] = Check(code, version, kinds, look, asks_outside)
        return look

    return register
