"""Nothing of a seller is on sale, by any door, unless the approval holds at that moment."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from catalog.models import Listing, Variant
from catalog.services import NotOnSale, pause_listing, reserve_stock, retract_listing
from catalog.tests.factories import a_draft, listing_on_sale, the_variant
from core import clock
from sellers import services as sellers
from sellers.tests.factories import a_reviewer, open_shop, reinstated


def end_by_pausing(listing: Listing) -> None:
    pause_listing(listing, by=None)


def end_by_retracting(listing: Listing) -> None:
    retract_listing(listing, by=None, because="Sold at the fair.")


def end_by_suspension(listing: Listing) -> None:
    sellers.suspend_seller(listing.shop.seller, by=a_reviewer(), because="The register says otherwise.")


def end_by_absence(listing: Listing) -> None:
    sellers.away_shop(listing.shop, by=listing.shop.memberships.get().user)


ENDS = [end_by_pausing, end_by_retracting, end_by_suspension, end_by_absence]


def is_for_sale(listing: Listing) -> bool:
    """By every door at once: the lists, the variants, and the reservation itself."""
    in_list = Listing.objects.on_sale().filter(pk=listing.pk).exists()
    as_variant = Variant.objects.on_sale().filter(listing=listing).exists()
    assert in_list == as_variant
    try:
        reserve_stock({the_variant(listing).pk: 1})
    except NotOnSale:
        assert not in_list
        return False
    assert in_list
    return True


@pytest.mark.parametrize("end", ENDS)
def test_each_reason_takes_it_off_sale_at_once(db: None, end: Callable[[Listing], None]) -> None:
    listing, another = listing_on_sale(), listing_on_sale()
    assert is_for_sale(listing)

    end(listing)

    assert not is_for_sale(listing)
    assert is_for_sale(another)


def test_an_approval_that_runs_out_ends_the_sale_without_anybody_doing_anything(
    db: None, later: Callable[[timedelta], object]
) -> None:
    listing = listing_on_sale()

    later(listing.shop.seller.valid_until - clock.now() - timedelta(minutes=1))
    assert is_for_sale(listing)

    later(timedelta(minutes=2))
    assert not is_for_sale(listing)


def test_reinstating_the_seller_brings_everything_back(db: None) -> None:
    listing = listing_on_sale()
    end_by_suspension(listing)
    listing.shop.seller.refresh_from_db()

    reinstated(listing.shop.seller)

    assert is_for_sale(listing)


def test_drafts_are_not_on_sale(db: None) -> None:
    assert not is_for_sale(a_draft(open_shop(currency="EUR")))


def test_what_is_sold_out_stays_in_the_lists(db: None) -> None:
    listing = listing_on_sale(stock=1)
    reserve_stock({the_variant(listing).pk: 1})

    assert list(Listing.objects.on_sale()) == [listing]
