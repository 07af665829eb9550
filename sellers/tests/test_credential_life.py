"""What is claimed, checked and held, and what time does to it."""

from __future__ import annotations

from datetime import date, timedelta
from importlib import import_module
from types import SimpleNamespace
from typing import Any

import pytest
from django.apps import apps
from django.db import connection

from accounts.models import User
from accounts.roles import Role
from core import clock
from core.errors import DomainError, ImpossibleMove
from core.models import PrivateFile, Trace
from sellers.models import Application, Credential, CredentialCheck, Seller, Shop
from sellers.services import approve_application, leave_market, withdraw_application
from sellers.tests.factories import a_document, a_person, a_reviewer, an_application, open_shop, works_in
from sellers.tests.fixtures import Announced, Later, OnCommit
from sellers.tests.vetting_factories import a_requirement, claimed, files_of, held
from sellers.vetting import services
from sellers.vetting.events import CredentialClaimed, CredentialEndsSoon, CredentialExpired, CredentialVerified
from sellers.vetting.holdings import holding_of
from sellers.vetting.states import Checker, CredentialKind, CredentialStatus, Method

IBAN = "DE89 3704 0044 0532 0130 00"


@pytest.fixture
def shop(bob: User) -> Shop:
    return open_shop(bob)


def test_a_claim_waits_with_its_document_and_what_software_found(shop: Shop, announced: Announced) -> None:
    account = a_requirement(CredentialKind.BANK_ACCOUNT, name="Bank account", asks_number=True)

    credential = claimed(account, shop=shop, subject=IBAN)

    assert credential.status == CredentialStatus.CLAIMED
    assert credential.seller == shop.seller
    assert credential.subject_shown == "…3000"
    assert len(files_of(credential)) == 1
    assert dict(credential.checks.values_list("check_code", "outcome")) == {
        "account": "passed",
        "legible": "could_not",  # the tests' own document has no page
        "same_document": "passed",
        "same_number": "passed",
        "blocklist": "passed",
    }
    assert announced(CredentialClaimed) == [CredentialClaimed(credential_id=credential.pk)]


def test_a_private_number_is_not_readable_in_the_database(shop: Shop) -> None:
    account = a_requirement(CredentialKind.BANK_ACCOUNT, asks_number=True)
    claimed(account, shop=shop, subject=IBAN)

    with connection.cursor() as cursor:
        cursor.execute("SELECT subject, subject_digest FROM sellers_credential")
        ((subject, digest),) = cursor.fetchall()
    assert "3704" not in subject
    assert "3704" not in digest
    assert Credential.objects.get().subject == "DE89370400440532013000"


@pytest.mark.parametrize("kind", ["sole_trader", "company"])
def test_a_persons_tax_number_that_was_shown_whole_is_shortened(db: None, kind: str) -> None:
    tax = a_requirement(CredentialKind.TAX_NUMBER, asks_number=True)
    credential = claimed(tax, application=an_application(kind=kind), subject="01.312.166.0-091.000")
    assert credential.subject_shown == {"sole_trader": "…1000", "company": "013121660091000"}[kind]
    Credential.objects.update(subject_shown=credential.subject)

    migration = import_module("sellers.migrations.0013_schemes_of_requirements")
    migration.show_only_the_end(apps, SimpleNamespace(connection=connection))

    assert Credential.objects.get().subject_shown == credential.subject_shown


@pytest.mark.parametrize(
    ("claim", "code"),
    [
        ({}, "sellers.number_missing"),
        ({"subject": "DE89 3704 0044 0532 0130 01"}, "sellers.wrong_account"),
        ({"subject": IBAN, "expires_on": date(2020, 1, 1)}, "sellers.claim_refused"),
        ({"subject": IBAN, "issued_on": date(2999, 1, 1)}, "sellers.claim_refused"),
    ],
)
def test_what_cannot_be_right_is_refused_and_nothing_is_kept(shop: Shop, claim: dict[str, Any], code: str) -> None:
    account = a_requirement(CredentialKind.BANK_ACCOUNT, asks_number=True)

    with pytest.raises(DomainError) as refusal:
        claimed(account, shop=shop, **claim)

    assert refusal.value.code == code
    assert not Credential.objects.exists()


def test_a_claim_needs_its_document_of_the_right_kind(shop: Shop, bob: User) -> None:
    insurance = a_requirement()
    application = shop.seller.application
    for documents in ([], [services.Shown("passport", a_document())]):
        with pytest.raises(services.ClaimRefused):
            services.claim_credential(application, insurance, by=bob, claim=services.Claim(), documents=documents)


