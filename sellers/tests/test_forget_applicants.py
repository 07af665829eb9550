"""Of whoever applied and does not sell here, nothing is kept that reaches them, once nobody can complain any more."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from accounts.models import User
from core import clock, complaints
from core.errors import ImpossibleMove
from core.files import FileIsGone, read_private
from core.invariants import violations
from core.models import Event, StatementOfReasons
from sellers import services, tasks
from sellers.ending_models import Ending
from sellers.models import Application, Credential, IdentityChange
from sellers.rules import FILE_KEPT, REFUSED_DOCUMENT_KEPT
from sellers.services.forgetting import CONTACT
from sellers.services.slow import ask_identity, withdraw_change
from sellers.states import ApplicationStatus
from sellers.tests.factories import a_reviewer, an_application, open_shop, refused_statement
from sellers.tests.vetting_factories import a_requirement, claimed, files_of, held
from sellers.vetting.states import CredentialKind

DAY = timedelta(days=1)


def contact_of(application: Application) -> list[str]:
    return list(Application.objects.values_list(*CONTACT).get(pk=application.pk))


def test_a_refused_applicant_is_forgotten_after_half_a_year(bob: User) -> None:
    account = a_requirement(CredentialKind.BANK_ACCOUNT, asks_number=True)
    application = an_application(bob)
    claim = claimed(account, application=application, subject="DE89370400440532013000", holder="Tanah Liat")
    refused = services.refuse_application(application, by=a_reviewer(), because="Not theirs.")
    assert refused.decided_at

    with clock.at(refused.decided_at + REFUSED_DOCUMENT_KEPT - DAY):
        assert tasks.forget_applicants() == 0
        assert all(getattr(refused, name) for name in ("contact_email", "street"))
    with clock.at(refused.decided_at + REFUSED_DOCUMENT_KEPT):
        assert tasks.forget_applicants() == 1
        assert tasks.forget_applicants() == 0

    assert contact_of(refused) == [""] * len(CONTACT)
    kept = Credential.objects.get()
    assert (kept.subject, kept.subject_shown, kept.holder) == ("", "", "")
    assert kept.subject_digest == claim.subject_digest != ""
    refused.refresh_from_db()
    assert (refused.legal_name, refused.reason, refused.status) == (
        "PT Tanah Liat Nusantara",
        "Not theirs.",
        ApplicationStatus.REFUSED,
    )
    assert StatementOfReasons.objects.exists()
    assert Event.objects.filter(name="ApplicantForgotten").count() == 1
    browser = Client()
    browser.force_login(bob)
    page = browser.get(f"/sell/applications/{refused.number}/").text
    assert "Deleted, as is the street." in page
    assert "halo@tanahliat.example" not in page


def test_not_while_a_complaint_is_open_or_can_be_appealed(bob: User) -> None:
    statement = refused_statement(bob)
    application = Application.objects.get()
    with clock.at(statement.complain_until):
        complaint = services.complain(statement, by=bob, words="It was readable.")
    with clock.at(statement.complain_until + 5 * DAY):
        assert services.forget_applicants() == 0
        with pytest.raises(ImpossibleMove):
            services.forget_applicant(application)
        complaints.reject_complaint(complaint, by=a_reviewer(), because="No.")
    with clock.at(statement.complain_until + 20 * DAY):
        assert services.forget_applicants() == 0
    assert "halo@tanahliat.example" in contact_of(application)

    with clock.at(statement.complain_until + 36 * DAY):
        assert services.forget_applicants() == 1


def test_whoever_withdrew_is_forgotten_by_the_next_night(bob: User, carol: User) -> None:
    draft = services.begin_application(carol, answers={"kind": "company", "country": "DE", "legal_name": "Lehm GmbH"})
    for application in (an_application(bob), draft):
        services.withdraw_application(application, by=application.applicant)

    assert services.forget_applicants() == 2

    assert {tuple(contact_of(each)) for each in Application.objects.all()} == {("",) * len(CONTACT)}


def test_what_is_still_needed_stays(alice: User, bob: User, carol: User) -> None:
    waiting = an_application(alice)
    asked = services.request_more(an_application(bob), by=a_reviewer(), what="The second page.")
    sells = open_shop(carol).seller.application

    with clock.at(clock.now() + 300 * DAY):
        assert services.forget_applicants() == 0
        for application in (waiting, asked, sells):
            with pytest.raises(ImpossibleMove):
                services.forget_applicant(application)

    assert all("halo@tanahliat.example" in contact_of(each) for each in (waiting, asked, sells))


def test_check_invariants_finds_whom_nobody_forgot(bob: User) -> None:
    refused_statement(bob)
    Application.objects.update(decided_at=clock.now() - REFUSED_DOCUMENT_KEPT - DAY)
    assert not list(violations())

    Application.objects.update(decided_at=clock.now() - REFUSED_DOCUMENT_KEPT - 3 * DAY)

    assert "Contact data are still there." in [violation.sentence for _each, violation in violations()]


def test_of_a_seller_who_left_nothing_stays_elsewhere_either(bob: User) -> None:
    """In what they asked to change, in what they claimed, and in papers of credentials that never ended."""
    shop = open_shop(bob)
    seller = shop.seller
    withdraw_change(ask_identity(seller, by=bob, facts={"street": "Jalan Baru 1", "city": "Bogor"}), by=bob)
    insurance = held(a_requirement(), shop=shop)
    address = held(a_requirement(CredentialKind.ADDRESS), shop=shop, subject="Jalan Kemang Raya 8", holder="Budi")
    ending = services.leave_market(seller, by=bob)
    assert ending.ended_at

    with clock.at(ending.ended_at + FILE_KEPT):
        assert tasks.forget_credential_documents() == 0
        assert tasks.forget_sellers() == 1
        # Here nothing is done after commit, as when the process dies in between: the next night finds it.
        assert tasks.forget_credential_documents() == 2
        tasks.forget_documents()

    change = IdentityChange.objects.get()
    assert (change.facts, change.before) == ({"street": "", "city": "Bogor"}, {"street": "", "city": "Jakarta"})
    address.refresh_from_db()
    assert (address.subject, address.holder) == ("", "")
    for file in files_of(insurance) + files_of(address):
        with pytest.raises(FileIsGone):
            read_private(file)
    assert not list(violations())

    IdentityChange.objects.update(before={"street": "Jalan Kemang Raya 8"})
    assert Ending.objects.get().forgotten_at
    assert "Contact data or documents are still there." in [violation.sentence for _each, violation in violations()]
