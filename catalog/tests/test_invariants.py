"""The checks find what is broken by hand, and nothing where nothing is broken."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command

from catalog import invariants
from catalog.models import Listing, Photo, PriceChange, Variant
from catalog.services import add_photo, receive_stock, reserve_stock, sell_stock, write_off_stock
from catalog.tests.factories import (
    a_draft,
    a_variant,
    listing_on_sale,
    paused_listing,
    picture_bytes,
    retracted_listing,
)
from core.invariants import Violation
from sellers.tests.factories import open_shop

CHECKS = [
    invariants.stock_adds_up,
    invariants.stock_agrees_with_its_history,
    invariants.listings_repeat_their_variants,
    invariants.prices_are_on_record,
    invariants.photos_are_not_stuck,
    invariants.only_the_approved_sell,
]


@pytest.fixture
def variant(db: None) -> Variant:
    """One of a small market in which everything has happened."""
    a_draft(open_shop(currency="EUR"), variants=[])
    paused_listing()
    retracted_listing()
    variant = a_variant(stock=5)
    receive_stock(variant, quantity=4, by=None)
    write_off_stock(variant, quantity=1, by=None, reason="cracked")
    reserve_stock({variant.pk: 3})
    sell_stock({variant.pk: 1})
    return variant


@pytest.mark.parametrize("check", CHECKS)
def test_a_market_made_by_the_services_breaks_nothing(
    variant: Variant, check: Callable[[], Iterable[Violation]]
) -> None:
    assert list(check()) == []


def test_stock_without_history_is_named(variant: Variant) -> None:
    Variant.objects.filter(pk=variant.pk).update(received=19, on_hand=15)

    (violation,) = invariants.stock_agrees_with_its_history()

    assert violation.row == f"variant {variant.pk}"


def test_a_listing_that_says_something_else_than_its_variants_is_named(variant: Variant) -> None:
    Listing.objects.filter(pk=variant.listing_id).update(in_stock=False)
    assert [each.row for each in invariants.listings_repeat_their_variants()] == [f"listing {variant.listing.number}"]

    Listing.objects.filter(pk=variant.listing_id).update(in_stock=True, price_from_amount=1)
    assert [each.row for each in invariants.listings_repeat_their_variants()] == [f"listing {variant.listing.number}"]


def test_a_price_without_record_is_named(variant: Variant) -> None:
    PriceChange.objects.create(variant=variant, amount=1, currency="EUR")
    assert [each.row for each in invariants.prices_are_on_record()] == [f"variant {variant.pk}"]


def test_a_currency_of_its_own_is_named(variant: Variant) -> None:
    Variant.objects.filter(pk=variant.pk).update(currency="USD")

    assert [each.row for each in invariants.prices_are_on_record()] == [f"variant {variant.pk}"]


def test_a_photo_that_waits_too_long_is_named(variant: Variant, later: Callable[[timedelta], object]) -> None:
    photo = add_photo(variant.listing, content=picture_bytes(), name="x.png", by=None)
    assert list(invariants.photos_are_not_stuck()) == []

    later(timedelta(hours=2))

    assert [each.row for each in invariants.photos_are_not_stuck()] == [f"photo {photo.pk}"]
    assert Photo.objects.waiting().count() == 1


def test_made_in_bulk_it_is_still_all_true(db: None) -> None:
    for currency in ("EUR", "IDR"):
        open_shop(currency=currency)

    call_command("make_catalogue", listings=60, stdout=StringIO())
    call_command("make_catalogue", listings=5, stdout=StringIO())

    assert Listing.objects.on_sale().count() == 65
    assert [violation for check in CHECKS for violation in check()] == []


def test_without_a_shop_nothing_is_made(db: None) -> None:
    with pytest.raises(Exception, match="No shop is open"):
        call_command("make_catalogue", listings=1)


def test_what_was_made_is_found_and_filtered(db: None) -> None:
    from django.http import QueryDict

    from catalog.facets import facet_page
    from catalog.search import search_listings

    listing_on_sale()
    call_command("make_catalogue", listings=30, stdout=StringIO())

    found = facet_page(Listing.objects.on_sale(), QueryDict("brand=Tanah&condition=new"), language="en")

    assert found.total == found.listings.count()
    assert search_listings(Listing.objects.latest("pk").title)[0] == Listing.objects.latest("pk").pk
