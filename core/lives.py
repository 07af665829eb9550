"""Lives: a status changes only by a move that the app's table allows, and only once."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import cache
from typing import Any, ClassVar

from django.db import models

from core.errors import ImpossibleMove
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
        if not self.can_move_to(status):
            raise ImpossibleMove(status=str(self.status), wanted=str(status))
        if not self._move(status, fields):
            raise ImpossibleMove(status=str(self.status), wanted=str(status))
        self.status = status
        for name, value in fields.items():
            setattr(self, name, value)

    def _move(self, status: str, fields: dict[str, Any]) -> int:
        if any(hasattr(value, "resolve_expression") for value in fields.values()):
            # The database computes it: nothing that stands in a gap.
            return type(self)._default_manager.filter(pk=self.pk, status=self.status).update(status=status, **fields)
        return _move_of(type(self), tuple(fields)).make(pk=self.pk, was=self.status, status=status, **fields)


@cache
def _move_of(model: type[Living], names: tuple[str, ...]) -> Change:
    """The UPDATE that moves one of these, and sets the fields of these names with it."""

    def write() -> tuple[models.QuerySet[Living], dict[str, Any]]:
        about = model._meta
        of_it = model._default_manager.filter(pk=Given("pk", about.pk), status=Given("was", about.get_field("status")))
        return of_it, {name: Given(name, about.get_field(name)) for name in ("status", *names)}

    return Change(write)
