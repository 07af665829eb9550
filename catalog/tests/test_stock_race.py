"""Many at once: no unit is sold twice, none is lost, and nobody waits for somebody who waits for them."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from catalog.models import Listing, Variant
from catalog.services import SoldOut, VariantDraft, receive_stock, release_stock, reserve_stock, sell_stock
from catalog.tests.factories import a_variant, listing_on_sale
from core.money import Money

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def at_once(acts: list[Callable[[], object]]) -> Counter[str]:
    """Do everything in threads of their own; returns how each ended."""

    def run(act: Callable[[], object]) -> str:
        try:
            act()
        except SoldOut:
            return "sold out"
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(max_workers=len(acts)) as pool:
        return Counter(pool.map(run, acts))


@pytest.mark.parametrize("stock", [1, 3])
def test_fifty_who_want_the_last_units_get_exactly_those(stock: int) -> None:
    variant = a_variant(stock=stock)

    ended = at_once([lambda: reserve_stock({variant.pk: 1})] * 50)

    variant.refresh_from_db()
    assert ended == {"done": stock, "sold out": 50 - stock}
    assert (variant.on_hand, variant.reserved) == (0, stock)


def test_baskets_with_the_same_things_in_any_order_do_not_lock_each_other() -> None:
    variants = [a_variant(stock=40).pk for _listing in range(4)]

    def take(number: int) -> None:
        mixed = random.Random(number).sample(variants, k=3)
        reserve_stock(dict.fromkeys(mixed, 1))
        (sell_stock if number % 2 else release_stock)(dict.fromkeys(reversed(mixed), 1))

    ended = at_once([lambda number=number: take(number) for number in range(24)])  # type: ignore[misc]

    assert ended == {"done": 24}
    for variant in Variant.objects.all():
        assert variant.on_hand + variant.sold == 40
        assert variant.reserved == 0


def test_a_listing_whose_variants_go_at_the_same_time_ends_as_sold_out() -> None:
    drafts = [VariantDraft(Money(900, "EUR"), options=[("Size", str(size))], stock=1) for size in range(8)]
    listing = listing_on_sale(variants=drafts)
    keys = list(listing.variants.values_list("pk", flat=True))

    at_once([lambda pk=pk: reserve_stock({pk: 1}) for pk in keys])  # type: ignore[misc]

    assert Listing.objects.get().in_stock is False
    assert Listing.objects.get().version == listing.version + 8


def test_two_who_count_at_the_same_time_add_up() -> None:
    variant = a_variant(stock=5)

    at_once([lambda: receive_stock(variant, quantity=2, by=None)] * 10)

    variant.refresh_from_db()
    assert (variant.received, variant.on_hand) == (25, 25)
