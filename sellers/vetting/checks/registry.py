"""What a check is, and the list of all of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

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
    # Beside the kind: whether there is anything that it could ask.
    applies: Callable[[Credential], bool] = lambda _credential: True
    asks_outside: bool = False

    def is_about(self, credential: Credential) -> bool:
        return credential.requirement.credential in self.kinds and self.applies(credential)


CHECKS: dict[str, Check] = {}


def check(code: str, *, version: int, kinds: frozenset[str], **more: Any) -> Callable[[Look], Look]:
    """Register a check under its code."""

    def register(look: Look) -> Look:
        CHECKS[code] = Check(code, version, kinds, look, **more)
        return look

    return register
