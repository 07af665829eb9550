"""A real catalogue: 37 appliances in 87 variants, priced in two currencies, with 124 photos and two languages."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from catalog.importing import Options, Outcome, PhotoFolder, read_products, read_rows, take_in, take_in_translations
from catalog.models import Listing, ListingText, Photo, Variant
from catalog.states import ListingStatus, PhotoStatus
from sellers.models import Shop
from sellers.tests.factories import open_shop
from taxonomy.loading import load_starting_tree


@pytest.fixture
def folder(shared_data: Path) -> Path:
    return shared_data / "spree_catalogue"


def taken_in(shop: Shop, folder: Path, *, with_photos: bool) -> Counter[Outcome]:
    products = read_products(read_rows((folder / "products.csv").read_bytes()))
    photos = PhotoFolder(folder / "images") if with_photos else None
    reports = list(take_in(shop, products, Options(photos=photos)))
    for r in reports:
        if r.notes: print(r)
    assert len(reports) == 211  # every row of the file
    return Counter(report.outcome for report in reports)


def test_all_of_it_comes_in_and_coming_again_changes_nothing(db: None, folder: Path) -> None:
    load_starting_tree()
    shop = open_shop(name="Appliances", country="US", currency="USD")

    first = taken_in(shop, folder, with_photos=True)
    versions = dict(Listing.objects.values_list("pk", "version"))
    again = taken_in(shop, folder, with_photos=True)

    assert first == {Outcome.CREATED: 37 + 87, Outcome.LEFT_OUT: 87}
    assert again == {Outcome.UNCHANGED: 37 + 87, Outcome.LEFT_OUT: 87}
    assert dict(Listing.objects.values_list("pk", "version")) == versions
    assert Listing.objects.on_sale().count() == 37
    assert Variant.objects.count() == 87
    assert Photo.objects.filter(status=PhotoStatus.READY).count() == 124
