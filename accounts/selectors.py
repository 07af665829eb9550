"""What people may read of the trail: who looked at their things or changed them, as what, and why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.apps import apps
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import role_in_words
from core.audit import reason_of, staff_number, words_of
from core.models import Trace


@dataclass(frozen=True)
class Look:
    """One row of the trail in words. Staff have a role and a number in it, never a name."""

    who: str
    did: str
    thing: str
    because: str
    at: datetime


def looks_of(traces: Iterable[Trace], *, reader: User) -> list[Look]:
    """The rows as `reader` may see them; without a query of their own."""
    return [
        Look(
            who=_("you") if trace.actor_id == reader.pk else in_public(trace),
            did=words_of(trace.act),
            thing=thing_in_words(trace.thing),
            because=reason_of(trace),
            at=trace.at,
        )
        for trace in traces
    ]


def in_public(trace: Trace) -> str:
    """Who it was, for people outside: the role, and the number under which they are always the same person."""
    role = role_in_words(trace.role) or _("somebody of the staff")
    return f"{role} {staff_number(trace.actor_id)}"


def thing_in_words(thing: str) -> str:
    return str(apps.get_model(thing.partition(":")[0])._meta.verbose_name)


def thing_and_number(thing: str) -> str:
    """ "application 12", as staff tell things apart; of a whole table only its name."""
    return f"{thing_in_words(thing)} {thing.partition(':')[2]}".strip()