def test_only_whoever_applied_or_owns_the_shop_claims(shop: Shop, mallory: User) -> None:
    insurance = a_requirement()
    manager = a_person()
    works_in(shop, manager, "manager")

    for somebody in (mallory, manager):
        with pytest.raises(services.ClaimRefused):
            claimed(insurance, shop=shop, by=somebody)
    waiting = an_application()
    with pytest.raises(services.ClaimRefused):
        claimed(insurance, application=waiting, by=mallory)
    assert claimed(insurance, application=waiting).seller is None


def test_nothing_is_claimed_in_an_application_that_was_given_up_meanwhile(bob: User) -> None:
    application = an_application(bob)
    withdraw_application(Application.objects.get(pk=application.pk), by=bob)

    with pytest.raises(services.ClaimRefused):
        claimed(a_requirement(), application=application)
    assert not Credential.objects.exists()


def test_what_is_taken_back_while_an_application_is_approved_stops_the_seller(bob: User, rita: User) -> None:
    application = an_application(bob)
    credential = held(a_requirement(), application=application, by=rita)
    read_before = Credential.objects.get(pk=credential.pk)
    approve_application(application, by=rita)

    services.revoke_credential(read_before, by=rita, because="It is somebody else's.")

    assert not Seller.objects.allowed_to_sell().exists()


def test_what_does_not_reach_them_is_not_taken(shop: Shop) -> None:
    with pytest.raises(services.NotAsked):
        claimed(a_requirement(area="DE"), shop=shop)


def test_a_second_claim_takes_the_place_of_the_first_whose_document_goes(
    shop: Shop, django_capture_on_commit_callbacks: OnCommit
) -> None:
    insurance = a_requirement()
    first = claimed(insurance, shop=shop)
    (file,) = files_of(first)

    with django_capture_on_commit_callbacks(execute=True):
        second = claimed(insurance, shop=shop)

    first.refresh_from_db()
    file.refresh_from_db()
    assert (first.status, second.status) == (CredentialStatus.WITHDRAWN, CredentialStatus.CLAIMED)
    assert file.deleted_at is not None
    assert all(each.deleted_at is None for each in files_of(second))


def test_a_reviewer_verifies_and_it_is_on_record(shop: Shop, rita: User, bob: User, announced: Announced) -> None:
    credential = claimed(a_requirement(holds_days=365), shop=shop)
    services.begin_check(credential, by=rita)

    services.verify_credential(credential, by=rita, note="Read it.")

    assert credential.status == CredentialStatus.VERIFIED
    assert credential.method == Method.DOCUMENT
    assert credential.decided_at is not None
    assert credential.valid_until == credential.decided_at + timedelta(days=365)
    assert announced(CredentialVerified) == [CredentialVerified(credential_id=credential.pk)]
    trace = Trace.objects.get(act="sellers.verified_credential")
    assert trace.actor == rita
    assert set(trace.people.values_list("person_id", flat=True)) == {bob.pk}


def test_of_two_reviewers_one_wins(shop: Shop, rita: User) -> None:
    credential = claimed(a_requirement(), shop=shop)
    seen_by_second = Credential.objects.get()
    services.verify_credential(credential, by=rita)

    with pytest.raises(ImpossibleMove):
        services.refuse_credential(seen_by_second, by=a_reviewer(), because="Not legible.")


@pytest.mark.parametrize("role", [Role.MODERATOR, Role.MEDIATOR, Role.FINANCE, Role.ADMIN])
def test_only_reviewers_check(shop: Shop, role: Role) -> None:
    credential = claimed(a_requirement(), shop=shop)
    holding = held(a_requirement(), shop=shop)
    other = a_reviewer(role)

    for act in (
        lambda: services.begin_check(credential, by=other),
        lambda: services.verify_credential(credential, by=other),
        lambda: services.refuse_credential(credential, by=other, because="No."),
        lambda: services.revoke_credential(holding, by=other, because="No."),
    ):
        with pytest.raises(services.MayNotCheck):
            act()


def test_what_is_for_seniors_is_for_seniors(shop: Shop, rita: User) -> None:
    credential = claimed(a_requirement(checked_by=Checker.SENIOR_REVIEWER), shop=shop)
    with pytest.raises(services.MayNotCheck):
        services.verify_credential(credential, by=rita)
    services.verify_credential(credential, by=a_reviewer(Role.SENIOR_REVIEWER))
    assert credential.status == CredentialStatus.VERIFIED


