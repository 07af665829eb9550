"""The demo market: made through the services, and true in every respect that `check_invariants` knows."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.models import F
from django.test import Client

from accounts.models import User
from accounts.second_factor import duties_of, factors_of
from catalog.models import Listing, Variant
from catalog.states import ListingStatus
from core import clock
from core.models import Complaint, EventDelivery, MailStatus, OutgoingMail
from demo_assets import catalogue
from marketplace.demo.seed import ROUND, SMALL_LISTINGS, SMALL_SHOPS, UNREAD, seed
from notifications.models import Notification
from orders.models import Order, Promise, Purchase
from orders.states import OrderStatus, PurchaseStatus
from reviews.models import Review, ReviewPhoto
from reviews.states import ReviewPhotoStatus, ReviewStatus
from sellers.models import Application, Credential, Ending, Seller, Shop
from sellers.states import ApplicationStatus, EndingStatus, SellerStatus, ShopStatus
from sellers.vetting.states import CredentialStatus


def check_invariants() -> tuple[int, str]:
    said = StringIO()
    try:
        call_command("check_invariants", stdout=said, stderr=StringIO())
    except SystemExit as end:
        return int(str(end.code)), said.getvalue()
    return 0, said.getvalue()


def everything_is_told() -> bool:
    owed = EventDelivery.objects.filter(done_at__isnull=True).exists()
    return not owed and not OutgoingMail.objects.filter(status=MailStatus.WAITING).exists()


def everybody_heard_in_time() -> bool:
    """Within hours, and what is older than two days has been read."""
    told = Notification.objects.annotate(after=F("created_at") - F("event__occurred_at"))
    late = told.filter(after__gt=ROUND + timedelta(minutes=1))
    old = told.unread().filter(created_at__lt=clock.now() - UNREAD - ROUND)
    return told.exists() and not late.exists() and not old.exists()


def assert_vetting_went_on() -> None:
    """A suspended seller has complained, and somebody's payouts wait."""
    assert Complaint.objects.get().statement.decision == "sellers.suspended"
    [suspended] = Seller.objects.filter(status=SellerStatus.SUSPENDED)
    assert suspended.payouts_paused_until is None
    assert Seller.objects.filter(payouts_paused_until__gt=clock.now()).count() == 1


# In the embedded home the gates serve the small demo, and ask whether it breaks an invariant.
@pytest.mark.postgres
@pytest.mark.django_db
def test_the_small_demo_is_whole_and_breaks_no_invariant() -> None:
    seed(small=True)

    # And the one of a seller who was suspended before they offered anything.
    assert (Shop.objects.count(), Listing.objects.count()) == (SMALL_SHOPS + 1, SMALL_SHOPS * SMALL_LISTINGS)
    assert_vetting_went_on()
    assert set(OrderStatus) - set(Order.objects.values_list("status", flat=True)) == set()
    assert set(ApplicationStatus) - set(Application.objects.values_list("status", flat=True)) == set()
    assert everything_is_told()
    assert everybody_heard_in_time()
    assert set(ReviewPhoto.objects.values_list("status", flat=True)) == {ReviewPhotoStatus.READY}
    assert User.objects.filter(email="mallory@example.com").exists()
    assert [user for user in User.objects.all() if duties_of(user) and not factors_of(user)] == []
    assert check_invariants()[0] == 0, check_invariants()[1]
    assert Client().get("/").status_code == 200

    # Whatever is broken by hand is named by its row.
    broken = Counter[str]()
    variant = Variant.objects.filter(sold__gt=0).select_related("listing").earliest("pk")
    with connection.constraint_checks_disabled():
        Listing.objects.filter(pk=variant.listing_id).update(price_from_amount=1)
    promise = Promise.objects.all()[0]
    Promise.objects.filter(pk=promise.pk).update(document=promise.document.replace("{", "{ ", 1))
    code, said = check_invariants()
    broken.update(line.split()[0] for line in said.splitlines())
    assert code == 1
    assert broken["I2"] >= 1
    assert broken["I8"] >= 1
    assert f"listing {variant.listing.number}" in said
    assert f"promise {promise.digest[:12]}" in said


@pytest.mark.soak
@pytest.mark.django_db
def test_the_whole_demo_shows_every_state_and_breaks_no_invariant() -> None:
    seed()

    assert Shop.objects.count() == len(catalogue.shops()) + 1
    assert_vetting_went_on()
    assert Ending.objects.get().status == EndingStatus.ANNOUNCED
    assert Listing.objects.count() == len(list(catalogue.listings()))
    assert set(ListingStatus) - {ListingStatus.DRAFT} <= set(Listing.objects.values_list("status", flat=True))
    assert set(OrderStatus) - set(Order.objects.values_list("status", flat=True)) == set()
    assert set(PurchaseStatus) - set(Purchase.objects.values_list("status", flat=True)) == set()
    shown = set(Credential.objects.values_list("status", flat=True))
    assert set(CredentialStatus) - {CredentialStatus.CHECKING, CredentialStatus.WITHDRAWN} <= shown
    care = Listing.objects.filter(shop__slug="mayak-wool", category__slug="care")
    assert care.filter(status=ListingStatus.PUBLISHED).exists()
    assert not care.on_sale().exists()
    assert Listing.objects.on_sale().filter(shop__slug="mayak-wool", category__slug="pantry").exists()
    assert set(Review.objects.values_list("rating", flat=True)) == {1, 2, 3, 4, 5}
    assert Review.objects.filter(status=ReviewStatus.REMOVED).exists()
    assert set(Shop.objects.values_list("status", flat=True)) == {ShopStatus.OPEN, ShopStatus.AWAY}
    assert everything_is_told()
    assert check_invariants()[0] == 0, check_invariants()[1]
