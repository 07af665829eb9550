"""Setting up a second factor, changing it, and giving it up."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.db import connection
from django.test import Client

from accounts.models import User
from accounts.tests.conftest import kind_of
from accounts.tests.doors import MANAGE, As, Mails, code_for, sign_in
from accounts.tests.factors import SECRET, recovery_codes_of, with_second_factor
from accounts.tests.passkeys import SoftKey
from sellers.tests.factories import open_shop

OnCommit = Callable[..., Any]


def test_codes_are_set_up_by_a_picture_and_nothing_inline(
    client: Client, member: User, mails: Mails, django_capture_on_commit_callbacks: OnCommit
) -> None:
    sign_in(client, member)
    page = client.get(f"{MANAGE}totp/activate/")
    assert 'src="data:image/svg+xml;base64,' in page.text
    assert "<script>" not in page.text
    assert "style=" not in page.text
    assert "no-store" in page.headers["Cache-Control"]
    secret = page.context["form"].secret

    wrong = client.post(f"{MANAGE}totp/activate/", {"code": "000000"})
    assert "This code is not good" in wrong.text
    with django_capture_on_commit_callbacks(execute=True):
        done = client.post(f"{MANAGE}totp/activate/", {"code": code_for(secret)})

    assert done.headers["Location"] == f"{MANAGE}recovery-codes/"
    factor = Authenticator.objects.get(user=member, type=Authenticator.Type.TOTP)
    assert secret not in json.dumps(factor.data)
    assert [kind_of(mail) for mail in mails(member.email)] == ["totp_activated"]


def test_recovery_codes_are_shown_once(client: Client, member: User, mails: Mails) -> None:
    with_second_factor(member)
    codes = recovery_codes_of(member)
    client.force_login(member)

    first = client.get(f"{MANAGE}recovery-codes/").text
    again = client.get(f"{MANAGE}recovery-codes/").text

    assert all(code in first for code in codes)
    assert not any(code in again for code in codes)


def test_secrets_are_encrypted_in_the_database(member: User) -> None:
    with_second_factor(member)
    codes = recovery_codes_of(member)

    with connection.cursor() as cursor:
        cursor.execute("SELECT data FROM mfa_authenticator")
        kept = str(cursor.fetchall())

    assert SECRET not in kept
    assert not any(code in kept for code in codes)


def test_an_address_that_is_not_confirmed_comes_first(client: Client, alice: User) -> None:
    EmailAddress.objects.create(user=alice, email=alice.email, verified=False, primary=True)
    client.force_login(alice)

    assert client.get(f"{MANAGE}totp/activate/").headers["Location"] == MANAGE


# --- Changing it, and giving it up


@pytest.mark.parametrize("who", ["rita", "bob"])
def test_the_last_one_cannot_be_given_up(
    request: pytest.FixtureRequest, as_: As, bob: User, rita: User, who: str
) -> None:
    user: User = request.getfixturevalue(who)
    if user == bob:
        open_shop(with_second_factor(bob))
    client = as_(user)
    url = f"{MANAGE}totp/deactivate/"

    assert "This is your last second factor" in client.get(url).text
    client.post(url)
    assert Authenticator.objects.filter(user=user).exists()

    key = SoftKey().given_to(user)
    client.post(url)
    assert list(Authenticator.objects.filter(user=user)) == [key]
    taking = client.post(f"{MANAGE}webauthn/keys/{key.pk}/remove/")
    assert "This is your last second factor" in taking.text
    assert Authenticator.objects.filter(user=user).exists()


def test_a_shopper_may_give_up_theirs_and_is_told(as_: As, member: User, mails: Mails) -> None:
    with_second_factor(member)
    recovery_codes_of(member)
    client = as_(member)

    client.post(f"{MANAGE}totp/deactivate/")

    assert not Authenticator.objects.filter(user=member).exists()
    assert [kind_of(mail) for mail in mails(member.email)] == ["totp_deactivated"]


def test_changing_factors_asks_who_it_is_after_a_while(as_: As, member: User, later: Callable[..., Any]) -> None:
    with_second_factor(member)
    client = as_(member)
    later(timedelta(minutes=16))

    for page in ("totp/deactivate/", "webauthn/add/", "recovery-codes/generate/"):
        assert "/reauthenticate/" in client.post(f"{MANAGE}{page}").headers["Location"], page
    assert Authenticator.objects.filter(user=member).count() == 1
