"""The things of the demo market fit the tree of categories, and each has its picture."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from core.pictures.prepared import find_prepared
from demo_assets import catalogue
from demo_assets.draw import FURTHER, LARGEST, all_snaps, drawing_of, pictures, sheet_of, sheets, size_of
from demo_assets.drawing.snaps import WALLPAPER
from sellers.registration import check_number
from tests.look.places import ROOT

TREE: dict[str, Any] = json.loads((ROOT / "taxonomy" / "data" / "taxonomy.json").read_text(encoding="utf-8"))
SHOPS = catalogue.shops()
LISTINGS = list(catalogue.listings())
RENDITIONS = catalogue.ASSETS / "renditions"
KINDS = {"number": (int, float), "boolean": (bool,), "text": (str,), "choice": (str,)}


def questions(
    categories: list[dict[str, Any]], above: str = "", inherited: dict[str, Any] | None = None
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each category's path with what is asked in it, asked there or above."""
    for category in categories:
        path = above + category["slug"]
        asked = {**(inherited or {}), **{fact["code"]: fact for fact in category.get("facts", [])}}
        yield path, asked
        yield from questions(category.get("categories", []), f"{path}/", asked)


ASKED = dict(questions(TREE["categories"]))


def choices_of(fact: dict[str, Any]) -> set[str]:
    listed = fact.get("choices", [])
    return {choice["code"] for choice in (TREE["choices"][listed] if isinstance(listed, str) else listed)}


def committed() -> list[Path]:
    return sorted(catalogue.PHOTOS.rglob("*.webp"))


def test_there_are_twelve_shops_with_things_in_twelve_categories() -> None:
    tops = {listing.category.partition("/")[0] for listing in LISTINGS}

    assert (len(SHOPS), len(LISTINGS), len(tops)) == (12, 240, 12)
    assert len({shop.seller["country"] for shop in SHOPS}) >= 10


def test_no_key_is_given_twice() -> None:
    keys = Counter(listing.key for listing in LISTINGS)

    assert [key for key, count in keys.items() if count > 1] == []


def test_a_listing_answers_what_its_category_asks() -> None:
    for listing in LISTINGS:
        asked = ASKED[listing.category]

        assert set(listing.facts) <= set(asked), listing.key
        assert {code for code, fact in asked.items() if fact.get("required")} <= set(listing.facts), listing.key
        for code, answer in listing.facts.items():
            kind = asked[code]["kind"]
            assert kind == "number" or isinstance(answer, KINDS[kind]), (listing.key, code)
            assert kind != "choice" or answer in choices_of(asked[code]), (listing.key, code, answer)


def test_a_listing_has_words_variants_and_pictures() -> None:
    for listing in LISTINGS:
        options = [tuple(sorted(variant.options.items())) for variant in listing.variants]
        long_enough = 25 if listing.language in {"zh", "ja"} else 80

        assert 0 < len(listing.title) <= 150, listing.key
        assert len(listing.text) >= long_enough, listing.key
        assert len(set(options)) == len(options) > 0, listing.key
        assert all(variant.price > 0 and variant.stock >= 0 for variant in listing.variants), listing.key
        assert listing.pictures, listing.key
        assert listing.language in {"en", "id"} or "en" in listing.translations, listing.key


def test_no_two_listings_say_the_same() -> None:
    said = Counter(listing.text for listing in LISTINGS) + Counter(listing.title for listing in LISTINGS)

    assert [words for words, count in said.items() if count > 1] == []


@pytest.mark.parametrize("shop", SHOPS, ids=lambda shop: shop.slug)
def test_a_shops_number_would_be_accepted(shop: catalogue.Shop) -> None:
    seller = shop.seller

    assert check_number(seller["registration_number"], country=seller["country"], scheme=seller["registration_scheme"])


def test_every_picture_has_its_drawing_and_its_file() -> None:
    shown = {picture.file for listing in LISTINGS for picture in listing.pictures} | {snap.file for snap in all_snaps()}

    assert shown == {str(path.relative_to(catalogue.PHOTOS)) for path in committed()}
    assert len({drawing_of(listing) for listing in LISTINGS}) == len(LISTINGS)
    for listing, picture in pictures():
        assert sheet_of(listing, picture).svg().startswith("<svg"), picture.file
        assert picture.shot != "size" or listing.size, picture.file


def test_the_pictures_are_small_and_of_the_size_of_their_kind() -> None:
    sizes = {picture.file: size_of(listing, picture) for listing, picture in pictures()}
    sizes |= {snap.file: FURTHER for snap in all_snaps()}
    for file, size in sizes.items():
        path = catalogue.PHOTOS / file
        assert path.stat().st_size <= LARGEST, file
        with Image.open(path) as image:
            assert (image.format, image.size) == ("WEBP", size), file


def test_a_buyers_picture_shows_what_they_bought_and_not_the_shops_studio() -> None:
    things = {listing.key: listing for listing in LISTINGS}
    drawn = {file: sheet for file, sheet, _size in sheets() if file.startswith("buyers/")}

    assert len(drawn) == len(list(all_snaps())) >= 5
    for snap in all_snaps():
        assert snap.tint in {picture.tint for picture in things[snap.listing].pictures}, snap.file
        assert not any(mark.startswith(WALLPAPER) for mark in drawn[snap.file].marks[:-1]), snap.file


def test_every_picture_is_prepared_and_nothing_else() -> None:
    sources = {hashlib.sha256(path.read_bytes()).hexdigest(): path for path in committed()}
    prepared = [path for path in RENDITIONS.iterdir() if path.is_dir()]

    assert {path.name for path in prepared} == set(sources)
    # Each seventh is read as the pipeline reads it, which compares its digest.
    for path in sorted(prepared)[::7]:
        assert find_prepared(sources[path.name].read_bytes()) is not None, sources[path.name]


def test_all_of_it_stays_small() -> None:
    files = (path for folder in (catalogue.PHOTOS, RENDITIONS) for path in folder.rglob("*") if path.is_file())

    assert sum(path.stat().st_size for path in files) <= 30_000_000
