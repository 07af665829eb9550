"""allauth's pages in the house's frame and words."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.template.loader import get_template
from django.test import Client

from accounts.models import User
from accounts.tests.factors import with_second_factor
from tests.look.places import ROOT

OPEN = ["/accounts/login/", "/accounts/signup/", "/accounts/login/code/", "/accounts/password/reset/"]
OPEN += ["/accounts/inactive/", "/accounts/password/reset/done/"]
OWN = ["/accounts/email/", "/accounts/password/change/", "/accounts/logout/", "/accounts/reauthenticate/"]
OWN += ["/accounts/2fa/", "/account/sessions/"]
# What shows more to somebody who has a second factor and has just shown it.
WITH_FACTOR = ["/accounts/2fa/", "/accounts/2fa/reauthenticate/", "/accounts/2fa/totp/deactivate/"]
WITH_FACTOR += ["/accounts/2fa/webauthn/add/", "/accounts/2fa/recovery-codes/generate/"]


def is_in_the_house(text: str) -> bool:
    return 'class="skip"' in text and text.count("<h1") == 1 and "hole-" not in text and "style=" not in text


@pytest.mark.django_db
@pytest.mark.parametrize("path", OPEN)
def test_pages_for_everybody(client: Client, path: str) -> None:
    answer = client.get(path)

    assert answer.status_code == 200
    assert is_in_the_house(answer.content.decode())


@pytest.mark.parametrize("path", OWN)
def test_pages_for_somebody_signed_in(as_: Callable[[User], Client], alice: User, path: str) -> None:
    answer = as_(alice).get(path)

    assert answer.status_code == 200
    assert is_in_the_house(answer.content.decode())


@pytest.mark.parametrize("path", WITH_FACTOR)
def test_pages_of_a_second_factor(as_: Callable[[User], Client], alice: User, path: str) -> None:
    answer = as_(with_second_factor(alice)).get(path)

    assert answer.status_code == 200
    assert is_in_the_house(answer.content.decode())


@pytest.mark.django_db
@pytest.mark.parametrize("path", OPEN[:4])
def test_no_label_is_said_twice(client: Client, path: str) -> None:
    assert "placeholder=" not in client.get(path).text.partition("<main")[2]


@pytest.mark.django_db
def test_what_a_password_must_be_like_is_one_sentence(client: Client) -> None:
    assert "At least 10 characters, and hard to guess" in client.get("/accounts/signup/").text


@pytest.mark.django_db
def test_a_refused_sign_in_is_said_in_the_form_and_keeps_the_address(client: Client) -> None:
    text = client.post("/accounts/login/", {"login": "alice@example.com", "password": "wrong"}).content.decode()

    assert 'role="alert"' in text
    assert 'value="alice@example.com"' in text


@pytest.mark.django_db
def test_a_code_is_asked_for_where_it_was_promised(client: Client) -> None:
    text = client.post("/accounts/login/code/", {"email": "alice@example.com"}, follow=True).content.decode()

    assert is_in_the_house(text)
    assert "Enter your sign-in code" in text
    assert "<b>alice@example.com</b>" in text
    assert re.search(r'name="code"', text)


def test_every_page_of_allauth_that_can_be_reached_is_ours() -> None:
    ours = {path.name for path in (ROOT / "templates" / "account").glob("*.html")}
    needed = {
        "account_inactive.html", "confirm_email_verification_code.html", "confirm_login_code.html",
        "confirm_password_reset_code.html", "email_change.html", "login.html", "logout.html", "password_change.html",
        "password_reset.html", "password_reset_done.html", "password_reset_from_key.html",
        "password_reset_from_key_done.html", "password_set.html", "reauthenticate.html", "request_login_code.html",
        "signup.html", "signup_closed.html", "verification_sent.html", "verified_email_required.html",
    }  # fmt: skip

    needed_besides = {
        "authenticate.html", "index.html", "reauthenticate.html", "recovery_codes/generate.html",
        "recovery_codes/index.html", "totp/activate_form.html", "totp/deactivate_form.html", "webauthn/add_form.html",
        "webauthn/authenticator_confirm_delete.html", "webauthn/edit_form.html", "webauthn/reauthenticate.html",
    }  # fmt: skip

    for name in needed_besides:
        assert str(ROOT) in str(get_template(f"mfa/{name}").origin.name)  # type: ignore[attr-defined]
    assert needed <= ours
    for name in needed:
        assert str(ROOT) in str(get_template(f"account/{name}").origin.name)  # type: ignore[attr-defined]
