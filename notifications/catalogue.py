"""
Everything that people are told: each kind with its title, its sentence and the page that it leads to.

Sentences are lazy and take their particulars by name, so that each reader meets them in their own language.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from notifications.kinds import KINDS
from notifications.words import say_all

__all__ = ["KINDS", "Notice"]


@dataclass(frozen=True)
class Notice:
    """A kind with its particulars: what a reader sees, worded at the moment of reading."""

    kind: str
    particulars: Mapping[str, Any]

    @property
    def title(self) -> str:
        return str(KINDS[self.kind].title) % say_all(self.particulars)

    @property
    def text(self) -> str:
        return str(KINDS[self.kind].text) % say_all(self.particulars)

    @property
    def url(self) -> str:
        """The path of the page that it leads to, in the language of the moment."""
        page = KINDS[self.kind].page
        return reverse(page.name, kwargs={argument: self.particulars[name] for argument, name in page.where.items()})
