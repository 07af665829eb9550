"""Acts that ask again who it is, and lose nothing of what was typed."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from cryptography.fernet import Fernet
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from accounts.models import User
from accounts.roles import Role
from accounts.rules import FRESH_FOR, is_fresh
from accounts.stepup import KEPT
from accounts.tests.factors import code_now, with_second_factor
from core.models import OutgoingMail, Proposal
from core.states import ProposalStatus
from sellers.models import Application, Seller
from sellers.services import propose_approval
from sellers.states import ApplicationStatus, SellerStatus
from sellers.tests.factories import a_reviewer, a_risky_application, an_application, open_shop

As = Callable[[User], Client]

NOW = datetime(2026, 11, 27, 12, tzinfo=UTC)
LATE = FRESH_FOR + timedelta(seconds=1)
WORDS = "The register says that this company was dissolved in May."
TICKED = ["finance", "mediator"]
CHECKBOXES = re.compile(r'<input[^>]*name="roles"[^>]*>')
VALUE = re.compile(r'value="([^"]*)"')
ASKED = "/accounts/2fa/reauthenticate/"


def age(client: Client) -> None:
    """Let time pass for this session: what allauth notes is the machine's time, which no test moves."""
    session = client.session
    records = session["account_authentication_methods"]
    session["account_authentication_methods"] = [
        record | {"at": record["at"] - LATE.total_seconds()} for record in records
    ]
    session.save()


@pytest.fixture
def admin(db: None) -> User:
    admin = User.objects.create_user("adam@example.com", name="Adam", is_staff=True)
    admin.groups.add(Group.objects.get(name=Role.ADMIN))
    return with_second_factor(admin)


def button(name: str, row: Application | Seller) -> str:
    return reverse(f"admin:sellers_{row._meta.model_name}_{name}", args=[row.pk])


@pytest.mark.parametrize(
    ("confirmed_at", "fresh"),
    [
        (None, False),
        (NOW, True),
        (NOW - FRESH_FOR + timedelta(seconds=1), True),
        (NOW - FRESH_FOR, False),
        (NOW - timedelta(days=1), False),
    ],
)
def test_how_long_a_sign_in_is_fresh(confirmed_at: datetime | None, fresh: bool) -> None:
    assert is_fresh(confirmed_at=confirmed_at, now=NOW) == fresh


@pytest.mark.parametrize("name", ["approve", "ask_for_more", "refuse"])
def test_a_decision_is_asked_for_by_a_fresh_session_only(as_: As, rita: User, name: str) -> None:
    application = an_application()
    url = button(name, application)
    client = as_(rita)
    assert client.get(url).status_code == 200
    age(client)

    assert client.get(url).headers["Location"].startswith(f"{ASKED}?next=")
    assert client.post(url, {"words": WORDS}).headers["Location"].startswith(f"{ASKED}?next=")

    application.refresh_from_db()
    assert application.status == ApplicationStatus.SUBMITTED


@pytest.mark.parametrize("name", ["suspend", "reinstate", "renew"])
def test_so_is_an_end_of_selling(as_: As, rita: User, name: str) -> None:
    seller = open_shop().seller
    client = as_(rita)
    age(client)

    assert client.post(button(name, seller), {"words": WORDS}).headers["Location"].startswith(ASKED)

    seller.refresh_from_db()
    assert seller.status == SellerStatus.APPROVED


def test_what_was_typed_is_there_again_and_nothing_happens_by_itself(as_: As, rita: User) -> None:
    application = an_application()
    url = button("refuse", application)
    client = as_(rita)
    read = client.get(url).context["read"]
    age(client)
    asked = client.post(url, {"code": "not_registered", "words": WORDS, "read": read})

    back = client.post(ASKED, {"code": code_now(), "next": url})

    assert asked.headers["Location"].endswith(f"?next={url.replace('/', '%2F')}")
    assert back.headers["Location"] == url
    page = client.get(url)
    application.refresh_from_db()
    assert application.status == ApplicationStatus.SUBMITTED
    assert WORDS in page.text
    assert f'value="{read}"' in page.text
    assert "Nothing has happened yet" in page.text

    assert '<option value="not_registered" selected' in page.text
    client.post(url, {"code": "not_registered", "words": WORDS, "read": read})
    application.refresh_from_db()
    assert (application.status, application.reason) == (ApplicationStatus.REFUSED, WORDS)
    # Said once: whoever opens another form later does not find it there.
    assert "dissolved" not in client.get(button("refuse", an_application())).text


def test_ticks_are_there_again_too(as_: As, admin: User, member: User) -> None:
    url = reverse("admin:accounts_user_change_roles", args=[member.pk])
    client = as_(admin)
    age(client)
    client.post(url, {"roles": TICKED, "words": WORDS})
    client.post(ASKED, {"code": code_now(), "next": url})

    page = client.get(url)

    ticked = {VALUE.search(box)[1] for box in CHECKBOXES.findall(page.text) if "checked" in box}  # type: ignore[index]
    assert ticked == set(TICKED)
    assert WORDS in page.text
    assert not Proposal.objects.exists()


