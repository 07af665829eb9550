"""Signing in with a second factor, and what no page tells of it."""

from __future__ import annotations

from django.test import Client

from accounts.models import User
from accounts.tests.conftest import code_in, kind_of
from accounts.tests.doors import MANAGE, Mails, confirm, is_signed_in, sign_in, without_token
from accounts.tests.factors import code_now, recovery_codes_of, with_second_factor


def test_a_password_alone_no_longer_opens_the_account(client: Client, member: User) -> None:
    with_second_factor(member)

    asked = sign_in(client, member)
    assert asked.headers["Location"] == f"{MANAGE}authenticate/"
    assert not is_signed_in(client)

    client.post(f"{MANAGE}authenticate/", {"code": "000000"})
    assert not is_signed_in(client)
    client.post(f"{MANAGE}authenticate/", {"code": code_now()})
    assert is_signed_in(client)


def test_a_mailed_code_alone_does_not_either(client: Client, member: User, mails: Mails) -> None:
    with_second_factor(member)
    client.post("/accounts/login/code/", {"email": member.email})

    answer = client.post("/accounts/login/code/confirm/", {"code": code_in(mails(member.email)[0])})

    assert answer.headers["Location"] == f"{MANAGE}authenticate/"
    assert not is_signed_in(client)


def test_a_code_works_once(client: Client, member: User) -> None:
    with_second_factor(member)
    sign_in(client, member)
    code = code_now()
    client.post(f"{MANAGE}authenticate/", {"code": code})
    other = Client()
    sign_in(other, member)

    other.post(f"{MANAGE}authenticate/", {"code": code})

    assert is_signed_in(client)
    assert not is_signed_in(other)


def test_guessing_codes_is_stopped(client: Client, member: User) -> None:
    with_second_factor(member)
    code = code_now()
    sign_in(client, member)
    for guess in range(5):
        client.post(f"{MANAGE}authenticate/", {"code": f"00000{guess}"})

    client.post(f"{MANAGE}authenticate/", {"code": code})

    assert not is_signed_in(client)


def test_a_recovery_code_works_once_and_is_told(client: Client, member: User, mails: Mails) -> None:
    with_second_factor(member)
    code = recovery_codes_of(member)[0]
    sign_in(client, member)
    client.post(f"{MANAGE}authenticate/", {"code": code})
    assert is_signed_in(client)
    (mail,) = mails(member.email)
    assert (kind_of(mail), "9 are left" in mail.text) == ("recovery_code_used", True)

    other = Client()
    sign_in(other, member)
    other.post(f"{MANAGE}authenticate/", {"code": code})
    assert not is_signed_in(other)


def test_a_wrong_password_says_nothing_of_a_second_factor(client: Client, member: User, mallory: User) -> None:
    with_second_factor(member)
    confirm(mallory)

    pages = [
        without_token(page).replace(email, "ADDRESS")
        for email in (member.email, mallory.email, "nobody@example.com")
        for page in [client.post("/accounts/login/", {"login": email, "password": "wrong"})]
    ]

    assert len(set(pages)) == 1
