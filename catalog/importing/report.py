"""What became of each row."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Outcome(TextChoices):
    CREATED = "created", _("created")
    UPDATED = "updated", _("updated")
    UNCHANGED = "unchanged", _("unchanged")
    LEFT_OUT = "left_out", _("left out")
    REFUSED = "refused", _("refused")


@dataclass
class RowReport:
    """One row of the file: its number as an editor shows it, what it is about, what became of it, and why."""

    row: int
    name: str
    outcome: Outcome
    notes: list[str] = field(default_factory=list)

    @property
    def sentence(self) -> str:
        return " ".join(self.notes)
