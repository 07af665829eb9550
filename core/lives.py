"""Lives: a status changes only by a move that the app's table allows, and only once."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import cache
from typing import Any, ClassVar

from django.db import models

from core.errors import ImpossibleMove
from core.lookups import GivenKeys
from core.statements import Change, Given


class Living(models.Model):
    """
    Something with a status and a table of moves.

    Subclasses declare a `status` field with choices, and `LIFE`: from each status to those that may follow it.
    """

    LIFE: ClassVar[Mapping[str, Collection[str]]]
    # Each subclass declares it again, with its own choices.
    status = models.CharField(max_length=24)

    class Meta:
        abstract = True

    def can_move_to(self, status: str) -> bool:
        return status in self.LIFE[self.status]

    def move_to(self, status: str, **fields: object) -> None:
        """
        Make the move in the database at once, together with `fields`.

        Raises ImpossibleMove when the table forbids it, or when somebody else moved this row first:
        the status in memory is part of the condition, so of two that try, one wins.
        """
        move_all([self], status, **fields)


def move_all(things: Sequence[Living], status: str, **fields: object) -> None:
    """
    The same move for all of these, which stand at the same status: one statement, which must move every one of them.

    Raises ImpossibleMove as `move_to` does. Of several, some may have been moved by then: call it inside a transaction,
    and let the refusal end it.
    """
    for thing in things:
        if thing.status != things[0].status or not thing.can_move_to(status):
            raise ImpossibleMove(status=str(thing.status), wanted=str(status))
    if things and _move(things, status, fields) != len(things):
        raise ImpossibleMove(status=str(things[0].status), wanted=str(status))
    for thing in things:
        thing.status = status
        for name, value in fields.items():
            setattr(thing, name, value)


def _move(things: Sequence[Living], status: str, fields: dict[str, Any]) -> int:
    """Move those that still have the status in memory, and say how many they were."""
    model, keys, was = type(things[0]), [thing.pk for thing in things], things[0].status
    if any(hasattr(value, "resolve_expression") for value in fields.values()):
        # A value that the database computes stands in no gap.
        return model._default_manager.filter(pk__in=keys, status=was).update(status=status, **fields)
    if len(things) == 1:
        return _move_of(model, tuple(fields), one=True).make(key=keys[0], was=was, status=status, **fields)
    return _move_of(model, tuple(fields), one=False).make(keys=keys, was=was, status=status, **fields)


@cache
def _move_of(model: type[Living], names: tuple[str, ...], *, one: bool) -> Change:
    """The UPDATE that moves one of these, or several, and sets the fields of these names with it."""

    def write() -> tuple[models.QuerySet[Living], dict[str, Any]]:
        fields: dict[str, Any] = {name: model._meta.get_field(name) for name in ("status", *names)}
        # PostgreSQL plans a list of keys anew each time, a single one once.
        which = {"pk": Given("key", model._meta.pk)} if one else {"pk__among": GivenKeys("keys")}
        still = model._default_manager.filter(**which, status=Given("was", fields["status"]))
        return still, {name: Given(name, field) for name, field in fields.items()}

    return Change(write)
