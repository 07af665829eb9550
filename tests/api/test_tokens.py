"""Signing in: a token for programs, the session with its form token for our own pages."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.test import Client

from accounts.models import User
from tests.api.conftest import Program

pytestmark = pytest.mark.django_db
AUTH = "/api/auth/app/v1"
New = Callable[..., Program]


def sign_in(password: str) -> Any:
    body = {"email": "alice@example.com", "password": password}
    return Client().post(f"{AUTH}/auth/login", body, content_type="application/json")


@pytest.fixture
def confirmed(alice: User) -> User:
    EmailAddress.objects.create(user=alice, email=alice.email, verified=True, primary=True)
    return alice


def test_a_password_gives_a_token_that_opens_the_api(confirmed: User, program: New) -> None:
    token = sign_in("Alice opens the door").json()["meta"]["session_token"]

    assert program(**{"X-Session-Token": token}).send("get", "me/").json()["email"] == "alice@example.com"


def test_a_wrong_password_gives_none(confirmed: User) -> None:
    response = sign_in("open sesame")

    assert response.status_code == 400
    assert "session_token" not in response.content.decode()


def test_guessing_is_slowed_down(confirmed: User) -> None:
    said = [sign_in(f"guess {number}").json()["errors"][0]["code"] for number in range(8)]

    assert said[-1] == "too_many_login_attempts"


NEW = "eleven grey hedgehogs"


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("auth/login", {"password": "open sesame"}),
        ("auth/signup", {"password": NEW, "name": "Somebody"}),
        ("auth/code/request", {}),
        ("auth/password/request", {}),
        # The step after each asks no more of an address that nobody has.
        ("auth/code/confirm", {"code": "AAAA-AAAA"}),
        ("auth/password/reset", {"key": "AAAA-AAAA", "password": NEW}),
        ("auth/email/verify", {"key": "AAAA-AAAA"}),
    ],
)
def test_no_door_tells_who_has_an_account(confirmed: User, path: str, body: dict[str, str]) -> None:
    first = {
        "auth/code/confirm": "auth/code/request",
        "auth/password/reset": "auth/password/request",
        "auth/email/verify": "auth/signup",
    }.get(path, "")

    def answers_to(email: str) -> list[tuple[int, str]]:
        asker, token, said = Client(), "", []
        for step, given in ((first, {"password": NEW, "name": "Somebody"}), (path, body)):
            if not step:
                continue
            headers = {"X-Session-Token": token} if token else {}
            answer = asker.post(
                f"{AUTH}/{step}", {"email": email} | given, content_type="application/json", headers=headers
            )
            token = answer.json().get("meta", {}).get("session_token", token)
            words = answer.text.replace(email, "the address").replace(token or "-", "the token")
            said.append((answer.status_code, words))
        return said

    assert answers_to(confirmed.email) == answers_to("nobody@example.com")


def test_signing_out_ends_the_token_at_once(confirmed: User, program: New) -> None:
    token = sign_in("Alice opens the door").json()["meta"]["session_token"]

    Client().delete(f"{AUTH}/auth/session", headers={"X-Session-Token": token})

    assert program(**{"X-Session-Token": token}).send("get", "me/").status_code == 401


@pytest.mark.parametrize("change", ["password", "is_active"])
def test_a_new_password_or_the_end_of_the_account_ends_it_too(confirmed: User, program: New, change: str) -> None:
    token = sign_in("Alice opens the door").json()["meta"]["session_token"]
    if change == "password":
        confirmed.set_password("another one 123")
    else:
        confirmed.is_active = False
    confirmed.save()

    assert program(**{"X-Session-Token": token}).send("get", "me/").status_code == 401


def test_a_browsers_session_needs_the_form_token_to_change_something(alice: User) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(alice)

    assert browser.get("/api/v1/me/").status_code == 200
    response = browser.patch("/api/v1/me/", {"name": "Mallory"}, content_type="application/json")
    assert response.status_code == 403
    assert response.json()["code"] == "core.forbidden"
    alice.refresh_from_db()
    assert alice.name == "Alice"


def test_a_token_needs_no_form_token(alice: User, program: New) -> None:
    assert program(alice).send("patch", "me/", {"name": "Alicia"}).json()["name"] == "Alicia"
