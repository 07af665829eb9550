"""What became of each row."""

from __future__ import annotations

from dataclasses import dataclass, field

from catalog.models import Outcome

__all__ = ["Outcome", "RowReport"]


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

    def joined(self, other: RowReport) -> RowReport:
        """Both as one: what is worse comes first, and nothing that either said is lost."""
        worst = max(self.outcome, other.outcome, key=list(_BY_WEIGHT).index)
        named = [f"{other.name}: {note}" for note in other.notes]
        return RowReport(self.row, self.name, worst, self.notes + named)


_BY_WEIGHT = (Outcome.UNCHANGED, Outcome.UPDATED, Outcome.CREATED, Outcome.LEFT_OUT, Outcome.REFUSED)
