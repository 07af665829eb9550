"""A program that signs in shows a second factor, too."""

from __future__ import annotations

from typing import Any

from allauth.mfa.models import Authenticator
from django.test import Client

from accounts.models import User
from accounts.tests.doors import confirm, password_of
from accounts.tests.factors import code_now, with_second_factor
from sellers.tests.factories import open_shop


def token_of(user: User, *, code: str = "") -> tuple[int, str]:
    auth = "/api/auth/app/v1/auth"
    body = {"email": user.email, "password": password_of(user)}
    answer = Client().post(f"{auth}/login", body, content_type="application/json").json()
    token = answer["meta"]["session_token"]
    if code:
        answer = (
            Client()
            .post(
                f"{auth}/2fa/authenticate",
                {"code": code},
                content_type="application/json",
                headers={"X-Session-Token": token},
            )
            .json()
        )
        token = answer["meta"].get("session_token", token)
    return answer["status"], token


def ask(path: str, token: str) -> Any:
    return Client().get(f"/api/v1/{path}", headers={"X-Session-Token": token})


def test_a_program_shows_a_code_too(member: User) -> None:
    with_second_factor(member)
    status, token = token_of(member)
    assert status == 401
    assert ask("me/", token).status_code == 401

    status, token = token_of(member, code=code_now())

    assert status == 200
    assert ask("me/", token).json()["email"] == member.email


def test_a_token_of_the_staff_without_a_second_factor_is_refused(rita: User) -> None:
    confirm(rita)
    Authenticator.objects.all().delete()
    _status, token = token_of(rita)

    for path in ("me/", "listings/"):
        refused = ask(path, token)
        assert (refused.status_code, refused.json()["code"]) == (403, "accounts.second_factor_needed")

    with_second_factor(rita)
    assert ask("me/", token).json()["code"] == "accounts.second_factor_needed"
    _status, token = token_of(rita, code=code_now())
    assert ask("me/", token).status_code == 200


def test_a_token_of_an_owner_without_one_sells_but_does_not_change_the_shop(bob: User) -> None:
    confirm(bob)
    shop = open_shop(bob)
    _status, token = token_of(bob)

    refused = ask(f"desk/{shop.slug}/settings/", token)
    assert (refused.status_code, refused.json()["code"]) == (403, "accounts.second_factor_needed")
    assert ask(f"desk/{shop.slug}/orders/", token).status_code == 200

    with_second_factor(bob)
    _status, token = token_of(bob, code=code_now())
    assert ask(f"desk/{shop.slug}/settings/", token).status_code == 200
