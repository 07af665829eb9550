"""Orders of a list: what comes first, and that each says why."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from catalog.models import Listing
from catalog.search import search_listings
from catalog.services import record_rating, set_price
from catalog.sorting import NEWEST, SEARCH_SORTS, SORTS, chosen_sort, page_of_found, sort_listings
from catalog.tests.factories import listing_on_sale, the_variant
from core.money import Money
from sellers.models import Shop
from sellers.tests.factories import open_shop


@pytest.fixture
def shop(db: None) -> Shop:
    return open_shop(currency="EUR")


def titles(key: str) -> list[str]:
    return [listing.title for listing in sort_listings(Listing.objects.on_sale(), SORTS[key])]


def test_each_order_puts_first_what_it_promises(shop: Shop) -> None:
    one, two, three = (listing_on_sale(shop, title=title) for title in ("One", "Two", "Three"))
    for listing, cents in ((one, 3000), (two, 1000), (three, 2000)):
        set_price(the_variant(listing), price=Money(cents, "EUR"), by=None)
    record_rating(one, sum_delta=5, count_delta=1)
    record_rating(two, sum_delta=48, count_delta=10)

    assert titles("newest") == ["Three", "Two", "One"]
    assert titles("price_up") == ["Two", "Three", "One"]
    assert titles("price_down") == ["One", "Three", "Two"]
    assert titles("rating") == ["Two", "One", "Three"]


def test_currencies_follow_one_another(shop: Shop) -> None:
    listing_on_sale(shop, title="Cheap in euros", price="1")
    listing_on_sale(open_shop(currency="IDR"), title="In rupiah", price="15000")
    listing_on_sale(shop, title="Dear in euros", price="900")

    assert titles("price_up") == ["Cheap in euros", "Dear in euros", "In rupiah"]


@pytest.mark.parametrize("key", [None, "", "pk", "shop__seller__legal_name", "-rating_floor"])
def test_only_known_orders_are_taken(key: str | None) -> None:
    assert chosen_sort(key) is NEWEST
    assert chosen_sort(key, of=SEARCH_SORTS).key == "best"


def test_every_order_explains_itself() -> None:
    for sort in SEARCH_SORTS.values():
        assert str(sort.label)
        assert str(sort.explanation).endswith(".")


def test_a_page_of_what_was_found_keeps_the_order_of_the_search(
    shop: Shop, count_queries: Callable[[Callable[[], object]], int]
) -> None:
    made = [listing_on_sale(shop, title=f"Cup {n}") for n in range(6)]
    found = search_listings("cup")
    remaining = Listing.objects.on_sale().exclude(pk=found[1]).with_card()

    rows = page_of_found(remaining, found, start=1, stop=3)

    assert [row.pk for row in rows] == [found[2], found[3]]
    assert len(made) == 6
    assert count_queries(lambda: [row.shop.name for row in page_of_found(remaining, found, start=0, stop=6)]) == 2


def test_ratings_come_and_go(shop: Shop) -> None:
    listing = listing_on_sale(shop)
    version = listing.version

    rated = record_rating(listing, sum_delta=9, count_delta=2)
    assert (rated.rating_average, rated.rating_count, rated.version) == (4.5, 2, version + 1)

    rated = record_rating(listing, sum_delta=-9, count_delta=-2)
    assert (rated.rating_average, rated.rating_count, rated.rating_floor) == (None, 0, 0)
