"""Statements of reasons and complaints about them: who may, when, once, and what follows."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client

from accounts.models import User
from accounts.roles import Role
from core import clock, complaints, foureyes
from core.complaints import ComplaintSaysNothing, MayNotComplain, MayNotHear
from core.errors import ImpossibleMove
from core.invariants import violations
from core.models import Complaint, OutgoingMail, PrivateFile, Proposal, StatementOfReasons, StatementPerson
from core.rules import APPEAL_FOR, COMPLAIN_FOR
from core.states import ComplaintStatus, Hearing
from sellers import services
from sellers.models import Application, Seller, Shop
from sellers.rules import REFUSED_DOCUMENT_KEPT
from sellers.services.deciding import REFUSED
from sellers.states import ApplicationStatus, ReasonCode, SellerStatus
from sellers.tests.factories import (
    PDF,
    a_document,
    a_person,
    a_reviewer,
    an_application,
    open_shop,
    refused_statement,
    some_facts,
    suspended_shop,
    works_in,
)
from sellers.tests.fixtures import Deliver

SENIOR = Role.SENIOR_REVIEWER


def complaint_of(statement: StatementOfReasons, by: User) -> Complaint:
    return services.complain(statement, by=by, words="The second page was there.")


def rejected(statement: StatementOfReasons, by: User) -> Complaint:
    return complaints.reject_complaint(complaint_of(statement, by), by=a_reviewer(), because="It was not.")


def suspension_of(shop: Shop) -> StatementOfReasons:
    return StatementOfReasons.objects.of(f"sellers.seller:{shop.seller_id}").latest("pk")


# --- The statement


def test_a_refusal_is_stated_with_reason_ground_facts_effect_and_time(bob: User, rita: User) -> None:
    application = an_application(bob)

    services.refuse_application(
        application, by=rita, because="Page 2 is missing.", code=ReasonCode.DOCUMENT_NOT_LEGIBLE
    )

    statement = StatementOfReasons.objects.get()
    assert (statement.decision, statement.thing) == (REFUSED, f"sellers.application:{application.pk}")
    assert statement.reason == "A document cannot be read, or is not whole."
    assert "article 30" in statement.ground
    assert statement.words == "Page 2 is missing."
    assert "apply again" in statement.effect
    assert (statement.issued_by, statement.is_automated) == (rita, False)
    assert statement.complain_until - statement.issued_at == COMPLAIN_FOR
    assert [each.person for each in statement.people.all()] == [bob]


def test_a_suspension_is_stated_to_the_owners(bob: User) -> None:
    shop = open_shop(bob)
    works_in(shop, a_person(), "manager")

    services.suspend_seller(shop.seller, by=a_reviewer(), because="Two bags.", code=ReasonCode.COUNTERFEIT_GOODS)

    assert [each.person for each in suspension_of(shop).people.all()] == [bob]
    assert suspension_of(shop).code == "counterfeit_goods"


def test_a_code_that_nobody_knows_decides_nothing(bob: User, rita: User) -> None:
    application = an_application(bob)

    with pytest.raises(ValueError, match="because_i_can"):
        services.refuse_application(application, by=rita, because="No.", code="because_i_can")

    application.refresh_from_db()
    assert application.status == ApplicationStatus.SUBMITTED
    assert not StatementOfReasons.objects.exists()


def test_a_statement_stays_as_it_was_given(bob: User) -> None:
    statement = refused_statement(bob)

    for change in (
        statement.save,
        statement.delete,
        lambda: StatementOfReasons.objects.update(words="Otherwise."),
        lambda: StatementOfReasons.objects.all().delete(),
        lambda: StatementPerson.objects.all().delete(),
    ):
        with pytest.raises(TypeError):
            change()


@pytest.mark.postgres
@pytest.mark.django_db
@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE core_statementofreasons SET words = 'Otherwise.'",
        "DELETE FROM core_statementofreasons",
        "DELETE FROM core_statementperson",
    ],
)
def test_nor_does_the_database_change_it(bob: User, sql: str) -> None:
    refused_statement(bob)

    refused = pytest.raises(IntegrityError, match="stays as it was given")
    with refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


# --- Who may complain, and when


def test_only_whom_it_was_sent_to_complains(bob: User, mallory: User, rita: User, ada: User) -> None:
    shop = suspended_shop(bob)
    manager = a_person()
    works_in(shop, manager, "manager")

    for nobody in (mallory, manager, rita, ada):
        with pytest.raises(MayNotComplain):
            complaint_of(suspension_of(shop), nobody)

    assert not Complaint.objects.exists()


def test_once_and_in_time(bob: User) -> None:
    statement = refused_statement(bob)

    with clock.at(statement.complain_until + timedelta(seconds=1)), pytest.raises(MayNotComplain):
        complaint_of(statement, bob)
    with clock.at(statement.complain_until):
        complaint_of(statement, bob)
        with pytest.raises(MayNotComplain):
            complaint_of(statement, bob)

    assert Complaint.objects.count() == 1


@pytest.mark.parametrize("words", ["", " \n", "\x00"])
def test_a_complaint_says_why(bob: User, words: str) -> None:
    with pytest.raises(ComplaintSaysNothing):
        services.complain(refused_statement(bob), by=bob, words=words, document=a_document())

    assert not PrivateFile.objects.filter(purpose="complaint").exists()


def test_its_document_is_kept_in_the_private_store(bob: User) -> None:
    complaint = services.complain(refused_statement(bob), by=bob, words="Here.", document=a_document())

    assert complaint.document is not None
    assert complaint.document.purpose == "complaint"
    assert complaint.document.size == len(PDF)


def test_what_was_taken_back_is_over(bob: User, mallory: User) -> None:
    complaint = complaint_of(refused_statement(bob), bob)
    with pytest.raises(MayNotComplain):
        complaints.withdraw_complaint(complaint, by=mallory)

    complaints.withdraw_complaint(complaint, by=bob)

    with pytest.raises(MayNotComplain, match="took your complaint back"):
        complaint_of(complaint.statement, bob)
    with pytest.raises(ImpossibleMove):
        complaints.uphold_complaint(complaint, by=a_reviewer(), because="Yes.")


# --- Who decides


@pytest.mark.parametrize("role", [Role.MODERATOR, Role.MEDIATOR, Role.FINANCE, Role.ADMIN])
def test_only_reviewers_hear_it(bob: User, role: Role) -> None:
    complaint = complaint_of(refused_statement(bob), bob)

    with pytest.raises(MayNotHear):
        complaints.uphold_complaint(complaint, by=a_reviewer(role), because="Yes.")
    with pytest.raises(MayNotHear):
        complaints.reject_complaint(complaint, by=bob, because="No.")


def test_never_whoever_decided(bob: User) -> None:
    statement = refused_statement(bob)
    complaint = complaint_of(statement, bob)

    with pytest.raises(MayNotHear):
        complaints.reject_complaint(complaint, by=statement.issued_by, because="I said so.")

    complaint.refresh_from_db()
    assert complaint.status == ComplaintStatus.FILED


def test_nor_whoever_works_for_the_seller(bob: User) -> None:
    shop, reviewer = suspended_shop(bob), a_reviewer()
    works_in(shop, reviewer, "catalogue")

    with pytest.raises(MayNotHear):
        complaints.uphold_complaint(complaint_of(suspension_of(shop), bob), by=reviewer, because="Yes.")


def test_an_appeal_is_heard_by_a_senior_who_is_neither_of_the_two(bob: User) -> None:
    statement = refused_statement(bob)
    first = complaint_of(statement, bob)
    hearer = a_reviewer(SENIOR)
    complaints.reject_complaint(first, by=hearer, because="It was not.")

    appeal = complaint_of(statement, bob)

    assert appeal.hearing == Hearing.APPEAL
    for nobody in (hearer, a_reviewer()):
        with pytest.raises(MayNotHear):
            complaints.reject_complaint(appeal, by=nobody, because="Once more.")
    complaints.reject_complaint(appeal, by=a_reviewer(SENIOR), because="It was not there.")
    with pytest.raises(MayNotComplain):
        complaint_of(statement, bob)


def test_the_time_to_appeal_ends(bob: User) -> None:
    statement = refused_statement(bob)
    complaint = rejected(statement, bob)
    assert complaint.ended_at

    with clock.at(complaint.ended_at + APPEAL_FOR + timedelta(seconds=1)), pytest.raises(MayNotComplain):
        complaint_of(statement, bob)


def test_check_invariants_finds_whoever_decided_twice(bob: User) -> None:
    statement = refused_statement(bob)
    complaint = rejected(statement, bob)
    assert not list(violations())

    Complaint.objects.filter(pk=complaint.pk).update(decided_by=statement.issued_by)

    assert "decided about it again" in " ".join(violation.sentence for _each, violation in violations())


# --- What follows


def test_an_application_waits_again_in_its_old_place(bob: User) -> None:
    statement = refused_statement(bob)
    application = Application.objects.get()
    submitted = application.submitted_at

    complaint = complaints.uphold_complaint(complaint_of(statement, bob), by=a_reviewer(), because="It was there.")

    application.refresh_from_db()
    assert (application.status, application.submitted_at) == (ApplicationStatus.SUBMITTED, submitted)
    assert (application.decided_by, application.reason) == (None, "")
    assert "waits for a reviewer again" in complaint.outcome
    assert services.approve_application(application, by=a_reviewer()).pk


def test_where_they_have_applied_anew_that_one_goes_on(bob: User) -> None:
    statement = refused_statement(bob)
    an_application(bob)

    complaint = complaints.uphold_complaint(complaint_of(statement, bob), by=a_reviewer(), because="It was there.")

    assert list(Application.objects.order_by("pk").values_list("status", flat=True)) == ["refused", "submitted"]
    assert "a newer one" in complaint.outcome


def test_an_applicant_cannot_submit_a_refused_one_themselves(bob: User) -> None:
    refused_statement(bob)
    application = Application.objects.get()

    with pytest.raises(ImpossibleMove):
        services.amend_application(application, by=bob, facts=some_facts())


def test_a_suspension_ends_when_a_second_person_agrees(bob: User) -> None:
    shop = suspended_shop(bob)
    hearer = a_reviewer()

    complaints.uphold_complaint(complaint_of(suspension_of(shop), bob), by=hearer, because="A namesake.")

    seller = Seller.objects.get()
    assert seller.status == SellerStatus.SUSPENDED
    proposal = Proposal.objects.get()
    assert (proposal.asked_by, proposal.because) == (hearer, "A namesake.")
    foureyes.confirm(proposal, by=a_reviewer(SENIOR))
    seller.refresh_from_db()
    assert seller.status == SellerStatus.APPROVED


def test_of_two_who_decide_the_slower_is_told(bob: User) -> None:
    shop = suspended_shop(bob)
    complaint = complaint_of(suspension_of(shop), bob)
    seen = Complaint.objects.get(pk=complaint.pk)
    complaints.reject_complaint(complaint, by=a_reviewer(), because="No.")

    with pytest.raises(ImpossibleMove):
        complaints.uphold_complaint(seen, by=a_reviewer(), because="Yes.")

    assert not Proposal.objects.exists()


def test_the_document_is_kept_until_the_complaint_is_over(bob: User, deliver: Deliver) -> None:
    statement = refused_statement(bob)
    application = Application.objects.get()
    with clock.at(statement.complain_until):
        complaint = complaint_of(statement, bob)
    with clock.at(statement.complain_until + timedelta(days=5)):
        assert services.forget_documents() == 0
        complaints.reject_complaint(complaint, by=a_reviewer(), because="No.")
    with clock.at(statement.complain_until + timedelta(days=20)):
        assert services.forget_documents() == 0
    with clock.at(statement.complain_until + timedelta(days=36)):
        assert services.forget_documents() == 1

    application.document.refresh_from_db()
    assert application.document.deleted_at
    assert application.document.digest


def test_the_document_of_a_complaint_goes_half_a_year_after_the_answer(bob: User) -> None:
    statement = refused_statement(bob)
    complaint = services.complain(statement, by=bob, words="Here.", document=a_document())
    with clock.at(statement.complain_until - timedelta(days=100)):
        complaints.reject_complaint(complaint, by=a_reviewer(), because="No.")
    assert complaint.ended_at
    assert complaint.document

    with clock.at(complaint.ended_at + REFUSED_DOCUMENT_KEPT - timedelta(minutes=1)):
        services.forget_documents()
        complaint.document.refresh_from_db()
        assert complaint.document.deleted_at is None
    with clock.at(complaint.ended_at + REFUSED_DOCUMENT_KEPT):
        services.forget_documents()

    complaint.document.refresh_from_db()
    assert complaint.document.deleted_at


# --- Telling, and pages


def test_everybody_is_told_in_full(bob: User, deliver: Deliver) -> None:
    statement = refused_statement(bob, words="Page 2 is <b>missing</b>.")
    deliver()
    mail = OutgoingMail.objects.filter(to=bob.email).latest("pk")

    for part in (mail.text, mail.html):
        assert "A document cannot be read, or is not whole." in part
        assert statement.number in part
        assert f"/account/decisions/{statement.number}/" in part
        assert "You can complain until" in part
    assert "Page 2 is <b>missing</b>." in mail.text
    assert "<b>missing" not in mail.html
    # One door: to the statement, where the complaint is too.
    assert [part.count(f"/account/decisions/{statement.number}/") for part in (mail.text, mail.html)] == [1, 1]
    assert "/sell/applications/" not in mail.text + mail.html
    assert "Look at it" not in mail.html

    rejected(statement, bob)
    deliver()
    assert "It was not." in OutgoingMail.objects.filter(to=bob.email).latest("pk").text


def test_a_complaint_on_the_page(bob: User) -> None:
    browser = Client()
    browser.force_login(bob)
    statement = refused_statement(bob)
    url = f"/account/decisions/{statement.number}/"
    assert "Your application to sell was refused" in browser.get("/account/decisions/").text
    assert "Send the complaint" in browser.get(url).text

    assert "This field is required" in browser.post(url, {"words": " "}).text
    answer = browser.post(url, {"words": "The second page was there."}, follow=True)

    assert "Somebody who did not decide answers by" in answer.text
    assert "Send the complaint" not in answer.text
    browser.post(f"{url}withdraw/")
    assert Complaint.objects.get().status == ComplaintStatus.WITHDRAWN
