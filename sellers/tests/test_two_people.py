"""What takes two people among the decisions about sellers, and what makes an application one of high risk."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier
from typing import Any

import pytest
from django.db import connection
from pytest_django.fixtures import Settings

from accounts.models import User
from accounts.roles import Role
from core import foureyes
from core.errors import DomainError, ImpossibleMove
from core.foureyes import CannotConfirm, NeedsSecondPerson, NotTheSecondPerson
from core.invariants import violations
from core.models import PrivateFile, Proposal
from core.scanning import Scan
from sellers.events import ApplicationApproved
from sellers.models import Application, Membership, Seller, Shop, ShopRole
from sellers.rules import RiskFacts, risks_of
from sellers.selectors import risks_in
from sellers.services import (
    amend_application,
    approve_application,
    propose_approval,
    propose_reinstatement,
    refuse_application,
    reinstate_seller,
    request_more,
)
from sellers.services.deciding import AmendedMeanwhile, MayNotDecide
from sellers.states import ApplicationStatus, NumberCheck, Risk, SellerKind, SellerStatus
from sellers.tests.factories import (
    a_person,
    a_reviewer,
    a_risky_application,
    an_application,
    open_shop,
    reinstated,
    some_facts,
    suspended_shop,
)
from sellers.tests.fixtures import Announced


@pytest.fixture
def sena(db: None) -> User:
    return a_reviewer(Role.SENIOR_REVIEWER)


# --- What is of high risk

HARMLESS: dict[str, Any] = {
    "kind": SellerKind.COMPANY,
    "check": NumberCheck.VERIFIED_BY_CHECK_DIGIT,
    "could_be_checked": True,
    "number_elsewhere": False,
    "document_elsewhere": False,
    "is_scanned": True,
    "has_scanner": True,
}


@pytest.mark.parametrize(
    ("facts", "risks"),
    [
        ({}, []),
        ({"check": NumberCheck.UNKNOWN_SCHEME}, [Risk.NUMBER_UNKNOWN]),
        ({"check": NumberCheck.UNKNOWN_SCHEME, "kind": SellerKind.BRAND}, [Risk.NUMBER_UNKNOWN]),
        ({"check": NumberCheck.UNKNOWN_SCHEME, "kind": SellerKind.SOLE_TRADER}, []),
        ({"check": NumberCheck.NOT_GIVEN, "kind": SellerKind.PRIVATE_PERSON}, []),
        ({"check": NumberCheck.FORMAT_OK}, [Risk.NUMBER_HALF_CHECKED]),
        ({"check": NumberCheck.FORMAT_OK, "could_be_checked": False}, []),
        ({"check": NumberCheck.FORMAT_OK, "kind": SellerKind.SOLE_TRADER}, []),
        ({"number_elsewhere": True}, [Risk.NUMBER_ELSEWHERE]),
        ({"document_elsewhere": True, "kind": SellerKind.PRIVATE_PERSON}, [Risk.DOCUMENT_ELSEWHERE]),
        ({"is_scanned": False}, [Risk.NOT_SCANNED]),
        ({"is_scanned": False, "has_scanner": False}, []),
        (
            {"check": NumberCheck.UNKNOWN_SCHEME, "number_elsewhere": True, "is_scanned": False},
            [Risk.NUMBER_UNKNOWN, Risk.NUMBER_ELSEWHERE, Risk.NOT_SCANNED],
        ),
    ],
)
def test_what_is_of_high_risk(facts: dict[str, Any], risks: list[Risk]) -> None:
    assert risks_of(RiskFacts(**HARMLESS | facts)) == risks


def test_the_number_and_the_document_of_somebody_else_are_found(bob: User, carol: User) -> None:
    first = an_application(bob)
    number = {"registration_number": first.registration_number, "registration_scheme": first.registration_scheme}
    again = an_application(carol, **number)
    assert risks_in(again) == risks_in(first) == [Risk.NUMBER_ELSEWHERE]

    PrivateFile.objects.filter(pk=again.document.pk).update(digest=first.document.digest)
    assert risks_in(Application.objects.get(pk=again.pk)) == [Risk.NUMBER_ELSEWHERE, Risk.DOCUMENT_ELSEWHERE]


def test_ones_own_earlier_application_is_no_risk(bob: User, rita: User) -> None:
    first = an_application(bob)
    refuse_application(first, by=rita, because="Not readable.")

    assert risks_in(an_application(bob, registration_number=first.registration_number)) == []


def test_a_document_from_before_the_scanner_is_a_risk(bob: User, settings: Settings) -> None:
    application = an_application(bob)
    assert (application.document.scan, risks_in(application)) == (Scan.NOT_SCANNED, [])

    settings.CLAMAV_URL = "tcp://127.0.0.1:1"

    assert risks_in(application) == [Risk.NOT_SCANNED]


# --- Approving what is of high risk


def test_one_reviewer_alone_does_not_approve_what_is_of_high_risk(bob: User, rita: User, announced: Announced) -> None:
    application = a_risky_application(bob)
    start = announced()

    with pytest.raises(NeedsSecondPerson):
        approve_application(application, by=rita)

    assert Application.objects.get().status == ApplicationStatus.SUBMITTED
    assert not Seller.objects.exists()
    assert announced() == start


def test_two_approve_it_and_the_risks_stay_with_it(bob: User, rita: User, sena: User, announced: Announced) -> None:
    application = a_risky_application(bob)
    proposal = propose_approval(application, by=rita, because="Found in the register by hand.")

    foureyes.confirm(proposal, by=sena)

    application.refresh_from_db()
    assert (application.status, application.decided_by) == (ApplicationStatus.APPROVED, rita)
    assert application.risks == [Risk.NUMBER_UNKNOWN]
    shop = Shop.objects.open_for_business().get()
    assert announced(ApplicationApproved) == [
        ApplicationApproved(application_id=application.pk, shop_id=shop.pk, proposal_id=proposal.pk)
    ]
    assert not list(violations())


def test_whatever_the_applicant_changed_since_is_read_again(bob: User, rita: User, sena: User) -> None:
    application = a_risky_application(bob)
    read = application.submitted_at
    proposal = propose_approval(application, by=rita, because="Found.", as_submitted_at=read)
    request_more(application, by=rita, what="Another document.")
    amend_application(application, by=bob, facts=some_facts(registration_number="HRB 2", registration_scheme="other"))

    with pytest.raises(CannotConfirm):
        foureyes.confirm(proposal, by=sena)
    foureyes.refuse(proposal, by=sena, because="It has changed.")
    with pytest.raises(AmendedMeanwhile):
        propose_approval(application, by=rita, because="Found.", as_submitted_at=read)

    assert not Shop.objects.exists()


def test_what_is_decided_is_not_asked_for(bob: User, rita: User) -> None:
    application = refuse_application(a_risky_application(bob), by=rita, because="No.")

    with pytest.raises(ImpossibleMove):
        propose_approval(application, by=rita, because="Found.")


def test_neither_the_applicant_nor_a_plain_reviewer_is_the_second_person(rita: User, sena: User) -> None:
    own = a_risky_application(sena)
    proposal = propose_approval(own, by=rita, because="Found.")

    for nobody in (rita, sena, a_reviewer(), a_reviewer(Role.ADMIN), a_person()):
        with pytest.raises(NotTheSecondPerson):
            foureyes.confirm(proposal, by=nobody)
    with pytest.raises(MayNotDecide):
        propose_approval(own, by=sena, because="It is mine.")

    assert not Shop.objects.exists()


# --- Ending a suspension


def test_a_suspension_ends_by_two(rita: User, sena: User) -> None:
    seller = suspended_shop().seller
    with pytest.raises(NeedsSecondPerson):
        reinstate_seller(seller, by=rita, confirmed=None)
    seller.refresh_from_db()
    assert seller.status == SellerStatus.SUSPENDED

    foureyes.confirm(propose_reinstatement(seller, by=rita, because="A namesake."), by=sena)

    seller.refresh_from_db()
    assert (seller.status, seller.suspended_reason) == (SellerStatus.APPROVED, "")


def test_nobody_who_works_in_the_shop_is_the_second_person(rita: User, sena: User) -> None:
    shop = suspended_shop()
    proposal = propose_reinstatement(shop.seller, by=rita, because="A namesake.")
    Membership.objects.create(shop=shop, user=sena, role=ShopRole.FULFILMENT)

    with pytest.raises(NotTheSecondPerson):
        foureyes.confirm(proposal, by=sena)

    shop.seller.refresh_from_db()
    assert shop.seller.status == SellerStatus.SUSPENDED


def test_another_suspension_is_another_question(rita: User, sena: User) -> None:
    seller = suspended_shop().seller
    old = propose_reinstatement(seller, by=rita, because="A namesake.")
    foureyes.withdraw(old, by=rita)
    waiting = propose_reinstatement(seller, by=rita, because="A namesake.")
    Seller.objects.filter(pk=seller.pk).update(suspended_reason="Counterfeits.")

    with pytest.raises(CannotConfirm):
        foureyes.confirm(waiting, by=sena)


def test_only_what_is_suspended_is_reinstated(rita: User) -> None:
    with pytest.raises(ImpossibleMove):
        propose_reinstatement(open_shop().seller, by=rita, because="Why not.")

    assert not Proposal.objects.exists()


def test_what_was_done_without_a_second_person_is_found(bob: User, rita: User) -> None:
    def broken() -> list[str]:
        return [each.row.split()[0] for invariant, each in violations() if invariant.code == "I11"]

    seller = suspended_shop(bob).seller
    reinstated(seller)
    assert broken() == []

    Proposal.objects.all().delete()
    Application.objects.update(risks=[Risk.NUMBER_UNKNOWN])

    assert sorted(broken()) == ["application", "event"]


# --- At the same moment


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_an_application_is_decided_once_however_many_try() -> None:
    """One reviewer refuses, two seniors confirm what another asked for: one of them wins."""
    application = a_risky_application()
    proposal = propose_approval(application, by=a_reviewer(), because="Found.")
    seniors, rina = [a_reviewer(Role.SENIOR_REVIEWER) for _ in range(2)], a_reviewer()
    calls: list[Callable[[], object]] = [
        partial(foureyes.confirm, Proposal.objects.get(pk=proposal.pk), by=senior) for senior in seniors
    ]
    seen = Application.objects.get(pk=application.pk)
    calls.append(partial(refuse_application, seen, by=rina, because="Too late."))
    barrier = Barrier(len(calls))

    def run(call: Callable[[], object]) -> str:
        try:
            connection.ensure_connection()
            barrier.wait(timeout=20)
            call()
        except DomainError:
            return "told"
        else:
            return "won"
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as threads:
        said = list(threads.map(run, calls))

    application.refresh_from_db()
    assert said.count("won") == 1
    assert Shop.objects.count() == (application.status == ApplicationStatus.APPROVED)
    assert application.status != ApplicationStatus.SUBMITTED
