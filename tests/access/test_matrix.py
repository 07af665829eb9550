"""The access matrix: see matrix.py for the table."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.access.knocking import Answer, every_url, knock, wrong_with
from tests.access.matrix import MATRIX, SIGNING_IN, Row
from tests.access.world import ROLES, STAFF, World

# test_admin.py has the table of the staff's pages, test_api.py that of the API.
ELSEWHERE = ("admin:", "api:")


def url_of(row: Row, world: World) -> str:
    return reverse(row.name, kwargs={key: world.things.get(str(thing), thing) for key, thing in row.where.items()})


def data_of(row: Row, world: World) -> dict[str, object]:
    return {key: world.things.get(str(thing), thing) for key, thing in row.data.items()}


def test_every_address_has_a_row() -> None:
    known = {(row.name, frozenset(row.where)) for row in MATRIX}
    missing = {
        f"{name} ({route})"
        for name, route, arguments in every_url()
        if not name.startswith(ELSEWHERE) and (name, arguments) not in known
    }

    assert not missing


def test_every_row_has_an_address() -> None:
    known = {(name, arguments) for name, _route, arguments in every_url()}

    assert not [str(row) for row in MATRIX if (row.name, frozenset(row.where)) not in known]


@pytest.mark.parametrize("row", MATRIX, ids=str)
def test_row(world: World, row: Row) -> None:
    url, data = url_of(row, world), data_of(row, world)
    wrong = []
    for role in ROLES:
        looked, sent = knock(world, role, "GET", url), knock(world, role, "POST", url, data)
        wrong += [f"GET as {role}: {what}" for what in wrong_with(looked, row.get[role], world.strangers_words(role))]
        wrong += [f"POST as {role}: {what}" for what in wrong_with(sent, row.post[role], world.strangers_words(role))]
        if looked.wrote and not row.get_changes:
            wrong.append(f"GET as {role}: wrote to {sorted(looked.wrote)}")

    assert not wrong


@pytest.mark.parametrize("person", sorted(STAFF.keys() - set(ROLES)))
def test_no_role_of_the_staff_opens_what_is_one_persons(world: World, person: str) -> None:
    """The tables above ask as a reviewer and as an admin; on these pages all of the staff are strangers like them."""
    private = [
        row
        for row in MATRIX
        # A second factor is each one's own: mallory has none to give up.
        if row.get["mallory"] == 404 and row.get["anonymous"] != 404 and row not in SIGNING_IN
    ]
    wrong = [
        f"{row}: {what}"
        for row in private
        for what in wrong_with(knock(world, person, "GET", url_of(row, world)), 404, world.strangers_words(person))
    ]

    assert private
    assert not wrong


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE"])
@pytest.mark.parametrize("role", ["anonymous", "alice", "bob"])
def test_other_methods_change_nothing(world: World, role: str, method: str) -> None:
    changed = {str(row) for row in MATRIX if knock(world, role, method, url_of(row, world)).wrote}

    assert not changed


def test_the_harness_sees_a_change_and_a_leak(world: World) -> None:
    """What the tests above rely on: a right person's act is seen as a change, and their words are in the answer."""
    accepted = knock(world, "alice", "POST", reverse("orders:accept", args=[world.things["delivered"]]), {})
    shown = knock(
        world, "bob", "GET", reverse("orders:desk_detail", args=[world.things["shop"], world.things["delivered"]])
    )

    assert "orders_order" in accepted.wrote
    assert "Kanari Lane 1" in shown.words
    assert wrong_with(shown, 404, world.strangers_words("mallory"))
    assert wrong_with(Answer(404, "", accepted.wrote), 404, [])
