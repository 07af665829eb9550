"""A real catalogue: 37 appliances in 87 variants, priced in two currencies, with 124 photos and two languages."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from catalog.importing import Options, Outcome, PhotoFolder, read_products, read_rows, take_in, take_in_translations
from catalog.models import Listing, ListingText, Photo, Variant
from catalog.states import PhotoStatus
from sellers.models import Shop
from sellers.tests.factories import open_shop
from taxonomy.loading import load_starting_tree

ROWS = 211


@pytest.fixture
def folder(shared_data: Path) -> Path:
    return shared_data / "spree_catalogue"


def taken_in(shop: Shop, folder: Path, *, with_photos: bool) -> Counter[Outcome]:
    products = read_products(read_rows((folder / "products.csv").read_bytes()))
    photos = PhotoFolder(folder / "images") if with_photos else None
    reports = list(take_in(shop, products, Options(), pictures=photos))
    assert sorted(report.row for report in reports) == list(range(2, ROWS + 2))
    return Counter(report.outcome for report in reports)


# Drawing its photos takes most of the time, and is the same in both homes; the other test takes in its rows in both.
@pytest.mark.embedded
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
    assert Photo.objects.filter(status=PhotoStatus.READY).count() == Photo.objects.count() == 124
    fryer = Listing.objects.get(external_ref="digital-air-fryer-4l")
    assert {variant.label: (variant.price.decimal, variant.on_hand) for variant in fryer.variants.all()} == {
        variant.label: (variant.price.decimal, 5000) for variant in fryer.variants.all()
    }
    said = {fact.definition.code: fact.value for fact in fryer.facts.select_related("definition", "choice")}
    assert (said["capacity"], said["warranty"], said["voltage"]) == (4200, 24, "220-240V")


def test_a_shop_of_the_other_currency_takes_the_other_prices_and_all_the_words(db: None, folder: Path) -> None:
    load_starting_tree()
    shop = open_shop(name="Haushalt", country="DE", currency="EUR")

    report = taken_in(shop, folder, with_photos=False)
    words = list(take_in_translations(shop, read_rows((folder / "product_translations.csv").read_bytes()), by=None))

    # Nothing is public without photos.
    assert not Listing.objects.on_sale().exists()
    assert report == {Outcome.CREATED: 37 + 87, Outcome.LEFT_OUT: 87}
    assert set(Variant.objects.values_list("currency", flat=True)) == {"EUR"}
    assert Counter(each.outcome for each in words) == {Outcome.CREATED: 74}
    assert set(ListingText.objects.values_list("language", flat=True)) == {"de", "fr"}
    shaver = Listing.objects.in_language("de").get(external_ref="rotary-shaver-9000")
    assert shaver.shown_title != shaver.title
    assert min(variant.price_amount for variant in shaver.variants.all()) == shaver.price_from_amount
