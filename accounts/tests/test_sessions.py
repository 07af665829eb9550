"""Where somebody is signed in: seen, and ended."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from allauth.usersessions.models import UserSession
from django.test import Client

from accounts.models import User
from accounts.sessions import code_of, device_of
from accounts.tests.conftest import kind_of
from core.models import OutgoingMail

PAGE = "/account/sessions/"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 Version/19.0 Mobile Safari/604.1"
CHROME = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/148.0.0.0 Safari/537.36"

Mails = Callable[[str], list[OutgoingMail]]


def browser(user: User, agent: str = FIREFOX) -> Client:
    client = Client(headers={"user-agent": agent})
    client.post("/accounts/login/", {"login": user.email, "password": f"{user.name} opens the door"})
    return client


def is_signed_in(client: Client) -> bool:
    return client.get("/account/").status_code == 200


@pytest.mark.parametrize(
    ("says", "called"),
    [
        (FIREFOX, "Firefox on Linux"),
        (PHONE, "Safari on iPhone"),
        (CHROME, "Chrome on Windows"),
        (CHROME + " Edg/148.0", "Edge on Windows"),
        ("curl/8.5.0", "curl"),
        ("", "Something that does not say what it is"),
        ("<script>alert(1)</script>", "<script>alert"),
    ],
)
def test_a_browser_is_called_as_people_call_it(says: str, called: str) -> None:
    assert device_of(says) == called


def test_one_sees_where_one_is_signed_in_this_place_first(member: User) -> None:
    browser(member, PHONE)
    here = browser(member)

    text = here.get(PAGE).text

    assert text.index("Firefox on Linux") < text.index("Safari on iPhone")
    assert "127.0.0.1" in text
    assert not any(session.session_key in text for session in UserSession.objects.all())


def test_ending_one_signs_it_out_and_leaves_the_others(member: User, mails: Mails) -> None:
    phone, here, third = browser(member, PHONE), browser(member), browser(member, CHROME)
    session = UserSession.objects.get(user_agent=PHONE)

    here.post(f"{PAGE}{code_of(session)}/end/")

    assert [is_signed_in(each) for each in (phone, here, third)] == [False, True, True]
    mail = mails(member.email)[-1]
    assert kind_of(mail) == "sessions_ended"
    assert "Firefox" in mail.text


def test_ending_all_others_leaves_this_one(member: User, mails: Mails) -> None:
    phone, here = browser(member, PHONE), browser(member)

    here.post(f"{PAGE}end-others/")

    assert [is_signed_in(each) for each in (phone, here)] == [False, True]
    assert kind_of(mails(member.email)[-1]) == "sessions_ended"
    told = len(mails(member.email))
    here.post(f"{PAGE}end-others/")
    assert len(mails(member.email)) == told


def test_nobody_ends_the_session_of_another(member: User, mallory: User, as_: Callable[[User], Client]) -> None:
    here = browser(member)
    url = f"{PAGE}{code_of(UserSession.objects.get())}/end/"

    assert as_(mallory).post(url).status_code == 404
    as_(mallory).post(f"{PAGE}end-others/")
    assert Client().post(url).status_code == 302
    assert here.get(url).status_code == 405
    assert here.post(url).status_code == 404
    assert is_signed_in(here)


def test_a_new_password_ends_the_others_and_the_list_says_so(member: User) -> None:
    browser(member, PHONE)
    here = browser(member)
    form = {"oldpassword": "Alice opens the door", "password1": "nine brown hedgehogs"}

    here.post("/accounts/password/change/", form | {"password2": "nine brown hedgehogs"})

    text = here.get(PAGE).text
    assert "Firefox on Linux" in text
    assert "Safari on iPhone" not in text


def test_the_page_costs_the_same_for_one_as_for_many(
    member: User, count_queries: Callable[[Callable[[], object]], int]
) -> None:
    here = browser(member)
    cost = count_queries(lambda: here.get(PAGE))
    for _each in range(6):
        browser(member, PHONE)

    assert count_queries(lambda: here.get(PAGE)) == cost


def test_a_token_of_a_program_is_in_the_list_and_can_be_ended(member: User) -> None:
    body = {"email": member.email, "password": "Alice opens the door"}
    program = Client(headers={"user-agent": "stock-sync/2.1"})
    answer = program.post("/api/auth/app/v1/auth/login", body, content_type="application/json").json()
    token = {"X-Session-Token": answer["meta"]["session_token"]}
    here = browser(member)
    assert "stock-sync" in here.get(PAGE).text

    here.post(f"{PAGE}end-others/")

    assert Client().get("/api/v1/me/", headers=token).status_code == 401
