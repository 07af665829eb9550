"""The team's part of the access matrix: see team.py for the tables."""

from __future__ import annotations

import pytest

from tests.access.api_matrix import DESK as DESK_CALLS
from tests.access.api_matrix import Call
from tests.access.knocking import knock, wrong_with
from tests.access.matrix import DESK, Row
from tests.access.team import CALLS, PAGES
from tests.access.test_api import RECORDED, call_as
from tests.access.test_matrix import data_of, url_of
from tests.access.world import TEAM, World

# An owner cannot leave; a manager brings in nobody who keeps the books.
OTHERWISE = {("POST desk-leave", role): 204 for role in TEAM} | {("POST desk-invitations", "manu"): 409}
# What is asked before the shop is looked for: they are answered as anybody is.
ANYBODY = {"POST desk-brand-claim", "POST desk-photos"}


def may_open(row: Row, method: str) -> frozenset[str]:
    said = PAGES[row.name]
    return said if isinstance(said, frozenset) else said[("GET", "POST").index(method)]


def name_of(call: Call) -> str:
    return f"{call.method} {call.name}"


def may_call(call: Call) -> frozenset[str]:
    return CALLS[max((begin for begin in CALLS if name_of(call).startswith(begin)), key=len)]


def test_every_door_of_the_desk_has_a_row_and_every_row_a_door() -> None:
    assert {row.name for row in DESK} == set(PAGES)
    assert [name_of(call) for call in DESK_CALLS if not any(name_of(call).startswith(begin) for begin in CALLS)] == []
    assert [begin for begin in CALLS if not any(name_of(call).startswith(begin) for call in DESK_CALLS)] == []


@pytest.mark.parametrize("row", DESK, ids=str)
def test_page(world: World, row: Row) -> None:
    url, wrong = url_of(row, world), []
    for role in TEAM:
        for method, owners in (("GET", row.get["bob"]), ("POST", row.post["bob"])):
            expected = owners if owners == 405 or role in may_open(row, method) else 404
            answer = knock(world, role, method, url, data_of(row, world) if method == "POST" else None)
            found = wrong_with(answer, expected, world.strangers_words(role))
            if method == "GET" and answer.wrote and not row.get_changes:
                found.append(f"wrote to {sorted(answer.wrote)}")
            wrong += [f"{method} as {role}: {what}" for what in found]

    assert not wrong


@pytest.mark.parametrize("call", DESK_CALLS, ids=str)
def test_call(world: World, call: Call) -> None:
    wrong = []
    for role in TEAM:
        owners = OTHERWISE.get((name_of(call), role)) or call.said["bob"]
        expected = owners if role in may_call(call) or name_of(call) in ANYBODY else 404
        answer = call_as(role, call, world)
        wrong += [f"{role}: {what}" for what in wrong_with(answer, expected, world.strangers_words(role))]
        if call.method == "GET" and answer.wrote and call.name not in RECORDED:
            wrong.append(f"{role}: wrote to {sorted(answer.wrote)}")

    assert not wrong
