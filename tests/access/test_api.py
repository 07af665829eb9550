"""The API's part of the access matrix: see api_matrix.py for the table. Each answer is held against the schema, too."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import get_resolver, reverse

from tests.access.api_matrix import CALLS, HERE, Call
from tests.access.knocking import Answer, every_url, knocked, wrong_with
from tests.access.world import World
from tests.api.conforming import wrong_with_answer

# The others differ from these only in what the staff's pages show.
ROLES = ("anonymous", "gus", "alice", "bob", "carol", "ada")
# Each view of a document is on record.
RECORDED = ("application-document", "desk-claim-document", "desk-brand-document", "decision-document")
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")


def named(given: Mapping[str, Any], world: World) -> dict[str, Any]:
    """The same with things of the world in place of their names."""
    return {key: world.things.get(thing, thing) if isinstance(thing, str) else thing for key, thing in given.items()}


def as_file(value: Any) -> Any:
    return SimpleUploadedFile("sent.bin", value) if isinstance(value, bytes) else value


def url_of(call: Call, world: World) -> str:
    return reverse(HERE + call.name, kwargs=named(call.where, world))


def call_as(role: str, call: Call, world: World, method: str = "") -> Answer:
    headers = {"Idempotency-Key": f"matrix-{role}"}
    if role == "gus":
        headers["Order-Token"] = world.things["guests_token"]
    body = {name: as_file(value) for name, value in named(call.body or {}, world).items()}
    given: Any = {"data": body} if call.form else {"data": body, "content_type": "application/json"}
    url, send = url_of(call, world), (method or call.method).lower()
    if send == "get":
        given = {"data": body}
    strange: list[str] = []

    def ask(browser: Client) -> Any:
        response = getattr(browser, send)(url, headers=headers, **given)
        strange.extend(wrong_with_answer(call.name, send, response) if not method else [])
        return response

    answer = knocked(ask, world.browser(role))
    assert not strange, f"{call} as {role}: {strange}"
    # Written first and undone with a refusal: core/tests/test_idempotency.py.
    return replace(answer, wrote=answer.wrote - {"core_idempotencykey"})


@cache
def routes() -> dict[str, set[str]]:
    """The methods of each address of the API, by its name."""
    found: dict[str, set[str]] = {}
    for name, pattern in _patterns(get_resolver().url_patterns, ""):
        if name.startswith(HERE):
            actions = pattern.callback.actions
            found.setdefault(name.removeprefix(HERE), set()).update(method.upper() for method in actions)
    return found


def _patterns(patterns: Any, space: str) -> Any:
    for pattern in patterns:
        if hasattr(pattern, "url_patterns"):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from _patterns(pattern.url_patterns, inner)
        else:
            yield f"{space}{pattern.name or ''}", pattern


def test_every_method_of_every_address_has_a_row() -> None:
    known = {(call.name, call.method) for call in CALLS}
    wanted = {(name, method) for name, methods in routes().items() for method in methods - {"HEAD"}}

    assert wanted - known == set()
    assert known - wanted == set()
    assert {name for name, _route, _arguments in every_url() if name.startswith(HERE)} == {
        f"{HERE}{name}" for name in routes()
    }


@pytest.mark.parametrize("call", CALLS, ids=str)
def test_call(world: World, call: Call) -> None:
    wrong = []
    for role in ROLES:
        answer = call_as(role, call, world)
        wrong += [f"{role}: {what}" for what in wrong_with(answer, call.said[role], world.strangers_words(role))]
        if call.method == "GET" and answer.wrote and call.name not in RECORDED:
            wrong.append(f"{role}: wrote to {sorted(answer.wrote)}")

    assert not wrong


@pytest.mark.parametrize("stranger", [True, False])
def test_methods_that_an_address_does_not_know_change_nothing(world: World, stranger: bool) -> None:
    wrong = []
    for place, call in enumerate({call.name: call for call in CALLS}.values()):
        # Shopper and seller in turn: what an address does not know it knows for nobody.
        role = "anonymous" if stranger else ("alice", "bob")[place % 2]
        for method in set(METHODS) - routes()[call.name]:
            answer = call_as(role, call, world, method)
            if answer.said not in (401, 405) or answer.wrote:
                wrong.append(f"{method} {call.name}: {answer.said}, wrote to {sorted(answer.wrote)}")

    assert not wrong
