from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from accounts.models import User

FORM = {"name": "Alice B", "language": "id", "time_zone": "Asia/Jakarta"}


def test_the_page_shows_what_is_kept(as_: Callable[[User], Client], alice: User) -> None:
    page = as_(alice).get("/account/settings/")

    assert page.status_code == 200
    assert page.context["form"]["name"].value() == "Alice"
    assert "alice@example.com" in page.content.decode()
    assert "no-store" in page.headers["Cache-Control"]


def test_what_is_typed_is_kept_and_the_page_speaks_the_new_language(as_: Callable[[User], Client], alice: User) -> None:
    answer = as_(alice).post("/account/settings/", FORM)

    alice.refresh_from_db()
    assert (alice.name, alice.language, alice.time_zone) == ("Alice B", "id", "Asia/Jakarta")
    assert answer.headers["Location"] == "/id/account/settings/"


@pytest.mark.parametrize("wrong", [{"language": "tlh"}, {"time_zone": "Mars/Olympus"}, {"name": "x" * 151}])
def test_wrong_input_changes_nothing_and_stays_in_the_form(
    as_: Callable[[User], Client], alice: User, wrong: Any
) -> None:
    page = as_(alice).post("/account/settings/", FORM | wrong)

    alice.refresh_from_db()
    assert alice.name == "Alice"
    assert list(page.context["form"].errors) == list(wrong)
    assert page.context["form"]["name"].value() == (FORM | wrong)["name"]


@pytest.mark.parametrize("field", ["email", "is_staff", "is_superuser", "is_active"])
def test_nobody_makes_themselves_more_by_an_extra_field(as_: Callable[[User], Client], alice: User, field: Any) -> None:
    before = getattr(alice, field)

    as_(alice).post("/account/settings/", FORM | {field: "on"})

    alice.refresh_from_db()
    assert getattr(alice, field) == before


def test_who_is_not_signed_in_is_asked_to(client: Client, db: None) -> None:
    assert client.get("/account/settings/").headers["Location"].startswith("/accounts/login/")
    assert client.post("/account/settings/", FORM).headers["Location"].startswith("/accounts/login/")
