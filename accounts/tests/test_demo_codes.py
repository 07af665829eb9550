"""The phones of the demo's staff and shops, in the open; and nobody else's, nowhere else."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from accounts.demo_codes import codes, give_demo_factor
from accounts.models import User
from accounts.tests.factors import with_second_factor

PAGE = "/demo/codes/"


@pytest.fixture
def mo(db: None) -> User:
    mo = User.objects.create_user("mo@example.com", password="Mo opens the door", name="Mo", is_staff=True)
    from allauth.account.models import EmailAddress

    EmailAddress.objects.create(user=mo, email=mo.email, verified=True, primary=True)
    give_demo_factor(mo)
    return mo


def test_the_code_that_is_shown_signs_in(client: Client, mo: User) -> None:
    (shown,) = codes()
    assert shown.code in client.get(PAGE).text
    client.post("/accounts/login/", {"login": mo.email, "password": "Mo opens the door"})

    client.post("/accounts/2fa/authenticate/", {"code": codes()[0].code})

    assert client.get("/admin/").status_code == 200


def test_only_factors_that_the_seed_made_are_shown(client: Client, mo: User, rita: User) -> None:
    assert [shown.person for shown in codes()] == [mo]
    assert rita.email not in client.get(PAGE).text


@pytest.mark.parametrize("who", [None, "rita", "ada"])
def test_outside_the_demo_there_is_no_such_page(
    request: pytest.FixtureRequest, settings: Settings, as_: Callable[[User], Client], mo: User, who: str | None
) -> None:
    settings.DEMO = False
    client = as_(request.getfixturevalue(who)) if who else Client()

    answer = client.get(PAGE)

    assert answer.status_code == 404
    assert codes()[0].code not in answer.text


def test_the_sign_in_page_leads_there_in_the_demo_only(client: Client, settings: Settings, db: None) -> None:
    assert PAGE in client.get("/accounts/login/").text
    settings.DEMO = False
    assert PAGE not in client.get("/accounts/login/").text


def test_the_page_costs_the_same_for_one_as_for_five(
    client: Client, mo: User, count_queries: Callable[[Callable[[], object]], int]
) -> None:
    cost = count_queries(lambda: client.get(PAGE))
    for name in ("mia", "max", "mel", "mik"):
        give_demo_factor(User.objects.create_user(f"{name}@example.com"))

    assert count_queries(lambda: client.get(PAGE)) == cost
    assert with_second_factor(User.objects.create_user("own@example.com")).email not in client.get(PAGE).text
