"""Lives: a status changes only by a move that the app's table allows, and only once."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import ClassVar

from django.db import models

from core.errors import ImpossibleMove


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
        changed = type(self)._default_manager.filter(pk=self.pk, status=self.status).update(status=status, **fields)
        if not changed:
            raise ImpossibleMove(status=str(self.status), wanted=str(status))
        self.status = status
        for name, value in fields.items():
            setattr(self, name, value)
