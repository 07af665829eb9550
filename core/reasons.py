"""
Statements of reasons: whoever is decided against is told once, in writing, on which facts and which ground, what
follows and how to complain (EU DSA, article 17; P2B regulation, article 4).

An app names its decisions in its `reasons.py`: what each means for whom it hits, who hears complaints about it, and how
it is undone. The service that decides states the reasons in its own transaction.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db import models, transaction
from django.utils import translation
from django.utils.translation import gettext

from core import clock
from core.audit import key_of
from core.models import Complaint, StatementOfReasons, StatementPerson
from core.rules import COMPLAIN_FOR

if TYPE_CHECKING:
    from accounts.models import User
    from accounts.roles import Role


@dataclass(frozen=True)
class Reason:
    """One of an app's reasons: its code, a plain sentence, and the law or term that it rests on."""

    code: str
    sentence: object
    ground: object


def nobody(thing: Any) -> Collection[int]:
    return ()


@dataclass(frozen=True, kw_only=True)
class Decision:
    """A kind of decision. The functions take the thing that it is about."""

    kind: str
    title: object
    # What follows, where and for how long.
    effect: object
    heard_by: tuple[Role, ...]
    appealed_to: tuple[Role, ...]
    # People who gain by its being undone: they do not decide about a complaint.
    gains: Callable[[Any], Collection[int]]
    # Take it back, and say in a sentence (a msgid) what followed.
    undo: Callable[[Any, Complaint, User], str]
    # People who decided in the same matter before this decision: they do not hear a complaint about it, either.
    earlier: Callable[[Any], Collection[int]] = nobody


DECISIONS: dict[str, Decision] = {}


def decisions(*named: Decision) -> None:
    """Name decisions that are given with reasons."""
    DECISIONS.update({each.kind: each for each in named})


def decision_of(statement: StatementOfReasons) -> Decision:
    return DECISIONS[statement.decision]


def decided_thing(statement: StatementOfReasons) -> Any:
    """The row that it is about."""
    label, _colon, pk = statement.thing.partition(":")
    return apps.get_model(label)._default_manager.get(pk=pk)


@transaction.atomic(savepoint=False)
def state_reasons(
    kind: str,
    thing: models.Model,
    *,
    by: User,
    reason: Reason,
    words: str,
    to: Iterable[int],
    is_automated: bool = False,
) -> StatementOfReasons:
    """Write down why, for the people with these keys. `words` are the facts that the decision relies on."""
    now = clock.now()
    with translation.override(None):
        # Kept as msgids: read in the reader's language, and what was said stays even if we say it otherwise one day.
        said = {
            "reason": str(reason.sentence),
            "ground": str(reason.ground),
            "effect": str(DECISIONS[kind].effect),
        }
    statement = StatementOfReasons.objects.create(
        decision=kind,
        thing=key_of(thing),
        code=reason.code,
        words=words,
        is_automated=is_automated,
        issued_by=by,
        issued_at=now,
        complain_until=now + COMPLAIN_FOR,
        **said,
    )
    StatementPerson.objects.bulk_create(
        StatementPerson(statement=statement, person_id=person) for person in sorted(set(to))
    )
    return statement


@dataclass(frozen=True)
class Said:
    """A statement in words, in the language of the moment."""

    number: str
    title: str
    reason: str
    ground: str
    words: str
    effect: str
    method: str
    issued_at: object
    complain_until: object


def in_words(statement: StatementOfReasons) -> Said:
    automated = gettext("Software decided this; a person decides about your complaint.")
    by_person = gettext("A person decided this. Software only checked numbers and files, and decided nothing.")
    return Said(
        number=statement.number,
        title=str(decision_of(statement).title),
        reason=gettext(statement.reason),
        ground=gettext(statement.ground),
        words=statement.words,
        effect=gettext(statement.effect),
        method=automated if statement.is_automated else by_person,
        issued_at=statement.issued_at,
        complain_until=statement.complain_until,
    )
