from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.test import Client

from accounts.events import EmailConfirmed
from accounts.models import User
from accounts.tests.conftest import code_in, kind_of, words_of
from core.events import Fact
from core.models import OutgoingMail

PASSWORD = "Alice opens the door"


@pytest.fixture
def sign_in(client: Client) -> Any:
    def post(email: str = "alice@example.com", password: str = PASSWORD, **more: str) -> Any:
        return client.post("/accounts/login/", {"login": email, "password": password, **more})

    return post


def is_signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def test_address_and_password_open_the_account_page(client: Client, sign_in: Callable[..., Any], member: User) -> None:
    answer = sign_in(email="ALICE@example.com")

    assert is_signed_in(client)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/account/")


def test_the_account_page_opens_in_the_persons_own_language(sign_in: Callable[..., Any], member: User) -> None:
    member.language = "id"
    member.save()

    assert sign_in().headers["Location"] == "/id/account/"


def test_one_comes_back_to_where_one_wanted_to_go(sign_in: Callable[..., Any], member: User) -> None:
    assert sign_in(next="/basket/").headers["Location"] == "/basket/"


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example/", "//evil.example", "javascript:alert(1)", "/\\evil.example"]
)
def test_one_is_never_sent_to_another_site(sign_in: Callable[..., Any], member: User, elsewhere: Any) -> None:
    assert sign_in(next=elsewhere).headers["Location"] == "/account/"


def test_an_unknown_address_and_a_wrong_password_get_the_same_answer(
    client: Client, sign_in: Callable[..., Any], member: User
) -> None:
    wrong = sign_in(password="not her password")
    unknown = sign_in(email="nobody@example.com")

    assert wrong.status_code == unknown.status_code == 200
    assert wrong.context["form"].errors == unknown.context["form"].errors
    assert words_of(wrong, "alice@example.com") == words_of(unknown, "nobody@example.com")
    assert not is_signed_in(client)


def test_who_is_not_active_cannot_sign_in(client: Client, sign_in: Callable[..., Any], member: User) -> None:
    member.is_active = False
    member.save()

    sign_in()

    assert not is_signed_in(client)


def test_guessing_is_stopped_even_from_many_addresses(
    client: Client, sign_in: Callable[..., Any], member: User
) -> None:
    for guess in range(5):
        client.post(
            "/accounts/login/",
            {"login": "alice@example.com", "password": f"guess {guess}"},
            headers={"x-forwarded-for": f"192.0.2.{guess}"},
            REMOTE_ADDR=f"192.0.2.{guess}",
        )

    answer = sign_in()

    assert not is_signed_in(client)
    assert answer.status_code == 200


def test_a_mailed_code_opens_the_account(
    client: Client, member: User, mails: Callable[[str], list[OutgoingMail]]
) -> None:
    client.post("/accounts/login/code/", {"email": "alice@example.com"})
    (mail,) = mails("alice@example.com")
    assert kind_of(mail) == "login_code"
    assert mail.is_sensitive

    client.post("/accounts/login/code/confirm/", {"code": code_in(mail)})

    assert is_signed_in(client)


def test_a_code_shows_that_the_address_is_theirs(
    client: Client, alice: User, mails: Callable[[str], list[OutgoingMail]], announced: Callable[..., list[Fact]]
) -> None:
    address = EmailAddress.objects.create(user=alice, email=alice.email, verified=False, primary=True)
    client.post("/accounts/login/code/", {"email": "alice@example.com"})

    client.post("/accounts/login/code/confirm/", {"code": code_in(mails("alice@example.com")[0])})

    assert is_signed_in(client)
    assert announced() == [EmailConfirmed(user_id=alice.pk, address_id=address.pk)]


def test_three_wrong_codes_end_the_attempt(
    client: Client, member: User, mails: Callable[[str], list[OutgoingMail]]
) -> None:
    client.post("/accounts/login/code/", {"email": "alice@example.com"})
    code = code_in(mails("alice@example.com")[0])

    for _ in range(3):
        client.post("/accounts/login/code/confirm/", {"code": "WRONG1"})
    client.post("/accounts/login/code/confirm/", {"code": code})

    assert not is_signed_in(client)


def test_asking_for_a_code_tells_nobody_who_has_an_account(
    client: Client, member: User, mails: Callable[[str], list[OutgoingMail]]
) -> None:
    known = client.post("/accounts/login/code/", {"email": "alice@example.com"})
    known_page = client.get(known.headers["Location"])
    client.cookies.clear()

    unknown = client.post("/accounts/login/code/", {"email": "nobody@example.com"})

    unknown_page = client.get(unknown.headers["Location"])
    assert (unknown.status_code, unknown.headers["Location"]) == (known.status_code, known.headers["Location"])
    assert words_of(unknown_page, "nobody@example.com") == words_of(known_page, "alice@example.com")
    assert [kind_of(mail) for mail in mails("nobody@example.com")] == ["unknown_account"]


def test_a_code_mail_speaks_the_language_of_its_receiver(
    client: Client, member: User, mails: Callable[[str], list[OutgoingMail]]
) -> None:
    member.language = "id"
    member.save()

    client.post("/accounts/login/code/", {"email": "alice@example.com"})

    assert mails("alice@example.com")[0].language == "id"


def test_signing_out_needs_a_post_and_ends_the_session(
    client: Client, member: User, as_: Callable[[User], Client]
) -> None:
    client = as_(member)

    assert client.get("/accounts/logout/").status_code == 200
    assert is_signed_in(client)
    client.post("/accounts/logout/")
    assert not is_signed_in(client)
