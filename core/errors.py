"""Refusals: what a person may be told. Anything else that escapes is a bug."""

from __future__ import annotations

from typing import ClassVar

from django.utils.translation import gettext_lazy as _


class DomainError(Exception):
    """
    A refusal that a person can understand: `code` for programs, `message` for people, `details` for both.

    Subclasses stand beside the code that raises them and set their own `code`, "<app>.<what_went_wrong>".
    """

    code: ClassVar[str] = "core.refused"

    def __init__(self, message: object, **details: object) -> None:
        super().__init__(message)
        self.lazy_message = message
        self.details = details

    @property
    def message(self) -> str:
        """The sentence, in the language that is active when somebody reads it."""
        return str(self.lazy_message)


class ImpossibleMove(DomainError):
    """The thing is no longer in a status from which this move is possible."""

    code = "core.impossible_move"

    def __init__(self, message: object = "", **details: object) -> None:
        super().__init__(message or _("This has changed in the meantime. Please look again."), **details)
