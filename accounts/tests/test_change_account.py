from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.test import Client

from accounts.models import User
from accounts.tests.conftest import code_in, kind_of
from core.models import OutgoingMail

PASSWORD = "Alice opens the door"


@pytest.fixture
def trusted(client: Client, member: User) -> Any:
    """Alice's browser, in which she has just typed her password again."""
    client.force_login(member)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    return client


def test_a_new_password_is_told_to_its_owner(
    trusted: Client, member: User, mails: Callable[[str], list[OutgoingMail]]
) -> None:
    form = {"oldpassword": PASSWORD, "password1": "nine brown hedgehogs", "password2": "nine brown hedgehogs"}

    trusted.post("/accounts/password/change/", form, headers={"user-agent": "Lynx/2.9"})

    member.refresh_from_db()
    assert member.check_password("nine brown hedgehogs")
    (mail,) = mails("alice@example.com")
    assert kind_of(mail) == "password_changed"
    assert "Lynx/2.9" in mail.text
    assert not mail.is_sensitive


def test_a_changed_address_is_confirmed_at_the_new_and_told_at_the_old(
    trusted: Client, member: User, mails: Callable[[str], list[OutgoingMail]]
) -> None:
    trusted.post("/accounts/email/", {"email": "Alice@New.example", "action_add": ""})
    (mail,) = mails("alice@new.example")
    member.refresh_from_db()
    assert member.email == "alice@example.com"

    trusted.post("/accounts/confirm-email/", {"code": code_in(mail)})

    member.refresh_from_db()
    assert member.email == "alice@new.example"
    assert [address.email for address in EmailAddress.objects.filter(user=member)] == ["alice@new.example"]
    (told,) = mails("alice@example.com")
    assert kind_of(told) == "email_changed"
    assert "alice@new.example" in told.text


def test_nobody_takes_over_the_address_of_another(
    trusted: Client, member: User, bob: User, mails: Callable[[str], list[OutgoingMail]]
) -> None:
    EmailAddress.objects.create(user=bob, email=bob.email, verified=True, primary=True)

    trusted.post("/accounts/email/", {"email": "bob@example.com", "action_add": ""})
    # Even if bob is talked into telling the code that he was mailed:
    for mail in mails("bob@example.com"):
        trusted.post("/accounts/confirm-email/", {"code": code_in(mail)})

    member.refresh_from_db()
    assert member.email == "alice@example.com"
    assert EmailAddress.objects.get(email="bob@example.com", verified=True).user == bob


def test_a_change_of_address_needs_the_password_again(
    client: Client, member: User, mails: Callable[[str], list[OutgoingMail]]
) -> None:
    client.force_login(member)

    answer = client.post("/accounts/email/", {"email": "alice@new.example", "action_add": ""})

    assert "/reauthenticate/" in answer.headers["Location"]
    assert mails("alice@new.example") == []
