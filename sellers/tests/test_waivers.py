"""Not asking for something takes two, says so everywhere, and ends."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse

from accounts.models import User
from accounts.roles import Role
from core import clock, foureyes
from core.foureyes import CannotConfirm, NeedsSecondPerson, NotTheSecondPerson
from core.invariants import violations
from core.models import Proposal
from sellers.models import Application, Credential, Requirement, Seller
from sellers.services import answer_parts, approve_application, request_more
from sellers.tests.factories import a_person, a_reviewer, an_application, open_shop
from sellers.tests.fixtures import As, Later
from sellers.tests.vetting_factories import a_requirement, claimed
from sellers.vetting.services import CannotWaive, CredentialsMissing, MayNotCheck, propose_waiver, waive_requirement
from sellers.vetting.states import CredentialKind, CredentialStatus, Method

pytestmark = pytest.mark.django_db


def in_days(days: int) -> date:
    return clock.today() + timedelta(days=days)


def proposed(application: Application, requirement: Requirement, by: User, days: int = 90) -> Proposal:
    return propose_waiver(
        application,
        requirement,
        by=by,
        because="The insurer is in receivership.",
        until=in_days(days),
    )


def test_two_waive_it_and_then_the_application_can_be_approved(rita: User) -> None:
    application, insurance = an_application(), a_requirement()
    proposal = proposed(application, insurance, rita)
    with pytest.raises(CredentialsMissing):
        approve_application(application, by=rita)

    foureyes.confirm(proposal, by=a_reviewer(Role.SENIOR_REVIEWER))

    credential = Credential.objects.get()
    assert (credential.status, credential.method) == (CredentialStatus.VERIFIED, Method.WAIVED)
    assert (credential.decided_by, credential.reason) == (rita, "The insurer is in receivership.")
    assert credential.valid_until is not None
    assert credential.valid_until.date() == in_days(91)
    approve_application(application, by=rita)
    credential.refresh_from_db()
    assert credential.seller == Seller.objects.get()
    assert list(violations()) == []


def test_it_ends_and_selling_with_it(rita: User, later: Later) -> None:
    shop = open_shop()
    insurance = a_requirement()
    foureyes.confirm(proposed(shop.seller.application, insurance, rita, days=10), by=a_reviewer(Role.SENIOR_REVIEWER))
    assert Seller.objects.allowed_to_sell().exists()

    later(timedelta(days=11))

    assert not Seller.objects.allowed_to_sell().exists()


def test_one_person_waives_nothing(rita: User) -> None:
    application, insurance = an_application(), a_requirement()
    with pytest.raises(NeedsSecondPerson):
        waive_requirement(
            application,
            insurance,
            by=rita,
            because="Because.",
            until=in_days(9),
            confirmed=None,
        )
    proposal = proposed(application, insurance, rita)

    for person in (rita, a_reviewer(), application.applicant):
        with pytest.raises(NotTheSecondPerson):
            foureyes.confirm(proposal, by=person)
    with pytest.raises(NeedsSecondPerson):
        waive_requirement(
            application,
            insurance,
            by=rita,
            because="Because.",
            until=in_days(9),
            confirmed=proposal,
        )
    assert not Credential.objects.exists()


@pytest.mark.parametrize("role", [Role.MODERATOR, Role.FINANCE, Role.ADMIN, None])
def test_only_reviewers_ask_for_it(role: Role | None) -> None:
    with pytest.raises(MayNotCheck):
        proposed(an_application(), a_requirement(), a_reviewer(role) if role else a_person())


def test_nobody_asks_for_their_own(rita: User) -> None:
    with pytest.raises(MayNotCheck):
        proposed(an_application(rita), a_requirement(), rita)


def test_what_was_claimed_is_decided_and_not_waived(rita: User) -> None:
    application, insurance = an_application(), a_requirement()
    claimed(insurance, application=application)
    with pytest.raises(CannotWaive, match="decide about that first"):
        proposed(application, insurance, rita)
    with pytest.raises(CannotWaive, match="not asked of them"):
        proposed(application, a_requirement(area="DE"), rita)
    with pytest.raises(CannotWaive, match="a year at most"):
        proposed(application, a_requirement(), rita, days=400)
    with pytest.raises(CannotWaive, match="a year at most"):
        propose_waiver(application, a_requirement(), by=rita, because="So.", until=date.max)


def test_what_is_claimed_meanwhile_is_not_waived(rita: User) -> None:
    application, insurance = an_application(), a_requirement()
    proposal = proposed(application, insurance, rita)
    claimed(insurance, application=application)

    with pytest.raises((CannotWaive, CannotConfirm)):
        foureyes.confirm(proposal, by=a_reviewer(Role.SENIOR_REVIEWER))
    assert Credential.objects.get().status == CredentialStatus.CLAIMED


def test_a_waiver_by_one_person_is_found() -> None:
    credential = claimed(a_requirement(), application=an_application())
    Credential.objects.filter(pk=credential.pk).update(
        status=CredentialStatus.VERIFIED, method=Method.WAIVED, decided_at=clock.now(), decided_by=a_reviewer()
    )

    assert "It was waived by one person." in [violation.sentence for _invariant, violation in violations()]


def test_on_the_page(as_: As, rita: User) -> None:
    application, insurance = an_application(), a_requirement()
    client, url = as_(rita), reverse("admin:sellers_application_waive", args=[application.pk])
    page = client.get(url, {"requirement": insurance.pk}).content.decode()
    assert f'<option value="{insurance.pk}" selected' in page

    client.post(url, {"requirement": insurance.pk, "until": "2020-01-01", "words": "Because."})
    assert not Proposal.objects.exists()
    client.post(url, {"requirement": insurance.pk, "until": str(in_days(30)), "words": "Because."})

    proposal = Proposal.objects.get()
    file = client.get(reverse("admin:sellers_application_review", args=[application.pk])).content.decode()
    assert "Waits for a second person:" in file
    confirm = as_(a_reviewer(Role.SENIOR_REVIEWER)).get(f"/admin/core/proposal/{proposal.pk}/confirm/")
    assert "waived until" in confirm.content.decode()
    foureyes.confirm(proposal, by=a_reviewer(Role.SENIOR_REVIEWER))
    assert "waived" in client.get(reverse("admin:sellers_application_review", args=[application.pk])).content.decode()


def test_what_is_waived_stays_so_when_the_applicant_answers(rita: User) -> None:
    """It names no number: neither another phone nor another name makes it one of somebody else."""
    phone = a_requirement(CredentialKind.PHONE, evidence=[], asks_number=True)
    application = an_application()
    foureyes.confirm(proposed(application, phone, rita), by=a_reviewer(Role.SENIOR_REVIEWER))
    request_more(application, by=rita, what="Whom do we call?")

    answer_parts(application, by=application.applicant, answers={"contact_name": "Ada Byron"})

    assert Credential.objects.get().status == CredentialStatus.VERIFIED
