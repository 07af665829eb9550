"""Nothing of a seller is on sale unless the approval holds at that very moment."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from accounts.models import User
from accounts.roles import Role
from core.errors import ImpossibleMove
from core.models import Proposal, StatementOfReasons
from sellers.events import ApprovalRenewed, SellerReinstated, SellerSuspended
from sellers.models import Membership, Seller, Shop, ShopRole
from sellers.services import (
    MayNotDecide,
    ReasonMissing,
    away_shop,
    propose_reinstatement,
    reinstate_seller,
    renew_approval,
    reopen_shop,
    suspend_seller,
)
from sellers.states import SellerStatus
from sellers.tests.factories import a_person, a_reviewer, open_shop, reinstated, suspended_shop, works_in
from sellers.tests.fixtures import Announced, Later


@pytest.fixture
def shop(bob: User) -> Shop:
    return open_shop(bob)


def test_an_approval_lapses_by_itself_after_a_year(shop: Shop, later: Later) -> None:
    later(timedelta(days=364))
    assert Seller.objects.allowed_to_sell().exists()
    assert Shop.objects.open_for_business().exists()

    later(timedelta(days=2))
    assert not Seller.objects.allowed_to_sell().exists()
    assert not Shop.objects.open_for_business().exists()


def test_a_lapsed_approval_is_renewed_for_a_year(shop: Shop, rita: User, later: Later, announced: Announced) -> None:
    now = later(timedelta(days=400))

    renew_approval(shop.seller, by=rita, because="The register extract is of this month.")

    assert Shop.objects.open_for_business().exists()
    assert Seller.objects.get().valid_until == shop.seller.valid_until == now + timedelta(days=365)
    assert announced(ApprovalRenewed) == [
        ApprovalRenewed(seller_id=shop.seller.pk, because="The register extract is of this month.")
    ]
    later(timedelta(days=366))
    assert not Shop.objects.open_for_business().exists()


def test_of_two_who_renew_at_once_one_wins(shop: Shop, rita: User, later: Later) -> None:
    seen_by_second = Seller.objects.get()
    later(timedelta(days=400))
    renew_approval(shop.seller, by=rita, because="First.")

    with pytest.raises(ImpossibleMove):
        renew_approval(seen_by_second, by=a_reviewer(), because="Second.")


def test_a_suspension_is_not_ended_by_renewing(rita: User, later: Later) -> None:
    dark = suspended_shop()
    later(timedelta(days=400))

    with pytest.raises(ImpossibleMove):
        renew_approval(dark.seller, by=rita, because="It is a year since.")

    assert not Shop.objects.open_for_business().exists()


def test_a_renewal_needs_a_reviewer_from_outside_and_words(shop: Shop, rita: User) -> None:
    before = shop.seller.valid_until
    Membership.objects.create(shop=shop, user=rita, role=ShopRole.FINANCE)

    for by, because in ((rita, "Mine."), (a_reviewer(Role.FINANCE), "Because I can.")):
        with pytest.raises(MayNotDecide):
            renew_approval(shop.seller, by=by, because=because)
    with pytest.raises(ReasonMissing):
        renew_approval(shop.seller, by=a_reviewer(), because=" ")

    assert Seller.objects.get().valid_until == before


def test_suspending_takes_the_shop_off_sale_at_once_and_reinstating_brings_it_back(
    shop: Shop, rita: User, announced: Announced
) -> None:
    suspend_seller(shop.seller, by=rita, because="The company is dissolved.")
    assert not Shop.objects.open_for_business().exists()
    assert shop.seller.suspended_reason == "The company is dissolved."

    reinstated(shop.seller)
    assert Shop.objects.open_for_business().exists()
    assert shop.seller.suspended_reason == ""
    proposal, statement = Proposal.objects.get(), StatementOfReasons.objects.get()
    assert announced(SellerSuspended, SellerReinstated) == [
        SellerSuspended(seller_id=shop.seller.pk, because="The company is dissolved.", statement_id=statement.pk),
        SellerReinstated(seller_id=shop.seller.pk, note="It was a namesake.", proposal_id=proposal.pk),
    ]


def test_a_suspended_seller_stays_so_when_the_shop_reopens(shop: Shop, rita: User, bob: User) -> None:
    away_shop(shop, by=bob)
    suspend_seller(shop.seller, by=rita, because="Dissolved.")

    reopen_shop(shop, by=bob)

    assert not Shop.objects.open_for_business().exists()


def test_a_shop_that_is_away_sells_nothing(shop: Shop, bob: User) -> None:
    away_shop(shop, by=bob)

    assert Seller.objects.allowed_to_sell().exists()
    assert not Shop.objects.open_for_business().exists()


def test_a_suspension_needs_words(shop: Shop, rita: User) -> None:
    with pytest.raises(ReasonMissing):
        suspend_seller(shop.seller, by=rita, because=" ")

    shop.seller.refresh_from_db()
    assert shop.seller.status == SellerStatus.APPROVED


@pytest.mark.parametrize("role", [Role.MODERATOR, Role.MEDIATOR, Role.FINANCE, Role.ADMIN])
def test_only_reviewers_suspend_and_reinstate(shop: Shop, role: Role) -> None:
    with pytest.raises(MayNotDecide):
        suspend_seller(shop.seller, by=a_reviewer(role), because="Because I can.")
    dark = suspended_shop(name="Dark")
    with pytest.raises(MayNotDecide):
        propose_reinstatement(dark.seller, by=a_reviewer(role), because="Because I can.")
    with pytest.raises(MayNotDecide):
        reinstate_seller(dark.seller, by=a_reviewer(role), confirmed=None)

    assert set(Seller.objects.values_list("status", flat=True)) == {SellerStatus.APPROVED, SellerStatus.SUSPENDED}


def test_nobody_reinstates_a_shop_that_they_work_for(rita: User) -> None:
    dark = suspended_shop()
    Membership.objects.create(shop=dark, user=rita, role=ShopRole.FULFILMENT)

    with pytest.raises(MayNotDecide):
        propose_reinstatement(dark.seller, by=rita, because="It is ours.")

    dark.seller.refresh_from_db()
    assert dark.seller.status == SellerStatus.SUSPENDED


def test_two_who_suspend_at_once(shop: Shop, rita: User) -> None:
    seen_by_second = Seller.objects.get(pk=shop.seller.pk)
    suspend_seller(shop.seller, by=rita, because="First.")

    with pytest.raises(ImpossibleMove):
        suspend_seller(seen_by_second, by=a_reviewer(), because="Second.")

    shop.seller.refresh_from_db()
    assert shop.seller.suspended_reason == "First."


def test_the_database_takes_no_suspension_without_a_reason(shop: Shop) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Seller.objects.filter(pk=shop.seller.pk).update(status="suspended")


@pytest.mark.parametrize("role", ShopRole)
def test_a_shop_is_worked_by_its_members_in_their_role(shop: Shop, role: ShopRole, mallory: User) -> None:
    member = a_person()
    works_in(shop, member, role)

    assert list(Shop.objects.worked_by(member)) == [shop]
    assert list(Shop.objects.worked_by(member, role)) == [shop]
    assert not Shop.objects.worked_by(member, *(other for other in ShopRole if other != role)).exists()
    assert not Shop.objects.worked_by(mallory).exists()