@pytest.mark.parametrize("name", ["confirm", "refuse"])
def test_the_second_person_is_fresh_too(as_: As, rita: User, name: str) -> None:
    proposal = propose_approval(a_risky_application(), by=rita, because="Found in the register.")
    url = reverse(f"admin:core_proposal_{name}", args=[proposal.pk])
    client = as_(a_reviewer(Role.SENIOR_REVIEWER))
    assert client.get(url).status_code == 200
    age(client)

    assert client.get(url).headers["Location"].startswith(f"{ASKED}?next=")
    assert client.post(url, {"words": WORDS}).headers["Location"].startswith(f"{ASKED}?next=")

    proposal.refresh_from_db()
    assert proposal.status == ProposalStatus.PROPOSED


def test_words_for_one_form_never_appear_in_another(as_: As, rita: User) -> None:
    one, other = an_application(), an_application()
    client = as_(rita)
    age(client)
    client.post(button("refuse", one), {"words": WORDS})
    client.post(ASKED, {"code": code_now(), "next": "/admin/"})

    assert WORDS not in client.get(button("refuse", other)).text
    assert WORDS not in client.get(button("approve", one)).text
    assert WORDS in client.get(button("refuse", one)).text


def test_a_wrong_code_confirms_nothing(as_: As, rita: User) -> None:
    url = button("approve", an_application())
    client = as_(rita)
    age(client)

    assert client.post(ASKED, {"code": "000000", "next": url}).status_code == 200
    assert client.get(url).headers["Location"].startswith(ASKED)


def test_a_password_confirms_it_too(as_: As, rita: User) -> None:
    url = button("approve", an_application())
    client = as_(rita)
    age(client)
    assert client.get(url).status_code == 302

    client.post("/accounts/reauthenticate/", {"password": "Rita opens the door", "next": url})

    assert client.get(url).status_code == 200


def test_confirming_leads_to_no_other_site(as_: As, rita: User) -> None:
    answer = as_(rita).post(ASKED, {"code": code_now(), "next": "https://evil.example/"})

    assert "evil.example" not in answer.headers["Location"]


def test_another_person_in_the_same_browser_is_not_fresh(as_: As, rita: User) -> None:
    other = a_reviewer()
    client = as_(rita)
    kept = {"account_authentication_methods": client.session["account_authentication_methods"]}
    client.force_login(other)
    session = client.session
    session.update(kept)
    session["account_authentication_methods_user"] = str(rita.pk)
    session.save()

    assert client.get(button("approve", an_application())).status_code == 302


def test_a_sign_in_counts_as_fresh_a_mailed_code_does_not(
    client: Client, member: User, mails: Callable[[str], list[OutgoingMail]]
) -> None:
    from accounts.tests.conftest import code_in

    client.post("/accounts/login/", {"login": member.email, "password": "Alice opens the door"})
    change = {"email": "alice@new.example", "action_add": ""}
    assert "/reauthenticate/" not in client.post("/accounts/email/", change).headers["Location"]

    other = Client()
    other.post("/accounts/login/code/", {"email": member.email})
    (mail,) = [mail for mail in mails(member.email) if mail.key.startswith("accounts.login_code")]
    other.post("/accounts/login/code/confirm/", {"code": code_in(mail)})
    assert "/reauthenticate/" in other.post("/accounts/email/", change).headers["Location"]


def test_a_first_password_needs_more_than_an_open_session(as_: As, member: User) -> None:
    with_second_factor(member)
    member.set_unusable_password()
    member.save()
    client = as_(member)
    age(client)
    passwords = {"password1": "nine brown hedgehogs", "password2": "nine brown hedgehogs"}

    answer = client.post("/accounts/password/set/", passwords)

    assert answer.headers["Location"].startswith(ASKED)
    member.refresh_from_db()
    assert not member.has_usable_password()


def test_files_and_floods_are_not_kept(as_: As, rita: User) -> None:
    client = as_(rita)
    age(client)

    client.post(button("refuse", an_application()), {"words": "x" * 60_000})

    assert KEPT not in client.session


def test_what_waits_in_the_session_cannot_be_read_there(as_: As, bob: User, settings: Settings) -> None:
    shop = open_shop(with_second_factor(bob))
    client, url = as_(bob), f"/desk/{shop.slug}/payouts/"
    age(client)
    client.post(url, {"holder": "PT Tanah Liat", "account": "DE89370400440532013000"})
    assert not any(word in str(dict(client.session)) for word in ("DE89", "Tanah"))

    assert 'value="DE89370400440532013000"' in client.get(url).text
    client.post(url, {"holder": "PT Tanah Liat", "account": "DE89370400440532013000"})
    settings.FILE_KEYS = [Fernet.generate_key().decode()]
    assert "DE89" not in client.get(url).text
