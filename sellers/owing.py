"""What a seller still owes shoppers. Orders are known above: each app that knows of such things says so here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sellers.models import Seller


@dataclass(frozen=True)
class Owed:
    """Something that a shop has to do to its end: how much of it, in words, and where."""

    count: int
    text: str
    url: str


Look = Callable[[Seller], list[Owed]]
LOOKS: list[Look] = []


def owes(look: Look) -> Look:
    """Register a look at what a seller owes; nothing is an empty list."""
    LOOKS.append(look)
    return look


def owed_by(seller: Seller) -> list[Owed]:
    return [owed for look in LOOKS for owed in look(seller)]
