"""
The particulars of a notification: kept as plain data, worded when somebody reads them.

So an amount, a day or a reason appears in the language and the time zone of whoever looks, today or next year.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import get_language

from catalog.states import ReportReason, WarnedOf
from core import formatting
from core.foureyes import ACTS, Act
from core.money import Money
from core.text import isolated
from orders.states import CancelledBecause, WhatNow
from reviews.states import RemovalReason
from sellers.states import BrandRole, ShopRole, SlowChange

# The lists from which a particular may be chosen, by the name under which it is kept.
CHOICES: dict[str, type[TextChoices]] = {
    "cancelled": CancelledBecause,
    "removed": RemovalReason,
    "role": ShopRole,
    "slow": SlowChange,
    "brand_role": BrandRole,
    "report": ReportReason,
    "warned": WarnedOf,
    "now": WhatNow,
}


@dataclass(frozen=True)
class Named:
    """Something that staff named, in several languages: "" is the name where there is none in the reader's."""

    names: Mapping[str, str]


def keep(value: object) -> Any:
    """The particular as JSON."""
    if isinstance(value, Money):
        return {"money": [value.amount, value.currency]}
    if isinstance(value, datetime):
        return {"moment": value.isoformat()}
    if isinstance(value, date):
        return {"day": value.isoformat()}
    if isinstance(value, TextChoices):
        name = next(name for name, choices in CHOICES.items() if isinstance(value, choices))
        return {name: value.value}
    if isinstance(value, Act):
        return {"act": value.kind}
    if isinstance(value, Named):
        return {"named": dict(value.names)}
    return str(value)


def say(kept: Any) -> str:
    """The particular in the reader's language and zone."""
    if not isinstance(kept, dict):
        return isolated(str(kept))
    (kind, value), *_ = kept.items()
    match kind:
        case "money":
            return formatting.money(Money(*value))
        case "moment":
            return formatting.moment(datetime.fromisoformat(value))
        case "day":
            return formatting.day(date.fromisoformat(value))
        case "named":
            language = get_language() or ""
            return isolated(value.get(language) or value.get(language.split("-", maxsplit=1)[0]) or value[""])
        case "act":
            return str(ACTS[value].title)
        case _:
            return str(CHOICES[kind](value).label)


def keep_all(particulars: Mapping[str, object]) -> dict[str, Any]:
    return {name: keep(value) for name, value in particulars.items()}


def say_all(kept: Mapping[str, Any]) -> dict[str, str]:
    return {name: say(value) for name, value in kept.items()}
