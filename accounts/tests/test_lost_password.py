from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.test import Client

from accounts.models import User
from accounts.tests.conftest import code_in, kind_of, words_of
from core.models import OutgoingMail

NEW = {"password1": "nine brown hedgehogs", "password2": "nine brown hedgehogs"}


def ask(client: Client, email: Any) -> Any:
    return client.post("/accounts/password/reset/", {"email": email})


def test_a_mailed_code_lets_one_choose_a_new_password(
    client: Client, member: User, mails: Callable[[str], list[OutgoingMail]]
) -> None:
    ask(client, "alice@example.com")
    (mail,) = mails("alice@example.com")
    assert mail.is_sensitive
    client.post("/accounts/password/reset/confirm/", {"code": code_in(mail)})

    client.post("/accounts/password/reset/complete/", NEW)

    member.refresh_from_db()
    assert member.check_password("nine brown hedgehogs")
    assert [kind_of(mail) for mail in mails("alice@example.com")] == ["password_reset_code", "password_reset"]


def test_without_the_code_nothing_changes(client: Client, member: User) -> None:
    ask(client, "alice@example.com")

    client.post("/accounts/password/reset/complete/", NEW)

    member.refresh_from_db()
    assert not member.check_password("nine brown hedgehogs")


def test_asking_tells_nobody_who_has_an_account(
    client: Client, member: User, mails: Callable[[str], list[OutgoingMail]]
) -> None:
    known = ask(client, "alice@example.com")
    known_page = client.get(known.headers["Location"])
    client.cookies.clear()

    unknown = ask(client, "nobody@example.com")

    unknown_page = client.get(unknown.headers["Location"])
    assert (unknown.status_code, unknown.headers["Location"]) == (known.status_code, known.headers["Location"])
    assert words_of(unknown_page, "nobody@example.com") == words_of(known_page, "alice@example.com")
    assert [kind_of(mail) for mail in mails("nobody@example.com")] == ["unknown_account"]
