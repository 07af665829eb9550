"""The table, and what it says of the goals."""

from __future__ import annotations

from dataclasses import replace

from bench.load import Result
from bench.report import missed, table

BARE = Result("bare", 10, 1000.0, 1.0, 2.0, 0.8, 0.0, 40.0, None, None)
PAGE = replace(BARE, name="category", per_second=50.0, statements=8, with_savepoints=8)
CHECKOUT = replace(BARE, name="checkout, two shops", statements=60, with_savepoints=66)


def test_each_row_stands_beside_the_bare_view() -> None:
    lines = table([BARE, PAGE, CHECKOUT]).splitlines()

    assert lines[2].startswith("| bare | 1,000.0 | 1.00 |")
    assert lines[3].startswith("| category | 50.0 | 0.05 |")
    assert lines[3].endswith("| 8 |")
    assert lines[4].endswith("| 60 (+6) |")


def test_goals_that_were_missed_are_named() -> None:
    assert missed([BARE, PAGE, CHECKOUT]) == []
    assert missed([replace(PAGE, statements=9)]) == ["category takes 9 statements; the goal is at most 8."]
    assert len(missed([replace(CHECKOUT, statements=61)])) == 1
