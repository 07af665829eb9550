"""A row of a catalogue, wherever it comes from."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """A line of a table: its number in the file, its cells by their heading, and why it cannot be used."""

    number: int
    cells: dict[str, str]
    problem: str = ""
