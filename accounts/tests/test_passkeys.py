"""A passkey: added, shown, confirmed with, and the door at which it signs in alone."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from accounts.tests.conftest import kind_of
from accounts.tests.doors import MANAGE, PASSKEY_DOOR, As, Mails, challenge, is_signed_in, sign_in, without_token
from accounts.tests.factors import with_second_factor
from accounts.tests.passkeys import SoftKey, handle_of


def test_a_passkey_is_added_and_signs_in_alone(client: Client, member: User, mails: Mails) -> None:
    key = SoftKey()
    sign_in(client, member)
    page = client.get(f"{MANAGE}webauthn/add/")
    assert "<script>" not in page.text
    options = page.context["js_data"]["creation_options"]
    form = {"name": "My phone", "passwordless": "on", "credential": json.dumps(key.create(options))}

    client.post(f"{MANAGE}webauthn/add/", form)

    assert "My phone" in client.get(MANAGE).text
    assert [kind_of(mail) for mail in mails(member.email)] == ["webauthn_added"]
    other = Client()
    credential = key.get(challenge(other), handle_of(member))
    answer = other.post(PASSKEY_DOOR, {"credential": json.dumps(credential), "next": "/basket/"})
    assert is_signed_in(other)
    assert answer.headers["Location"] == "/basket/"


def test_an_answer_of_a_passkey_is_good_once(client: Client, member: User) -> None:
    key = SoftKey()
    key.given_to(member)
    credential = json.dumps(key.get(challenge(client), handle_of(member)))
    client.post(PASSKEY_DOOR, {"credential": credential})
    assert is_signed_in(client)

    other = Client()
    challenge(other)
    other.post(PASSKEY_DOOR, {"credential": credential})
    assert not is_signed_in(other)


def test_a_passkey_is_the_second_factor_after_a_password(client: Client, member: User) -> None:
    key = SoftKey()
    key.given_to(member)
    asked = client.get(sign_in(client, member).headers["Location"])
    options = asked.context["js_data"]["request_options"]

    client.post(f"{MANAGE}authenticate/", {"credential": json.dumps(key.get(options))})

    assert is_signed_in(client)


def test_a_passkey_confirms_that_it_is_still_its_person(as_: As, member: User, later: Callable[..., Any]) -> None:
    key = SoftKey()
    key.given_to(member)
    client = as_(member)
    later(timedelta(minutes=16))
    asked = client.get(f"{MANAGE}webauthn/add/")
    assert "/2fa/webauthn/reauthenticate/" in asked.headers["Location"]
    options = client.get(asked.headers["Location"]).context["js_data"]["request_options"]

    form = {"credential": json.dumps(key.get(options)), "next": f"{MANAGE}webauthn/add/"}
    answer = client.post(f"{MANAGE}webauthn/reauthenticate/", form)

    assert answer.headers["Location"] == f"{MANAGE}webauthn/add/"


def test_nobody_touches_the_passkey_of_another(as_: As, member: User, mallory: User) -> None:
    key = SoftKey().given_to(member)
    client = as_(with_second_factor(mallory))

    for page in ("remove", "edit"):
        url = f"{MANAGE}webauthn/keys/{key.pk}/{page}/"
        assert client.get(url).status_code == 404
        assert client.post(url, {"name": "Mine"}).status_code == 404

    key.refresh_from_db()
    assert key.data["name"] == "Soft key"


# --- No page tells who has an account


def test_the_door_for_passkeys_tells_nobody_who_has_an_account(client: Client, member: User) -> None:
    key = SoftKey()
    key.given_to(member)
    asked = challenge(client)
    assert not asked["publicKey"].get("allowCredentials")

    said = []
    # Another key for her account; nobody's account; no account at all, or nonsense in its place.
    for whose in (handle_of(member), handle_of(User(pk=99_999)), "!!", None):
        credential = SoftKey("another").get(challenge(client), whose)
        page = client.post(PASSKEY_DOOR, {"credential": json.dumps(credential)}, follow=True)
        said.append(without_token(page))
        assert not is_signed_in(client)

    assert len(set(said)) == 1
    assert "This code is not good" in said[0]


@pytest.mark.parametrize(
    "junk", ["", "{}", "[]", "null", '"x"', "{", '{"response": []}', '{"response": {"userHandle": 7}}']
)
def test_junk_at_that_door_is_refused_and_no_error(client: Client, db: None, junk: str) -> None:
    challenge(client)

    assert client.post(PASSKEY_DOOR, {"credential": junk}).status_code == 302
