"""Many at once: one start wins, one worker holds an import, and a file in the making loses no sale."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from accounts.models import User
from catalog.importing import services
from catalog.invariants import listings_repeat_their_variants, stock_adds_up, stock_agrees_with_its_history
from catalog.models import CatalogueImport, ImportRow, Listing, Variant
from catalog.services import release_stock, reserve_stock, sell_stock
from catalog.states import ImportStatus
from catalog.tests.factories import listing_on_sale
from catalog.tests.imports import an_upload, as_csv, counts, cups
from core.errors import DomainError
from sellers.models import Shop
from sellers.tests.factories import open_shop
from taxonomy.tests.factories import tableware

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def at_once(acts: list[Callable[[], object]]) -> Counter[str]:
    """Do everything in threads of their own; returns how each ended."""

    def run(act: Callable[[], object]) -> str:
        try:
            act()
        except DomainError as refusal:
            return refusal.code
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(max_workers=len(acts)) as pool:
        return Counter(pool.map(run, acts))


def starting(pk: int, by: User) -> Callable[[], object]:
    return lambda: services.start_import(CatalogueImport.objects.get(pk=pk), by=by)


@pytest.fixture
def shop(bob: User) -> Shop:
    tableware()
    return open_shop(bob, currency="EUR")


def test_of_two_starts_one_wins(shop: Shop, bob: User) -> None:
    taken = an_upload(shop, bob, as_csv(cups(1)))

    ended = at_once([starting(taken.pk, bob)] * 6)

    assert ended == {"done": 1, "core.impossible_move": 5}


def test_of_two_files_one_begins(shop: Shop, bob: User) -> None:
    files = [an_upload(shop, bob, as_csv(cups(1))) for _n in range(5)]

    ended = at_once([starting(taken.pk, bob) for taken in files])

    assert ended == {"done": 1, "catalog.another_import_runs": 4}
    assert CatalogueImport.objects.at_work().count() == 1


def test_workers_that_come_at_the_same_time_take_each_row_once(shop: Shop, bob: User) -> None:
    taken = services.start_import(an_upload(shop, bob, as_csv(cups(150, bad=10))), by=bob)

    at_once([lambda: services.run_imports(seconds=0)] * 4)
    while services.run_imports(seconds=0):
        at_once([lambda: services.run_imports(seconds=0)] * 3)

    taken.refresh_from_db()
    assert (taken.status, counts(taken)) == (ImportStatus.FINISHED, {"created": 135, "refused": 15})
    assert (ImportRow.objects.count(), Listing.objects.count(), Variant.objects.count()) == (150, 150, 135)


def test_prices_change_by_a_file_while_the_same_things_are_sold(shop: Shop, bob: User) -> None:
    listings = [listing_on_sale(shop, title=f"Cup {n}", stock=40, external_ref=f"cup-{n}") for n in range(1, 9)]
    variants = [listing.variants.get() for listing in listings]
    rows = [
        {"ref": listing.external_ref, "title": f"Cup {place}", "sku": variant.sku, "price": "99", "stock": "7"}
        for place, (listing, variant) in enumerate(zip(listings, variants, strict=True), start=1)
    ]
    # Not in the order of their keys.
    taken = services.start_import(an_upload(shop, bob, as_csv(rows[::-1])), by=bob)

    def sell(number: int) -> None:
        mixed = random.Random(number).sample([variant.pk for variant in variants], k=3)
        reserve_stock(dict.fromkeys(mixed, 1))
        (sell_stock if number % 2 else release_stock)(dict.fromkeys(reversed(mixed), 1))

    sales: list[Callable[[], object]] = [lambda number=number: sell(number) for number in range(12)]  # type: ignore[misc]
    ended = at_once([*sales[:6], services.run_imports, *sales[6:]])

    taken.refresh_from_db()
    assert (ended, taken.status, counts(taken)) == ({"done": 13}, ImportStatus.FINISHED, {"updated": 8})
    for variant in Variant.objects.all():
        assert (variant.price_amount, variant.on_hand + variant.sold, variant.reserved) == (9900, 40, 0)
    assert not [*stock_adds_up(), *stock_agrees_with_its_history(), *listings_repeat_their_variants()]
