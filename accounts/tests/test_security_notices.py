"""Whatever changes about who gets into an account is told by mail, with from where, and in the inbox."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from allauth.mfa.models import Authenticator
from django.core.management import CommandError, call_command
from django.template.loader import get_template
from django.test import Client

from accounts.events import SecurityChanged
from accounts.models import User
from accounts.notices import Seen, tell_of_change
from accounts.tests.conftest import kind_of
from accounts.tests.factors import code_now, with_second_factor
from core.events import Fact
from core.models import OutgoingMail
from notifications.catalogue import KINDS
from notifications.models import Notification

As = Callable[[User], Client]
Mails = Callable[[str], list[OutgoingMail]]
Announced = Callable[..., list[Fact]]
Deliver = Callable[[], int]

CHANGES = sorted(name for name, kind in KINDS.items() if kind.is_mailed_already)


def sign_in(client: Client, user: User) -> None:
    client.post("/accounts/login/", {"login": user.email, "password": f"{user.name} opens the door"})


def kinds(mails: list[OutgoingMail]) -> list[str]:
    return [kind_of(mail) for mail in mails]


@pytest.mark.parametrize("language", ["en", "id"])
@pytest.mark.parametrize("change", CHANGES)
def test_each_is_one_mail_in_two_shapes_and_one_line_in_the_inbox(
    member: User, mails: Mails, deliver: Deliver, change: str, language: str
) -> None:
    member.language = language
    member.save()
    seen = Seen("192.0.2.7", "Lynx/2.9")
    words = {
        "count": 2,
        "left": 3,
        "from_email": "a@b.example",
        "to_email": "c@d.example",
        "deleted_email": "e@f.example",
    }

    tell_of_change(member, change, seen=seen, words=words, because="Lost at sea.")
    deliver()

    (mail,) = mails(member.email)
    assert mail.language == language
    for shape in (mail.text, mail.html):
        assert "192.0.2.7" in shape
        assert "Lynx/2.9" in shape
    assert mail.subject
    (told,) = Notification.objects.filter(user=member)
    assert told.kind == change
    assert told.notice.title
    assert "192.0.2.7" not in str(told.particulars)


def test_every_letter_that_accounts_write_of_a_change_has_its_line_in_the_inbox() -> None:
    folder = get_template("mail/accounts/changed.txt").origin.name.rpartition("/")[0]  # type: ignore[attr-defined]
    from pathlib import Path

    letters = {path.stem for path in Path(folder).glob("*.txt") if "changed.txt" in path.read_text()}

    assert letters - {"changed"} == set(CHANGES)


def test_a_sign_in_from_a_new_browser_is_told_once_for_each_browser(member: User, mails: Mails) -> None:
    known = Client()
    sign_in(known, member)
    assert mails(member.email) == []

    known.post("/accounts/logout/")
    sign_in(known, member)
    assert mails(member.email) == []

    new = Client(headers={"user-agent": "Lynx/2.9"}, REMOTE_ADDR="192.0.2.9")
    sign_in(new, member)
    (mail,) = mails(member.email)
    assert kind_of(mail) == "new_sign_in"
    assert "192.0.2.9" in mail.text
    assert "Lynx/2.9" in mail.text

    new.post("/accounts/logout/")
    sign_in(new, member)
    assert len(mails(member.email)) == 1


def test_a_browser_of_one_person_is_new_for_another(member: User, mallory: User, mails: Mails) -> None:
    from allauth.account.models import EmailAddress

    EmailAddress.objects.create(user=mallory, email=mallory.email, verified=True, primary=True)
    sign_in(Client(), mallory)
    shared = Client()
    sign_in(shared, member)
    shared.post("/accounts/logout/")

    sign_in(shared, mallory)

    assert kinds(mails(mallory.email)) == ["new_sign_in"]


def test_the_cookie_names_nobody_and_a_forged_one_is_no_known_browser(member: User, mails: Mails) -> None:
    client = Client()
    sign_in(client, member)
    cookie = client.cookies["known_browser"]
    assert member.email not in cookie.value
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"

    forger = Client()
    forger.cookies["known_browser"] = cookie.value[:-3] + "abc"
    sign_in(forger, member)

    assert kinds(mails(member.email)) == ["new_sign_in"]


def test_a_program_is_told_of_once(member: User, mails: Mails) -> None:
    body = {"email": member.email, "password": "Alice opens the door"}
    sign_in(Client(), member)
    for _each in range(2):
        program = Client(headers={"user-agent": "stock-sync/2.1"})
        program.post("/api/auth/app/v1/auth/login", body, content_type="application/json")

    assert kinds(mails(member.email)) == ["new_sign_in"]


def test_new_recovery_codes_are_told(
    as_: As, member: User, mails: Mails, django_capture_on_commit_callbacks: Callable[..., object]
) -> None:
    client = as_(with_second_factor(member))

    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[attr-defined]
        client.post("/accounts/2fa/recovery-codes/generate/")

    assert kinds(mails(member.email)) == ["recovery_codes_generated"]


# --- Somebody lost it


def take_away(email: str, because: str = "Showed her passport in the office.") -> None:
    call_command("take_away_lost_factors", email, because=because)


def test_an_operator_helps_somebody_back_in_and_it_stays_on_record(
    as_: As, rita: User, mails: Mails, announced: Announced, deliver: Deliver
) -> None:
    from allauth.account.models import EmailAddress

    EmailAddress.objects.create(user=rita, email=rita.email, verified=True, primary=True)
    client = Client()
    sign_in(client, rita)
    client.post("/accounts/2fa/authenticate/", {"code": code_now()})
    assert client.get("/admin/").status_code == 200

    take_away("Rita@example.com")

    reason = "Showed her passport in the office."
    assert announced(SecurityChanged) == [
        SecurityChanged(user_id=rita.pk, change="second_factor_taken_away", because=reason)
    ]
    assert not Authenticator.objects.filter(user=rita).exists()
    assert client.get("/admin/").headers["Location"].startswith("/admin/login/")
    (mail,) = mails(rita.email)
    assert reason in mail.text
    deliver()
    assert reason in Notification.objects.get(user=rita).notice.text
    sign_in(client, rita)
    assert client.get("/admin/").headers["Location"] == "/account/second-factor/"


@pytest.mark.parametrize(
    ("email", "because"),
    [("nobody@example.com", "Asked."), ("alice@example.com", "Asked."), ("rita@example.com", " ")],
)
def test_it_needs_somebody_who_has_one_and_a_reason(rita: User, member: User, email: str, because: str) -> None:
    with pytest.raises(CommandError):
        take_away(email, because)

    assert Authenticator.objects.filter(user=rita).exists()
