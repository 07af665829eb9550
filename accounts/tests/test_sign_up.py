from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.db import IntegrityError
from django.test import Client

from accounts import signals
from accounts.events import EmailConfirmed, UserSignedUp
from accounts.models import User
from accounts.tests.conftest import code_in, kind_of, words_of
from core.events import Fact
from core.models import OutgoingMail

FORM = {
    "email": "Zoe@Example.com",
    "name": "Zoe Ng",
    "password1": "ten green bottles",
    "password2": "ten green bottles",
}


@pytest.fixture
def sign_up(client: Client, db: None) -> Any:
    return lambda **changes: client.post("/accounts/signup/", FORM | changes)


def test_a_new_person_is_kept_announced_and_mailed_a_code(
    sign_up: Callable[..., Any], announced: Callable[..., list[Fact]], mails: Callable[[str], list[OutgoingMail]]
) -> None:
    answer = sign_up()

    zoe = User.objects.get(email="zoe@example.com")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/accounts/confirm-email/")
    assert (zoe.name, zoe.language, zoe.time_zone) == ("Zoe Ng", "en", "UTC")
    assert announced() == [UserSignedUp(user_id=zoe.pk)]
    (mail,) = mails("zoe@example.com")
    assert mail.is_sensitive
    assert kind_of(mail) == "email_confirmation_signup"


def test_the_mail_speaks_the_language_of_the_page(
    client: Client, db: None, mails: Callable[[str], list[OutgoingMail]]
) -> None:
    client.post("/id/accounts/signup/", FORM)

    assert User.objects.get(email="zoe@example.com").language == "id"
    assert mails("zoe@example.com")[0].language == "id"


def test_the_mailed_code_confirms_the_address_and_signs_in(
    client: Client,
    sign_up: Callable[..., Any],
    announced: Callable[..., list[Fact]],
    mails: Callable[[str], list[OutgoingMail]],
) -> None:
    sign_up()
    code = code_in(mails("zoe@example.com")[0])

    client.post("/accounts/confirm-email/", {"code": code})

    zoe = User.objects.get(email="zoe@example.com")
    assert int(client.session["_auth_user_id"]) == zoe.pk
    address = EmailAddress.objects.get(user=zoe)
    assert address.verified
    assert announced(EmailConfirmed) == [EmailConfirmed(user_id=zoe.pk, address_id=address.pk)]


def test_a_wrong_code_confirms_nothing(
    client: Client, sign_up: Callable[..., Any], announced: Callable[..., list[Fact]]
) -> None:
    sign_up()

    client.post("/accounts/confirm-email/", {"code": "WRONG1"})

    assert "_auth_user_id" not in client.session
    assert announced(EmailConfirmed) == []


def test_an_address_is_not_confirmed_without_its_fact(
    client: Client,
    sign_up: Callable[..., Any],
    mails: Callable[[str], list[OutgoingMail]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    sign_up()
    monkeypatch.setattr(signals, "announce", _die)

    with pytest.raises(SystemError):
        client.post("/accounts/confirm-email/", {"code": code_in(mails("zoe@example.com")[0])})

    assert not EmailAddress.objects.get(email="zoe@example.com").verified


def _die(*args: object, **kwargs: object) -> None:
    raise SystemError("the process was killed")


def test_a_taken_address_gets_the_same_page_and_another_mail(
    client: Client,
    sign_up: Callable[..., Any],
    member: User,
    announced: Callable[..., list[Fact]],
    mails: Callable[[str], list[OutgoingMail]],
) -> None:
    free = sign_up()
    free_page = client.get(free.headers["Location"])
    client.cookies.clear()

    taken = sign_up(email="ALICE@example.com", name="Impostor")

    taken_page = client.get(taken.headers["Location"])
    assert (taken.status_code, taken.headers["Location"]) == (free.status_code, free.headers["Location"])
    assert taken_page.status_code == free_page.status_code == 200
    assert words_of(taken_page, "alice@example.com") == words_of(free_page, "zoe@example.com")
    assert User.objects.filter(email="alice@example.com").get().name == "Alice"
    (mail,) = mails("alice@example.com")
    assert kind_of(mail) == "account_already_exists"
    assert len(announced()) == 1


def test_a_taken_address_costs_a_hash_too(
    sign_up: Callable[..., Any], member: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    hashed: list[str] = []
    monkeypatch.setattr("accounts.adapter.make_password", hashed.append)

    sign_up(email="alice@example.com")

    assert len(hashed) == 1


def test_of_two_sign_ups_at_once_the_second_gets_the_answer_for_a_taken_address(
    sign_up: Callable[..., Any],
    member: User,
    monkeypatch: pytest.MonkeyPatch,
    mails: Callable[[str], list[OutgoingMail]],
) -> None:
    # The form found the address free; then the first one was saved.
    monkeypatch.setattr(
        "allauth.account.internal.flows.manage_email.email_already_exists", lambda email, **kwargs: (email, False)
    )

    answer = sign_up(email="alice@example.com")

    assert answer.status_code == 302
    assert [kind_of(mail) for mail in mails("alice@example.com")] == ["account_already_exists"]


def test_links_in_mails_lead_to_the_configured_site_whatever_host_was_asked(
    client: Client, member: User, mails: Callable[[str], list[OutgoingMail]], settings: Any
) -> None:
    client.post("/accounts/signup/", FORM | {"email": "alice@example.com"}, headers={"host": "127.0.0.1"})

    (mail,) = mails("alice@example.com")
    assert f"{settings.SITE_URL}/accounts/login/" in mail.text
    assert "127.0.0.1" not in mail.text + mail.html


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("email", "no address"),
        ("email", ""),
        ("password1", "short"),
        ("password2", "something different"),
        ("name", "x" * 151),
    ],
)
def test_wrong_input_is_refused_beside_its_field_and_kept(sign_up: Callable[..., Any], field: Any, value: Any) -> None:
    answer = sign_up(**{field: value})

    assert answer.status_code == 200
    assert answer.context["form"].errors
    assert not User.objects.filter(email__startswith="zoe").exists()
    assert answer.context["form"]["name"].value() == (value if field == "name" else "Zoe Ng")


def test_a_hostile_name_stays_text_in_page_and_mail(
    sign_up: Callable[..., Any], mails: Callable[[str], list[OutgoingMail]]
) -> None:
    sign_up(name="<script>alert(1)</script>\x00\r\nBcc: x@example.com")

    zoe = User.objects.get(email="zoe@example.com")
    assert zoe.name == "<script>alert(1)</script> Bcc: x@example.com"
    assert "<script>" not in mails("zoe@example.com")[0].html


def test_the_same_address_cannot_slip_in_past_the_form(member: User) -> None:
    with pytest.raises(IntegrityError):
        User.objects.create(email="Alice@example.com")
