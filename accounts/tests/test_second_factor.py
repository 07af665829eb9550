"""Setting up a second factor, signing in with it, and who cannot do without."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.db import connection
from django.test import Client

from accounts.models import User
from accounts.rules import Duty, Factor, may_enter, may_take_away
from accounts.second_factor import duties_of
from accounts.tests.conftest import code_in, kind_of
from accounts.tests.factors import SECRET, code_now, recovery_codes_of, with_second_factor
from accounts.tests.passkeys import SoftKey, handle_of
from core.models import OutgoingMail
from sellers.models import Membership
from sellers.states import ShopRole
from sellers.tests.factories import a_person, open_shop

PASSWORD = "Alice opens the door"
MANAGE = "/accounts/2fa/"
WHY = "/account/second-factor/"
PASSKEY_DOOR = f"{MANAGE}webauthn/login/"

As = Callable[[User], Client]
Mails = Callable[[str], list[OutgoingMail]]
OnCommit = Callable[..., Any]


def password_of(user: User) -> str:
    return f"{user.name} opens the door"


def sign_in(client: Client, user: User) -> Any:
    return client.post("/accounts/login/", {"login": user.email, "password": password_of(user)})


def is_signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def challenge(client: Client) -> dict[str, Any]:
    """What the sign-in page asks a passkey for."""
    asked = client.get(PASSKEY_DOOR, headers={"accept": "application/json"}).json()
    found: dict[str, Any] = asked["request_options"]
    return found


def without_token(page: Any) -> str:
    return re.sub(r'(name="csrfmiddlewaretoken" value=")[^"]+', r"\1", page.text)


# --- The rules


@pytest.mark.parametrize(
    ("duties", "factor", "opens"),
    [
        (set(), Factor.NONE, True),
        (set(), Factor.NOT_SHOWN, True),
        ({Duty.STAFF}, Factor.NONE, False),
        ({Duty.STAFF}, Factor.NOT_SHOWN, False),
        ({Duty.STAFF}, Factor.SHOWN, True),
        ({Duty.MONEY}, Factor.NONE, False),
        ({Duty.MONEY}, Factor.NOT_SHOWN, False),
        ({Duty.MONEY, Duty.STAFF}, Factor.SHOWN, True),
    ],
)
def test_who_may_enter(duties: set[Duty], factor: Factor, opens: bool) -> None:
    verdict = may_enter(duties=duties, factor=factor)

    assert bool(verdict) == opens
    assert opens or str(verdict.reason)


@pytest.mark.parametrize(
    ("duties", "others", "allowed"),
    [(set(), 0, True), ({Duty.STAFF}, 0, False), ({Duty.MONEY}, 0, False), ({Duty.STAFF}, 1, True)],
)
def test_who_may_give_one_up(duties: set[Duty], others: int, allowed: bool) -> None:
    assert bool(may_take_away(duties=duties, others=others)) == allowed


@pytest.mark.parametrize("role", list(ShopRole))
def test_owners_and_who_keeps_the_books_must_have_one(bob: User, role: ShopRole) -> None:
    shop, worker = open_shop(bob), bob
    if role != ShopRole.OWNER:
        worker = a_person()
        Membership.objects.create(shop=shop, user=worker, role=role)

    must = {ShopRole.OWNER, ShopRole.FINANCE}
    assert duties_of(worker) == ({Duty.MONEY} if role in must else set())


# --- Setting it up


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


def code_for(secret: str) -> str:
    from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time

    return format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))


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
    from allauth.account.models import EmailAddress

    EmailAddress.objects.create(user=alice, email=alice.email, verified=False, primary=True)
    client.force_login(alice)

    assert client.get(f"{MANAGE}totp/activate/").headers["Location"] == MANAGE


# --- Signing in with it


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


# --- Who must have one


# In earnest, since allauth tells of what was set up once that is committed.
@pytest.mark.django_db(transaction=True)
def test_staff_are_sent_to_the_page_that_says_why_and_come_back(client: Client, rita: User) -> None:
    Authenticator.objects.all().delete()
    confirm(rita)
    sign_in(client, rita)

    assert client.get("/admin/sellers/application/").headers["Location"] == WHY
    page = client.get(WHY).text
    assert "A password alone can be stolen" in page
    assert f"{MANAGE}webauthn/add/" in page

    secret = client.get(f"{MANAGE}totp/activate/").context["form"].secret
    client.post(f"{MANAGE}totp/activate/", {"code": code_for(secret)})
    assert 'href="/admin/sellers/application/"' in client.get(f"{MANAGE}recovery-codes/").text
    assert client.get("/admin/sellers/application/").status_code == 200


def test_an_owner_meets_a_friendly_page_and_goes_on_selling(as_: As, bob: User) -> None:
    shop = open_shop(bob)
    client = as_(bob)
    settings = f"/desk/{shop.slug}/settings/"

    assert client.get(settings).headers["Location"] == WHY
    assert "You keep a shop" in client.get(WHY).text
    for path in (f"/desk/{shop.slug}/", f"/desk/{shop.slug}/orders/", f"/desk/{shop.slug}/listings/", "/account/"):
        assert client.get(path).status_code == 200, path
    assert client.post(f"{settings}away/").status_code == 302
    shop.refresh_from_db()
    assert shop.status == "away"

    with_second_factor(bob)
    client.force_login(bob)
    assert client.get(settings).status_code == 200


def test_a_session_from_before_shows_it_once_and_goes_on(as_: As, rita: User) -> None:
    Authenticator.objects.all().delete()
    client = as_(rita)
    with_second_factor(rita)
    assert client.get("/admin/").headers["Location"] == WHY
    assert f'href="{MANAGE}reauthenticate/?next={WHY}"' in client.get(WHY).text

    client.post(f"{MANAGE}reauthenticate/", {"code": code_now(), "next": WHY})

    assert client.get(WHY).headers["Location"] == "/admin/"
    assert client.get("/admin/").status_code == 200


def test_what_was_shown_with_a_lost_one_counts_no_longer(as_: As, rita: User) -> None:
    client = as_(rita)
    assert client.get("/admin/").status_code == 200
    Authenticator.objects.filter(user=rita).delete()
    with_second_factor(rita)

    assert client.get("/admin/").headers["Location"] == WHY


def test_who_needs_none_is_not_asked(as_: As, alice: User) -> None:
    assert as_(alice).get(WHY).headers["Location"] == MANAGE


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


def test_nobody_touches_the_passkey_of_another(as_: As, member: User, mallory: User) -> None:
    key = SoftKey().given_to(member)
    client = as_(with_second_factor(mallory))

    for page in ("remove", "edit"):
        url = f"{MANAGE}webauthn/keys/{key.pk}/{page}/"
        assert client.get(url).status_code == 404
        assert client.post(url, {"name": "Mine"}).status_code == 404

    key.refresh_from_db()
    assert key.data["name"] == "Soft key"


def test_changing_factors_asks_who_it_is_after_a_while(as_: As, member: User, later: Callable[..., Any]) -> None:
    with_second_factor(member)
    client = as_(member)
    later(timedelta(minutes=16))

    for page in ("totp/deactivate/", "webauthn/add/", "recovery-codes/generate/"):
        assert "/reauthenticate/" in client.post(f"{MANAGE}{page}").headers["Location"], page
    assert Authenticator.objects.filter(user=member).count() == 1


# --- Programs


def token_of(user: User, *, code: str = "") -> tuple[int, str]:
    auth = "/api/auth/app/v1/auth"
    body = {"email": user.email, "password": password_of(user)}
    answer = Client().post(f"{auth}/login", body, content_type="application/json").json()
    token = answer["meta"]["session_token"]
    if code:
        answer = (
            Client()
            .post(
                f"{auth}/2fa/authenticate",
                {"code": code},
                content_type="application/json",
                headers={"X-Session-Token": token},
            )
            .json()
        )
        token = answer["meta"].get("session_token", token)
    return answer["status"], token


def ask(path: str, token: str) -> Any:
    return Client().get(f"/api/v1/{path}", headers={"X-Session-Token": token})


def test_a_program_shows_a_code_too(member: User) -> None:
    with_second_factor(member)
    status, token = token_of(member)
    assert status == 401
    assert ask("me/", token).status_code == 401

    status, token = token_of(member, code=code_now())

    assert status == 200
    assert ask("me/", token).json()["email"] == member.email


def test_a_token_of_the_staff_without_a_second_factor_is_refused(rita: User) -> None:
    confirm(rita)
    Authenticator.objects.all().delete()
    _status, token = token_of(rita)

    for path in ("me/", "listings/"):
        refused = ask(path, token)
        assert (refused.status_code, refused.json()["code"]) == (403, "accounts.second_factor_needed")

    with_second_factor(rita)
    assert ask("me/", token).json()["code"] == "accounts.second_factor_needed"
    _status, token = token_of(rita, code=code_now())
    assert ask("me/", token).status_code == 200


def test_a_token_of_an_owner_without_one_sells_but_does_not_change_the_shop(bob: User) -> None:
    confirm(bob)
    shop = open_shop(bob)
    _status, token = token_of(bob)

    refused = ask(f"desk/{shop.slug}/settings/", token)
    assert (refused.status_code, refused.json()["code"]) == (403, "accounts.second_factor_needed")
    assert ask(f"desk/{shop.slug}/orders/", token).status_code == 200

    with_second_factor(bob)
    _status, token = token_of(bob, code=code_now())
    assert ask(f"desk/{shop.slug}/settings/", token).status_code == 200


def confirm(user: User) -> None:
    from allauth.account.models import EmailAddress

    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)


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


def test_a_wrong_password_says_nothing_of_a_second_factor(client: Client, member: User, mallory: User) -> None:
    with_second_factor(member)
    confirm(mallory)

    pages = [
        without_token(page).replace(email, "ADDRESS")
        for email in (member.email, mallory.email, "nobody@example.com")
        for page in [client.post("/accounts/login/", {"login": email, "password": "wrong"})]
    ]

    assert len(set(pages)) == 1
