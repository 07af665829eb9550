"""Text that people typed, kept as text."""

from __future__ import annotations

import pytest

from core.text import isolated


@pytest.mark.parametrize("name", ["Tanah Liat", "Маяк · Mayak Wool", "山语 Shanyu", "Käthe’s", "", "12 × 3"])
def test_a_name_that_turns_nothing_stays_as_it_is(name: str) -> None:
    assert isolated(name) == name


@pytest.mark.parametrize("name", ["دكان الفخار", "חנות 7", "abc \u202e cba", "ސުވަރުގެ"])
def test_a_name_that_turns_its_neighbours_is_isolated(name: str) -> None:
    assert isolated(name) == f"\u2068{name}\u2069"
