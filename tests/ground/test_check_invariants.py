"""
`manage.py check_invariants` exits 1 and names the row, for each invariant that there is.

One market that is sound; each invariant in turn is broken by hand in it (tests.ground.damage), as somebody with a shell
could, and mended. What the database itself forbids is done past its constraints.
"""

from __future__ import annotations

from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command

from core.invariants import REGISTRY
from orders.models import OrderLine
from tests.access.knocking import undone
from tests.access.world import World, build_world
from tests.ground.damage import DAMAGES, order_of, write


def check() -> tuple[int, str]:
    said = StringIO()
    try:
        call_command("check_invariants", stdout=said, stderr=StringIO())
    except SystemExit as end:
        return int(str(end.code)), said.getvalue()
    return 0, said.getvalue()


def named(title: str, said: str) -> set[str]:
    """The rows that were named under this invariant."""
    lines = (line.partition(f"{title}: ") for line in said.splitlines())
    return {rest.partition(": ")[0] for _code, found, rest in lines if found}


@pytest.fixture
def sound(db: None) -> World:
    world = build_world()
    assert check()[0] == 0, check()[1]
    return world


def test_what_is_broken_by_hand_is_named_by_the_command(sound: World) -> None:
    unnoticed = {}
    for title, damage in DAMAGES.items():
        with undone():
            row = damage(sound)
            code, said = check()
            if code != 1 or row not in named(title, said):
                unnoticed[title] = (row, code, said)

    assert unnoticed == {}
    assert check()[0] == 0


def test_each_invariant_is_broken_by_some_damage() -> None:
    assert {each.title for each in REGISTRY} == set(DAMAGES)


@pytest.mark.parametrize("columns", [{"title": "Another"}, {"sku": "OTHER"}, {"unit_amount": 1, "total_amount": 1}])
def test_a_line_that_says_something_else_than_its_promise_is_named(sound: World, columns: dict[str, Any]) -> None:
    line = OrderLine.objects.get(order=order_of(sound, "paid"))
    write(line, **columns)

    code, said = check()

    assert code == 1
    assert f"order line {line.pk}: " in said
