"""A complaint about a suspension was upheld, and no second person ended it: they are told why, and heard again."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from accounts.roles import Role
from core import clock, complaints, foureyes
from core.complaints import MayNotComplain, MayNotHear
from core.invariants import violations
from core.models import Complaint, OutgoingMail, Proposal, StatementOfReasons
from core.rules import PROPOSAL_HOLDS
from notifications.models import Notification
from sellers import services
from sellers.models import Seller, Shop
from sellers.services.staying import STAYS
from sellers.states import ReasonCode, SellerStatus
from sellers.tests.factories import a_person, a_reviewer, open_shop, works_in
from sellers.tests.fixtures import Deliver

SENIOR = Role.SENIOR_REVIEWER
As = Callable[..., Client]


@pytest.fixture
def shop(bob: User) -> Shop:
    """bob's, suspended for a counterfeit by rita's colleague; his complaint was right, and a second person is asked."""
    shop = open_shop(bob)
    services.suspend_seller(shop.seller, by=a_reviewer(), because="Two bags.", code=ReasonCode.COUNTERFEIT_GOODS)
    complaint = services.complain(StatementOfReasons.objects.get(), by=bob, words="They were bought from the maker.")
    complaints.uphold_complaint(complaint, by=a_reviewer(SENIOR), because="There is an invoice.")
    return shop


def refused(by: User | None = None, because: str = "The invoice is of last year.") -> Proposal:
    return foureyes.refuse(Proposal.objects.waiting().get(), by=by or a_reviewer(SENIOR), because=because)


def stays() -> StatementOfReasons:
    return StatementOfReasons.objects.filter(decision=STAYS).latest("pk")


def test_a_refusal_is_stated_to_the_owners_with_the_ground_of_the_suspension(shop: Shop, bob: User) -> None:
    works_in(shop, a_person(), "manager")
    second = a_reviewer(SENIOR)

    refused(by=second)

    statement, suspension = stays(), StatementOfReasons.objects.earliest("pk")
    assert statement.words == "The invoice is of last year."
    assert (statement.issued_by, statement.is_automated) == (second, False)
    assert (statement.code, statement.ground) == (suspension.code, suspension.ground)
    assert [each.person for each in statement.people.all()] == [bob]
    assert Seller.objects.get().status == SellerStatus.SUSPENDED
    assert not list(violations())


def test_seven_days_without_an_answer_are_stated_as_what_they_are(shop: Shop) -> None:
    proposal = Proposal.objects.get()
    with clock.at(proposal.asked_at + PROPOSAL_HOLDS):
        foureyes.expire_due()

    assert stays().words == "No second person answered within 7 days."
    assert stays().is_automated


def test_so_is_that_whoever_asked_took_it_back(shop: Shop) -> None:
    proposal = Proposal.objects.get()
    foureyes.withdraw(proposal, by=proposal.asked_by)

    assert "took that back" in stays().words


def test_they_read_it_in_their_inbox_and_by_mail_with_the_way_to_complain(
    shop: Shop, bob: User, deliver: Deliver, as_: As
) -> None:
    refused()
    deliver()

    told = Notification.objects.get(user=bob, kind="suspension_stays")
    assert "The invoice is of last year." in told.notice.text
    assert told.notice.url.endswith(f"{stays().number}/")
    assert stays().number in OutgoingMail.objects.get(key__contains=":suspension_stays:").text
    page = as_(bob).get(told.notice.url).content.decode()
    assert "Your suspension stays" in page
    assert "Send the complaint" in page


def test_nobody_else_reads_it_or_complains_about_it(shop: Shop, mallory: User, as_: As) -> None:
    refused()

    assert as_(mallory).get(f"/account/decisions/{stays().number}/").status_code == 404
    with pytest.raises(MayNotComplain):
        services.complain(stays(), by=mallory, words="I, too.")
    assert Complaint.objects.count() == 1


def test_it_is_heard_by_nobody_who_decided_in_the_matter_before(shop: Shop, bob: User) -> None:
    suspender = StatementOfReasons.objects.get().issued_by
    upholder = Proposal.objects.get().asked_by
    second = a_reviewer(SENIOR)
    refused(by=second)
    again = services.complain(stays(), by=bob, words="It is of this year.")

    for person in (suspender, upholder, second, bob):
        with pytest.raises(MayNotHear):
            complaints.uphold_complaint(again, by=person, because="Yes.")

    complaints.uphold_complaint(again, by=a_reviewer(), because="It is of this year.")


def test_an_upheld_complaint_asks_anew_and_a_second_person_ends_it(shop: Shop, bob: User) -> None:
    refused()
    again = services.complain(stays(), by=bob, words="It is of this year.")
    complaints.uphold_complaint(again, by=a_reviewer(), because="It is of this year.")

    foureyes.confirm(Proposal.objects.waiting().get(), by=a_reviewer(SENIOR))

    assert Seller.objects.get().status == SellerStatus.APPROVED


def test_and_when_it_is_refused_again_that_is_told_again(shop: Shop, bob: User) -> None:
    refused()
    again = services.complain(stays(), by=bob, words="It is of this year.")
    complaints.uphold_complaint(again, by=a_reviewer(), because="It is of this year.")
    refused(because="By another hand.")

    assert StatementOfReasons.objects.filter(decision=STAYS).count() == 2
    assert stays().words == "By another hand."


def test_where_nobody_was_told_that_it_would_end_nothing_is_said(bob: User, shop: Shop) -> None:
    refused()
    # Staff asked of their own accord: the seller knows nothing of it.
    services.propose_reinstatement(Seller.objects.get(), by=a_reviewer(), because="Let them.")
    refused()

    assert StatementOfReasons.objects.filter(decision=STAYS).count() == 1


def test_what_is_asked_anew_when_its_time_was_over_is_no_end(bob: User, shop: Shop) -> None:
    proposal = Proposal.objects.get()
    with clock.at(proposal.asked_at + PROPOSAL_HOLDS):
        services.propose_reinstatement(Seller.objects.get(), by=a_reviewer(), because="Let them.")

        assert not StatementOfReasons.objects.filter(decision=STAYS).exists()
        refused()

    assert StatementOfReasons.objects.filter(decision=STAYS).count() == 1


def test_whoever_refuses_reads_before_that_the_seller_reads_it(shop: Shop, as_: As) -> None:
    proposal = Proposal.objects.get()
    page = as_(a_reviewer(SENIOR)).get(reverse("admin:core_proposal_refuse", args=[proposal.pk]))

    assert "they read this reason, too" in page.content.decode()
