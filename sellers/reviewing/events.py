"""What happens at the reviewers' desk."""

from __future__ import annotations

from dataclasses import dataclass

from core.events import Fact


@dataclass(frozen=True)
class RecheckAsked(Fact):
    """An approved seller is to be looked at again; why and until when stands on the row."""

    recheck_id: int


@dataclass(frozen=True)
class RecheckDone(Fact):
    """Somebody looked again; what came of it stands on the row."""

    recheck_id: int


@dataclass(frozen=True)
class MoreAskedOfSeller(Fact):
    """A seller who is approved has to show something; what exactly stands here, for whoever tells them."""

    seller_id: int
    what: str
