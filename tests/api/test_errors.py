"""Whatever goes wrong is said in one shape."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from unittest.mock import patch

import pytest
from django.db import OperationalError
from django.test import Client

from accounts.models import User
from orders.tests.factories import on_sale
from sellers.services import begin_application
from sellers.tests.factories import open_shop
from tests.api.conftest import Program

pytestmark = pytest.mark.django_db
New = Callable[..., Program]


def code_of(response: Any, status: int) -> str:
    """The code, after a look at the shape."""
    assert response.status_code == status, response.content
    assert response.headers["Content-Type"] == "application/json"
    said = response.json()
    assert set(said) == {"code", "message", "details"}
    assert isinstance(said["message"], str)
    assert isinstance(said["details"], dict)
    return str(said["code"])


def test_nobody_is_asked_to_sign_in(program: New) -> None:
    response = program().send("get", "me/")

    assert code_of(response, 401) == "core.not_signed_in"
    assert response.headers["WWW-Authenticate"].startswith("X-Session-Token")


def test_a_bad_token_is_refused_even_where_none_is_needed(program: New) -> None:
    stranger = program(**{"X-Session-Token": "nobodys"})

    assert code_of(stranger.send("get", "categories/"), 401) == "core.bad_token"


def test_what_is_not_there(program: New) -> None:
    for path in ("nothing/", "listings/0000-0000/", "shops/nobody/", "listings"):
        assert code_of(program().send("get", path), 404) == "core.not_found"


def test_a_method_that_the_address_does_not_know(program: New) -> None:
    response = program().send("delete", "categories/")

    assert code_of(response, 405) == "core.method_not_allowed"
    assert "GET" in response.headers["Allow"]


def test_what_cannot_be_read(alice: User, program: New) -> None:
    me = program(alice)
    token = me.own_headers

    broken = me.patch("/api/v1/me/", "{", content_type="application/json", headers=token)
    assert code_of(broken, 400) == "core.unreadable"
    form = me.patch("/api/v1/me/", "name=x", content_type="application/x-www-form-urlencoded", headers=token)
    assert code_of(form, 415) == "core.unsupported_media_type"
    assert code_of(me.get("/api/v1/me/", headers=token | {"Accept": "text/csv"}), 406) == "core.not_acceptable"
    assert code_of(me.get("/api/v1/me/?x=%00", headers=token), 400) == "core.unreadable"
    large = me.patch("/api/v1/me/", b'"' + b"x" * 300_000, content_type="application/json", headers=token)
    assert code_of(large, 413) == "core.too_large"


def test_fields_are_named(alice: User, program: New) -> None:
    response = program(alice).send(
        "post", "checkout/", {"shown": "x", "address": {"country": "XX"}}, key="fields-are-named"
    )

    assert code_of(response, 400) == "core.invalid"
    fields = response.json()["details"]["fields"]
    assert {"address.full_name", "address.street", "address.city", "address.country"} <= set(fields)
    assert all(isinstance(sentence, str) for sentences in fields.values() for sentence in sentences)


def test_a_refusal_has_its_own_code_and_no_key_of_a_row(alice: User, bob: User, program: New) -> None:
    variant = on_sale(open_shop(bob), stock=2)

    response = program(alice).send(
        "post", "basket/lines/", {"listing": variant.listing.number, "sku": variant.sku, "quantity": 3}
    )

    assert code_of(response, 409) == "orders.cannot_take"
    assert response.json()["details"] == {"available": 2}


def test_categories_that_are_not_there_are_refused_by_their_paths(alice: User, program: New) -> None:
    draft = begin_application(alice, answers={"kind": "company", "country": "ID", "legal_name": "PT Tanah Liat"})

    response = program(alice).send("put", f"applications/{draft.number}/categories/", {"categories": ["no/such"]})

    assert code_of(response, 409) == "taxonomy.no_such_category"
    assert response.json()["details"] == {"paths": ["no/such"]}


def test_sentences_are_in_the_readers_language(program: New) -> None:
    said = program().send("get", "listings/sorts/", **{"Accept-Language": "id"}).json()

    assert said != program().send("get", "listings/sorts/").json()


def test_too_many_requests_say_when_to_come_back(program: New, settings: Any) -> None:
    settings.API_LIMITS = {"visitor": {"read": 2}, "member": {"read": 2}}
    stranger = program()
    said = [stranger.send("get", "categories/").status_code for _ in range(4)]

    response = stranger.send("get", "categories/")

    assert said[:2] == [200, 200]
    assert code_of(response, 429) == "core.too_many_requests"
    assert 1 <= int(response.headers["Retry-After"]) <= 61


def test_a_bug_and_a_busy_database_are_said_in_the_same_shape() -> None:
    browser = Client(raise_request_exception=False)

    with patch("taxonomy.api.Category.objects.all", side_effect=RuntimeError("a secret")):
        bug = browser.get("/api/v1/categories/")
    with patch("taxonomy.api.Category.objects.all", side_effect=OperationalError("locked")):
        busy = browser.get("/api/v1/categories/")

    assert code_of(bug, 500) == "core.broken"
    assert "a secret" not in bug.content.decode()
    assert code_of(busy, 503) == "core.busy"
    assert busy.headers["Retry-After"]