def test_nobody_checks_their_own(rita: User) -> None:
    shop = open_shop(rita, reviewer=a_reviewer())
    with pytest.raises(services.MayNotCheck):
        services.verify_credential(claimed(a_requirement(), shop=shop), by=rita)


def test_refusing_and_revoking_need_words(shop: Shop, rita: User) -> None:
    waiting, holding = claimed(a_requirement(), shop=shop), held(a_requirement(), shop=shop)
    with pytest.raises(services.WordsMissing):
        services.refuse_credential(waiting, by=rita, because=" ")
    with pytest.raises(services.WordsMissing):
        services.revoke_credential(holding, by=rita, because=" ")


def test_software_verifies_alone_where_it_may_and_what_it_could_not_check_waits(shop: Shop) -> None:
    account = a_requirement(CredentialKind.BANK_ACCOUNT, asks_number=True, evidence=[], checked_by=Checker.SOFTWARE)

    local = claimed(account, shop=shop, subject="0123456789")
    assert local.status == CredentialStatus.CLAIMED
    said = CredentialCheck.objects.exclude(check_code__in=["same_number", "blocklist"])
    assert list(said.values_list("outcome", flat=True)) == ["could_not"]

    iban = claimed(account, shop=shop, subject=IBAN)
    assert (iban.status, iban.method, iban.decided_by) == (CredentialStatus.VERIFIED, Method.CHECK_DIGIT, None)


def test_an_application_is_not_approved_before_everything_required_is_verified(rita: User) -> None:
    insurance, later = a_requirement(), a_requirement(name="Later")
    later.required_from += timedelta(days=30)
    services.save_requirement(later, by=None)
    application = an_application()
    claimed(insurance, application=application)

    with pytest.raises(services.CredentialsMissing) as refusal:
        approve_application(application, by=rita)
    assert refusal.value.details["missing"] == [insurance.code]

    services.verify_credential(Credential.objects.get(), by=rita)
    shop = approve_application(application, by=rita)
    assert Credential.objects.get().seller == shop.seller
    # What is asked only later ends selling when its day comes.
    assert Seller.objects.get().sells_until == later.required_from


def test_it_is_warned_of_and_ends(shop: Shop, later: Later, announced: Announced) -> None:
    credential = held(a_requirement(holds_days=90), shop=shop)
    for days in range(1, 90, 2):
        later(timedelta(days=2) if days > 1 else timedelta(days=1))
        services.warn_of_ends()
        services.expire_credentials()
    assert [each.days for each in announced(CredentialEndsSoon) if isinstance(each, CredentialEndsSoon)] == [60, 30, 7]
    assert not Credential.objects.to_warn_of(now=clock.now()).exists()

    later(timedelta(days=2))
    services.warn_of_ends()
    services.expire_credentials()
    services.expire_credentials()
    credential.refresh_from_db()
    assert credential.status == CredentialStatus.EXPIRED
    assert credential.ended_at == credential.valid_until
    assert announced(CredentialExpired) == [CredentialExpired(credential_id=credential.pk)]
    holding = holding_of(shop.seller, credential.requirement.code)
    assert holding
    # Off sale since then, and not since it was first asked for.
    assert holding.stops_at == credential.valid_until


def test_whoever_is_gone_is_warned_of_nothing(shop: Shop, bob: User, later: Later, announced: Announced) -> None:
    held(a_requirement(holds_days=90), shop=shop)
    leave_market(shop.seller, by=bob)

    later(timedelta(days=45))
    services.warn_of_ends()

    assert announced(CredentialEndsSoon) == []


def test_nobody_is_warned_of_what_is_renewed(shop: Shop, later: Later, announced: Announced) -> None:
    insurance = a_requirement(holds_days=90)
    first = held(insurance, shop=shop)
    later(timedelta(days=45))
    second = held(insurance, shop=shop)

    services.warn_of_ends()

    assert second.renews == first
    assert announced(CredentialEndsSoon) == []


def test_documents_go_when_the_time_of_their_kind_has_passed(shop: Shop, rita: User, later: Later) -> None:
    credential = held(a_requirement(kept_days=30), shop=shop)
    services.revoke_credential(credential, by=rita, because="Forged.")
    (file,) = files_of(credential)

    assert [is_gone_after(days, file, later) for days in (29, 2)] == [False, True]
    assert file.digest


def is_gone_after(days: int, file: PrivateFile, later: Later) -> bool:
    later(timedelta(days=days))
    services.forget_credential_documents()
    file.refresh_from_db()
    return file.deleted_at is not None
