"""Tables that become notes on a phone say on each line what their heading says on a desk."""

from __future__ import annotations

import re

import pytest

from tests.look.places import ROOT

TABLE = re.compile(r'<table class="table stacks">(.*?)</table>', re.DOTALL)
HEADING = re.compile(r'<th scope="col"[^>]*>\{% translate "([^"]+)" %\}')
LABEL = re.compile(r'data-label="\{% translate "([^"]+)" %\}"')
TABLES = [
    (path.name, table)
    for path in sorted((ROOT / "templates").rglob("*.html"))
    for table in TABLE.findall(path.read_text(encoding="utf-8"))
]


def test_there_are_such_tables() -> None:
    assert len(TABLES) >= 4


@pytest.mark.parametrize("table", [table for _name, table in TABLES], ids=[name for name, _table in TABLES])
def test_a_line_has_the_name_of_its_column(table: str) -> None:
    headings, labels = HEADING.findall(table), LABEL.findall(table)

    assert [label for label in labels if label not in headings] == []
    # A picture, a title and a badge speak for themselves.
    assert len(headings) - len(labels) <= 3
