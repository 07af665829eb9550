"""Whether an account for payouts is the one that was verified as a credential, said wherever somebody looks at it."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from accounts.roles import Role
from accounts.tests.factors import with_second_factor
from core import clock, foureyes
from core.formatting import day
from core.models import Proposal
from sellers import services
from sellers.models import PayoutAccount, Shop
from sellers.selectors import Compared, compared_with_credential
from sellers.tests.factories import a_reviewer, open_shop
from sellers.tests.vetting_factories import a_requirement, claimed, held
from sellers.vetting.services import propose_verification, revoke_credential
from sellers.vetting.states import CredentialKind, EvidenceKind

IBAN, ANOTHER = "DE89 3704 0044 0532 0130 00", "GB82 WEST 1234 5698 7654 32"


@pytest.fixture
def shop(bob: User) -> Shop:
    return open_shop(with_second_factor(bob))


def asked(shop: Shop, by: User) -> PayoutAccount:
    return services.ask_payout_account(shop.seller, by=by, holder="PT Tanah Liat", account=IBAN)


def a_bank_account(shop: Shop, number: str) -> None:
    evidence = [EvidenceKind.BANK_STATEMENT]
    held(
        a_requirement(CredentialKind.BANK_ACCOUNT, evidence=evidence, asks_number=True),
        shop=shop,
        subject=number,
        holder="PT Tanah Liat Nusantara",
    )


def test_the_same_number_however_it_was_written(shop: Shop, bob: User) -> None:
    row = asked(shop, bob)
    a_bank_account(shop, "de89-3704 0044.0532 0130 00")

    with CaptureQueriesContext(connection) as asked_for:
        said = compared_with_credential(row)

    assert said.outcome == Compared.VERIFIED
    assert f"on {day(clock.now())}: a reviewer read the document." in said.text
    assert len(asked_for) == 1


def test_another_number_and_none(shop: Shop, bob: User) -> None:
    row = asked(shop, bob)
    assert compared_with_credential(row).outcome == Compared.NONE

    a_bank_account(shop, ANOTHER)
    assert compared_with_credential(row).outcome == Compared.ANOTHER


def test_only_what_is_verified_and_theirs_counts(shop: Shop, bob: User, carol: User) -> None:
    row = asked(shop, bob)
    a_bank_account(open_shop(carol, name="Carol's"), IBAN)
    waits = a_requirement(CredentialKind.BANK_ACCOUNT, evidence=[EvidenceKind.BANK_STATEMENT], asks_number=True)
    claim = claimed(waits, shop=shop, subject=IBAN, holder="PT Tanah Liat Nusantara")
    assert compared_with_credential(row).outcome == Compared.NONE

    # Two, since somebody else has named the same account.
    foureyes.confirm(
        propose_verification(claim, by=a_reviewer(), because="One family."), by=a_reviewer(Role.SENIOR_REVIEWER)
    )
    claim.refresh_from_db()
    assert compared_with_credential(row).outcome == Compared.VERIFIED
    revoke_credential(claim, by=a_reviewer(), because="It was closed.")
    assert compared_with_credential(row).outcome == Compared.NONE


def test_it_is_said_to_the_owner_to_the_reviewer_and_to_the_second_person(shop: Shop, bob: User) -> None:
    row = asked(shop, bob)
    a_bank_account(shop, ANOTHER)
    words = "It does not have the number of the account that was verified as a credential."
    owner, reviewer, senior = Client(), Client(), Client()
    rina, sena = a_reviewer(), a_reviewer(Role.SENIOR_REVIEWER)
    for browser, person in ((owner, bob), (reviewer, rina), (senior, sena)):
        browser.force_login(person)

    assert words in owner.get(f"/desk/{shop.slug}/payouts/").text
    assert owner.get(f"/api/v1/desk/{shop.slug}/payouts/").json()["asked"]["compared"] == "another"
    page = reviewer.get(f"/admin/sellers/payoutaccount/{row.pk}/change/").text
    assert words in page
    assert words in reviewer.get(f"/admin/sellers/payoutaccount/{row.pk}/propose/").text
    proposal = services.propose_payout_account(row, by=rina, because="I rang them.")
    second = senior.get(f"/admin/core/proposal/{proposal.pk}/change/").text
    assert words in second
    for text in (page, second):
        assert "DE89370400440532013000" not in text
        assert "GB82WEST12345698765432" not in text

    foureyes.confirm(proposal, by=sena)
    assert Proposal.objects.get().performed_at
    assert words in owner.get(f"/desk/{shop.slug}/payouts/").text
