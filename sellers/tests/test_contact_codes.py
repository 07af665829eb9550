"""Six digits go to an address or a phone, and come back."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from pytest_django.fixtures import Settings

from accounts.models import User
from core.models import MailStatus, OutgoingMail, OutgoingText
from core.text_messages import purge_old_texts, send_due_texts
from sellers import services
from sellers.models import Application, ContactCode, Credential, Requirement
from sellers.selectors.checklist import ItemState, checklist_of, item_of
from sellers.tests.fixtures import Later
from sellers.tests.vetting_factories import a_requirement
from sellers.vetting.services import (
    Claim,
    ClaimRefused,
    TooManyCodes,
    WrongCode,
    claim_credential,
    confirm_code,
    send_code,
)
from sellers.vetting.states import Checker, CheckOutcome, CredentialKind, CredentialStatus, Method

CONTACT = {"contact_name": "Bob", "contact_email": "shop@sellers.example", "contact_phone": "+62 21 555 0100"}
SANDBOX = "core.text_messages.SandboxSender"


def asked(kind: str) -> Requirement:
    return a_requirement(kind, code=kind, evidence=[], asks_number=True, checked_by=Checker.SOFTWARE)


@pytest.fixture
def draft(bob: User) -> Application:
    who = {"kind": "company", "country": "ID", "legal_name": "PT Tanah Liat"}
    return services.answer_parts(services.begin_application(bob, answers=who), by=bob, answers=CONTACT)


def state_of(application: Application, code: str) -> ItemState:
    item = item_of(checklist_of(application), code)
    assert item is not None
    return item.state


def mailed() -> str:
    mail = OutgoingMail.objects.latest("pk")
    assert mail.is_sensitive
    found = re.search(r"\b\d{6}\b", mail.text)
    assert found is not None
    return found[0]


def another(code: str) -> str:
    return f"{(int(code) + 1) % 1_000_000:06d}"


def test_the_code_from_the_mail_verifies_the_address(draft: Application, bob: User) -> None:
    email = asked(CredentialKind.EMAIL)
    assert state_of(draft, "email") == ItemState.TO_DO
    send_code(draft, email, by=bob)
    assert OutgoingMail.objects.latest("pk").to == "shop@sellers.example"
    assert state_of(draft, "email") == ItemState.WAITING_FOR_YOU

    credential = confirm_code(draft, email, by=bob, code=mailed())

    assert (credential.status, credential.method) == (CredentialStatus.VERIFIED, Method.CODE)
    assert state_of(draft, "email") == ItemState.CHECKED
    with pytest.raises(ClaimRefused):
        send_code(draft, email, by=bob)


def test_another_address_of_the_same_person_is_not_confirmed_in_its_place(draft: Application, bob: User) -> None:
    email = asked(CredentialKind.EMAIL)
    EmailAddress.objects.create(user=bob, email="bob@elsewhere.example", verified=True)

    with pytest.raises(ClaimRefused):
        claim_credential(draft, email, by=bob, claim=Claim(subject="bob@elsewhere.example"))

    assert not Credential.objects.exists()


def test_every_sign_of_an_address_counts(draft: Application, bob: User) -> None:
    email = asked(CredentialKind.EMAIL)
    send_code(draft, email, by=bob)
    credential = confirm_code(draft, email, by=bob, code=mailed())

    # The same letters in the same order, and somebody else's.
    services.answer_parts(draft, by=bob, answers=CONTACT | {"contact_email": "shops@ellers.example"})

    credential.refresh_from_db()
    assert credential.status == CredentialStatus.REVOKED
    send_code(draft, email, by=bob)
    assert OutgoingMail.objects.latest("pk").to == "shops@ellers.example"


def test_the_code_is_nowhere_to_be_read(draft: Application, bob: User) -> None:
    email = asked(CredentialKind.EMAIL)
    send_code(draft, email, by=bob)

    code = mailed()

    assert code not in str(ContactCode.objects.values().get())
    assert code not in str(OutgoingMail.objects.extra(select={"raw": "text"}).values("raw", "key").get())


def test_a_wrong_code_has_five_tries(draft: Application, bob: User) -> None:
    email = asked(CredentialKind.EMAIL)
    send_code(draft, email, by=bob)
    code = mailed()
    for _try in range(5):
        with pytest.raises(WrongCode):
            confirm_code(draft, email, by=bob, code=another(code))

    with pytest.raises(WrongCode):
        confirm_code(draft, email, by=bob, code=code)
    assert Credential.objects.get().status == CredentialStatus.CLAIMED

    send_code(draft, email, by=bob)
    assert confirm_code(draft, email, by=bob, code=mailed()).status == CredentialStatus.VERIFIED


def test_a_code_holds_fifteen_minutes(draft: Application, bob: User, later: Later) -> None:
    email = asked(CredentialKind.EMAIL)
    send_code(draft, email, by=bob)
    code = mailed()

    later(timedelta(minutes=15, seconds=1))

    with pytest.raises(WrongCode):
        confirm_code(draft, email, by=bob, code=code)


def test_only_the_last_code_is_good(draft: Application, bob: User) -> None:
    email = asked(CredentialKind.EMAIL)
    send_code(draft, email, by=bob)
    first = mailed()
    send_code(draft, email, by=bob)

    if first != mailed():
        with pytest.raises(WrongCode):
            confirm_code(draft, email, by=bob, code=first)
    assert confirm_code(draft, email, by=bob, code=mailed()).status == CredentialStatus.VERIFIED


def test_at_most_five_codes_an_hour_whoever_asks(draft: Application, bob: User, mallory: User, later: Later) -> None:
    email = asked(CredentialKind.EMAIL)
    for _time in range(5):
        send_code(draft, email, by=bob)
    with pytest.raises(TooManyCodes):
        send_code(draft, email, by=bob)
    assert OutgoingMail.objects.count() == 5

    # The same address, named by somebody else.
    who = {"kind": "company", "country": "ID", "legal_name": "PT Lain"}
    theirs = services.answer_parts(services.begin_application(mallory, answers=who), by=mallory, answers=CONTACT)
    with pytest.raises(TooManyCodes):
        send_code(theirs, email, by=mallory)

    later(timedelta(hours=1, seconds=1))
    send_code(draft, email, by=bob)
    assert OutgoingMail.objects.count() == 6


def test_another_persons_code_opens_nothing(draft: Application, bob: User, mallory: User) -> None:
    email = asked(CredentialKind.EMAIL)
    send_code(draft, email, by=bob)

    for act in (
        lambda: send_code(draft, email, by=mallory),
        lambda: confirm_code(draft, email, by=mallory, code=mailed()),
    ):
        with pytest.raises(ClaimRefused):
            act()
    assert Credential.objects.get().status == CredentialStatus.CLAIMED
    assert OutgoingMail.objects.count() == 1


def test_a_code_without_a_claim_is_wrong(draft: Application, bob: User) -> None:
    with pytest.raises(WrongCode):
        confirm_code(draft, asked(CredentialKind.EMAIL), by=bob, code="123456")


def test_a_phone_gets_a_text_message(draft: Application, bob: User, settings: Settings, later: Later) -> None:
    settings.TEXT_SENDER = SANDBOX
    phone = asked(CredentialKind.PHONE)
    send_code(draft, phone, by=bob)
    text = OutgoingText.objects.get()
    assert text.to == "+62 21 555 0100"
    assert send_due_texts() == 1
    assert send_due_texts() == 0

    found = re.search(r"\d{6}", text.words)
    assert found is not None
    assert confirm_code(draft, phone, by=bob, code=found[0]).status == CredentialStatus.VERIFIED

    later(timedelta(hours=2))
    assert purge_old_texts() == 1
    text.refresh_from_db()
    assert (text.to, text.words) == ("", "")


def test_where_nobody_sends_text_messages_a_reviewer_looks(draft: Application, bob: User, settings: Settings) -> None:
    settings.TEXT_SENDER = None
    phone = asked(CredentialKind.PHONE)

    credential = send_code(draft, phone, by=bob)

    assert credential.status == CredentialStatus.CLAIMED
    # What else can be looked at is looked at; the code alone could not be sent.
    assert dict(credential.checks.values_list("check_code", "outcome")) == {
        "code": CheckOutcome.COULD_NOT,
        "same_number": CheckOutcome.PASSED,
        "blocklist": CheckOutcome.PASSED,
    }
    assert state_of(draft, "phone") == ItemState.COULD_NOT
    assert not OutgoingText.objects.exists()


def test_a_sender_that_is_down_is_asked_again_and_gives_up(
    draft: Application, bob: User, settings: Settings, later: Later
) -> None:
    settings.TEXT_SENDER = f"{__name__}.Down"
    send_code(draft, asked(CredentialKind.PHONE), by=bob)

    for _time in range(8):
        send_due_texts()
        later(timedelta(hours=1))

    text = OutgoingText.objects.get()
    assert (text.status, text.attempts, text.last_error) == (MailStatus.PARKED, 6, "ConnectionError")


class Down:
    """A sender that cannot be reached."""

    def send(self, *, to: str, words: str) -> None:
        raise ConnectionError(to)


def test_what_is_confirmed_and_waits_for_a_reviewer_takes_no_other_code(draft: Application, bob: User) -> None:
    email = a_requirement(CredentialKind.EMAIL, code="email", evidence=[], asks_number=True)
    send_code(draft, email, by=bob)
    credential = confirm_code(draft, email, by=bob, code=mailed())
    assert (credential.status, state_of(draft, "email")) == (CredentialStatus.CLAIMED, ItemState.DONE)
    sent = OutgoingMail.objects.count()

    with pytest.raises(ClaimRefused):
        send_code(draft, email, by=bob)

    assert OutgoingMail.objects.count() == sent
