import pytest
from django.utils import timezone

from accounts.models import User
from sellers import invariants
from sellers.models import Application, Membership, Seller, Shop
from sellers.tests.factories import an_application, open_shop, suspended_shop

CHECKS = (
    invariants.approved_applications_opened_a_shop,
    invariants.decisions_are_signed,
    invariants.nobody_decided_their_own,
    invariants.shops_have_owners,
)


def rows() -> list[str]:
    return [violation.row for check in CHECKS for violation in check()]


@pytest.mark.django_db
def test_all_is_well_after_the_services() -> None:
    an_application()
    open_shop()
    suspended_shop(name="Dark")

    assert rows() == []


def test_an_approval_without_a_shop_is_found(bob: User, rita: User) -> None:
    application = an_application(bob)
    Application.objects.filter(pk=application.pk).update(status="approved", decided_by=rita, decided_at=timezone.now())

    assert rows() == [f"application {application.pk}"]


def test_a_seller_without_an_approval_is_found(bob: User) -> None:
    shop = open_shop(bob)
    Application.objects.update(status="withdrawn", decided_by=None, decided_at=None)

    assert rows() == [f"seller {shop.seller.pk}"]


def test_a_decision_about_oneself_is_found(bob: User) -> None:
    shop = open_shop(bob)
    Application.objects.update(decided_by=bob)

    assert rows() == [f"application {shop.seller.application.pk}"]


def test_a_shop_without_an_owner_is_found(bob: User) -> None:
    shop = open_shop(bob)
    Membership.objects.all().delete()

    assert rows() == [f"shop {shop.pk}"]
    Shop.objects.update(status="closed", closed_at=timezone.now())
    assert rows() == []
    assert Seller.objects.exists()
