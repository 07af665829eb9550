"""What checks say against claims takes a second person: to approve, and to let it count for a seller."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from accounts.models import User
from accounts.roles import Role
from core import clock, foureyes
from core.foureyes import CannotConfirm, NeedsSecondPerson, NotTheSecondPerson
from core.invariants import violations
from core.models import Proposal
from sellers.models import Application, Credential, QueueEntry, Requirement
from sellers.reviewing.services import claim, mend_queue
from sellers.selectors import risks_in, risks_of_credential
from sellers.services import approve_application, propose_approval
from sellers.states import Risk
from sellers.tests.factories import PDF, a_document, a_reviewer, an_application, open_shop, works_in
from sellers.tests.fixtures import As, CountQueries, Deliver
from sellers.tests.reviewing_factories import an_entry
from sellers.tests.vetting_factories import a_requirement, claimed
from sellers.vetting.services import (
    Claim,
    Shown,
    block_number,
    claim_credential,
    propose_verification,
    verify_credential,
)
from sellers.vetting.services.deciding import MayNotCheck
from sellers.vetting.states import CredentialKind, CredentialStatus

pytestmark = pytest.mark.django_db

IBAN = "DE89370400440532013000"


@pytest.fixture
def sena() -> User:
    return a_reviewer(Role.SENIOR_REVIEWER)


def asked_later(kind: str = CredentialKind.INSURANCE, **fields: Any) -> Requirement:
    """Something that can be shown, and without which nobody is kept from selling yet."""
    return a_requirement(kind, required_from=clock.now() + timedelta(days=30), **fields)


def an_account(application: Application | None = None) -> Credential:
    """The same account each time."""
    requirement = asked_later(CredentialKind.BANK_ACCOUNT, evidence=[], asks_number=True)
    return claimed(requirement, application=application or an_application(), subject=IBAN)


def a_policy(application: Application | None = None) -> Credential:
    """The same document each time."""
    application, requirement = application or an_application(), asked_later()
    shown = [Shown(requirement.evidence[0], a_document(content=PDF + b"%% policy"))]
    return claim_credential(application, requirement, by=application.applicant, claim=Claim(), documents=shown)


def broken() -> list[str]:
    return [each.sentence for invariant, each in violations() if invariant.code == "I11"]


# --- An application


def test_an_account_of_somebody_else_is_a_risk_of_both(rita: User) -> None:
    first, second = an_account(), an_account()

    for claimed_twice in (first, second):
        assert risks_in(claimed_twice.application) == [Risk.CLAIMED_ELSEWHERE]
        with pytest.raises(NeedsSecondPerson):
            approve_application(claimed_twice.application, by=rita)


def test_what_was_taken_back_and_ones_own_earlier_claim_are_none(bob: User, rita: User) -> None:
    first = an_account(an_application(bob))
    approve_application(first.application, by=rita)
    again = an_account(an_application(bob))
    assert risks_in(again.application) == []

    other = an_account()
    assert risks_in(again.application) == [Risk.CLAIMED_ELSEWHERE]

    other.move_to(CredentialStatus.WITHDRAWN)
    assert risks_in(again.application) == []


def test_the_same_document_of_a_credential_is_a_risk(rita: User) -> None:
    a_policy()
    copied = a_policy()

    assert risks_in(copied.application) == [Risk.SHOWN_ELSEWHERE]
    with pytest.raises(NeedsSecondPerson):
        approve_application(copied.application, by=rita)


@pytest.mark.parametrize("kind", [CredentialKind.REGISTRATION, CredentialKind.TAX_NUMBER])
@pytest.mark.parametrize("before", ["", "ID "])
def test_a_blocked_number_is_a_risk_where_nothing_asks_to_claim_it(
    rita: User, sena: User, kind: str, before: str
) -> None:
    application = an_application()
    assert risks_in(application) == []

    # What is blocked stands as people wrote it, also with the country before it.
    number = before + application.registration_number
    block_number(kind=kind, number=number, because="The firm was dissolved.", by=sena)

    assert risks_in(application) == [Risk.BLOCKED]
    with pytest.raises(NeedsSecondPerson):
        approve_application(application, by=rita)


def test_a_claim_that_was_blocked_since_is_a_risk_of_its_application(sena: User) -> None:
    account = an_account()

    block_number(kind=CredentialKind.BANK_ACCOUNT, number=IBAN, because="A mule's account.", by=sena)

    assert risks_in(account.application) == [Risk.BLOCKED]


def test_the_number_of_an_application_that_somebody_else_claims_is_a_risk() -> None:
    application = an_application()
    assert risks_in(application) == []

    requirement = asked_later(CredentialKind.REGISTRATION, evidence=[], asks_number=True)
    claimed(requirement, application=an_application(), subject=application.registration_number)

    assert risks_in(application) == [Risk.CLAIMED_ELSEWHERE]


def test_two_approve_it_and_the_risk_stays_with_it(rita: User, sena: User) -> None:
    an_account()
    application = an_account().application
    foureyes.confirm(propose_approval(application, by=rita, because="One family, one account."), by=sena)

    application.refresh_from_db()
    assert application.risks == [Risk.CLAIMED_ELSEWHERE]
    assert broken() == []
    Proposal.objects.all().delete()
    assert len(broken()) == 1


def test_it_costs_the_same_for_one_claim_as_for_ten(count_queries: CountQueries) -> None:
    application = an_application()
    an_account(application)
    cost = count_queries(lambda: risks_in(application))
    for _each in range(9):
        a_policy(application)

    assert count_queries(lambda: risks_in(application)) == cost <= 6


def test_whoever_named_it_first_stands_at_a_higher_risk_in_the_queue(deliver: Deliver) -> None:
    first = an_account()
    deliver()
    assert not QueueEntry.objects.get(application=first.application).is_risky

    second = an_account()
    deliver()

    risky = QueueEntry.objects.filter(is_risky=True).values_list("application", flat=True)
    assert set(risky) == {first.application_id, second.application_id}


# --- A credential of a seller


def of_a_seller() -> Credential:
    """The account of a seller, which somebody else has named, too."""
    an_account()
    return an_account(open_shop().seller.application)


def test_one_alone_does_not_verify_it_and_two_do(rita: User, sena: User) -> None:
    account = of_a_seller()
    assert risks_of_credential(account) == [Risk.CLAIMED_ELSEWHERE]
    with pytest.raises(NeedsSecondPerson):
        verify_credential(account, by=rita)
    account.refresh_from_db()
    assert account.status == CredentialStatus.CLAIMED

    foureyes.confirm(propose_verification(account, by=rita, because="One family."), by=sena)

    account.refresh_from_db()
    assert (account.status, account.decided_by, account.reason) == (CredentialStatus.VERIFIED, rita, "")
    assert broken() == []
    Proposal.objects.all().delete()
    assert broken() == ["It was verified in spite of a risk, by one person."]


def test_a_block_that_came_meanwhile_is_another_question(rita: User, sena: User) -> None:
    account = of_a_seller()
    proposal = propose_verification(account, by=rita, because="One family.")

    block_number(kind=CredentialKind.BANK_ACCOUNT, number=IBAN, because="A mule's account.", by=sena)

    with pytest.raises(CannotConfirm):
        foureyes.confirm(proposal, by=sena)


def test_to_take_it_up_changes_nothing_of_what_was_asked(rita: User, sena: User) -> None:
    account = of_a_seller()
    proposal = propose_verification(account, by=rita, because="One family.")
    mend_queue()
    claim(QueueEntry.objects.get(credential=account), by=sena)

    foureyes.confirm(proposal, by=sena)

    account.refresh_from_db()
    assert account.status == CredentialStatus.VERIFIED


def test_nobody_who_works_there_asks_or_answers(rita: User, sena: User, mallory: User) -> None:
    account = of_a_seller()
    shop = account.application.seller.shops.get()
    proposal = propose_verification(account, by=rita, because="One family.")
    works_in(shop, sena, "catalogue")
    works_in(shop, colleague := a_reviewer(), "catalogue")

    for nobody in (rita, sena, mallory, a_reviewer(Role.ADMIN)):
        with pytest.raises(NotTheSecondPerson):
            foureyes.confirm(proposal, by=nobody)
    for nobody in (colleague, mallory):
        with pytest.raises(MayNotCheck):
            propose_verification(account, by=nobody, because="It is ours.")


def test_whoever_sent_it_in_neither_asks_nor_answers_also_when_they_have_left(rita: User, sena: User) -> None:
    account = of_a_seller()
    proposal = propose_verification(account, by=rita, because="One family.")
    sent_by(sena, account)
    with pytest.raises(NotTheSecondPerson):
        foureyes.confirm(proposal, by=sena)
    sent_by(sender := a_reviewer(), account)
    with pytest.raises(MayNotCheck):
        propose_verification(account, by=sender, because="It was mine.")
    with pytest.raises(MayNotCheck):
        verify_credential(account, by=sender)


def sent_by(user: User, account: Credential) -> None:
    Credential.objects.filter(pk=account.pk).update(claimed_by=user)
    account.refresh_from_db()


def test_what_nothing_speaks_against_is_verified_by_one(rita: User) -> None:
    account = an_account(open_shop().seller.application)

    verify_credential(account, by=rita)

    assert broken() == []


def test_the_page_asks_a_second_person_and_the_file_says_so(as_: As, rita: User, sena: User) -> None:
    account = of_a_seller()
    an_entry(account.application, "credential")
    url = reverse("admin:sellers_application_verify_credential", args=[account.pk])

    page = as_(rita).get(url).content.decode()
    as_(rita).post(url, {"words": "One family."})

    assert "Somebody else has named the same number, account or address." in page
    account.refresh_from_db()
    assert account.status == CredentialStatus.CLAIMED
    proposal = Proposal.objects.get()
    assert proposal.thing == f"sellers.credential:{account.pk}"
    file = as_(rita).get(reverse("admin:sellers_application_review", args=[account.application_id])).content.decode()
    assert "Verify what is of high risk" in file
    asked = as_(sena).get(reverse("admin:core_proposal_change", args=[proposal.pk])).content.decode()
    assert f"/application/{account.application_id}/review/#credential-{account.pk}" in asked
    assert "Somebody else has named the same number, account or address." in asked
    as_(sena).post(reverse("admin:core_proposal_confirm", args=[proposal.pk]), {"words": ""})
    account.refresh_from_db()
    assert account.status == CredentialStatus.VERIFIED
