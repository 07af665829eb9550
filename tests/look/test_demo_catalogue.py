"""The things of the demo market fit the tree of categories, and each has its picture."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from PIL import Image

from demo_assets.draw import LARGEST, PHOTOS, pictures
from demo_assets.drawing.sheet import HEIGHT, WIDTH
from sellers.registration import check_number
from tests.look.places import ROOT

CATALOGUE: dict[str, Any] = json.loads((ROOT / "demo_assets" / "catalogue.json").read_text(encoding="utf-8"))
TREE: dict[str, Any] = json.loads((ROOT / "taxonomy" / "data" / "taxonomy.json").read_text(encoding="utf-8"))
LISTINGS: list[dict[str, Any]] = CATALOGUE["listings"]
NUMBERS = {"number": (int, float), "boolean": (bool,), "text": (str,), "choice": (str,)}


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


def test_there_are_six_shops_with_six_things_or_more() -> None:
    things = Counter(listing["shop"] for listing in LISTINGS)

    assert set(things) == {shop["slug"] for shop in CATALOGUE["shops"]}
    assert len(things) == 6
    assert min(things.values()) >= 6
    assert len(LISTINGS) >= 40


@pytest.mark.parametrize("listing", LISTINGS, ids=lambda listing: listing["ref"])
def test_a_listing_answers_what_its_category_asks(listing: dict[str, Any]) -> None:
    asked = ASKED[listing["category"]]

    assert set(listing["facts"]) <= set(asked)
    assert {code for code, fact in asked.items() if fact.get("required")} <= set(listing["facts"])
    for code, answer in listing["facts"].items():
        assert isinstance(answer, NUMBERS[asked[code]["kind"]])
        assert asked[code]["kind"] != "choice" or answer in choices_of(asked[code])


@pytest.mark.parametrize("listing", LISTINGS, ids=lambda listing: listing["ref"])
def test_a_listing_has_words_variants_and_pictures(listing: dict[str, Any]) -> None:
    options = [tuple(sorted(variant["options"].items())) for variant in listing["variants"]]

    assert 0 < len(listing["title"]) <= 150
    assert len(listing["description"].split()) >= 15
    assert len(set(options)) == len(options)
    assert all(variant["price"] > 0 and variant["stock"] >= 0 for variant in listing["variants"])
    assert listing["photos"]
    assert all((PHOTOS / photo["file"]).is_file() and photo["alt"] for photo in listing["photos"])


def test_no_sku_is_given_twice_in_a_shop() -> None:
    skus = Counter((listing["shop"], variant["sku"]) for listing in LISTINGS for variant in listing["variants"])

    assert [sku for sku, count in skus.items() if count > 1] == []


@pytest.mark.parametrize("shop", CATALOGUE["shops"], ids=lambda shop: shop["slug"])
def test_a_shops_number_would_be_accepted(shop: dict[str, Any]) -> None:
    seller = shop["seller"]

    assert check_number(seller["registration_number"], country=seller["country"], scheme=seller["registration_scheme"])


def test_the_pictures_are_those_that_the_script_draws() -> None:
    drawn = {name for name, _sheet in pictures()}
    shown = {photo["file"] for listing in LISTINGS for photo in listing["photos"]}

    assert drawn == shown == {path.name for path in PHOTOS.iterdir()}


def test_the_pictures_are_small_and_of_one_size() -> None:
    for path in PHOTOS.iterdir():
        assert path.stat().st_size <= LARGEST, path.name
        with Image.open(path) as image:
            assert (image.format, image.size) == ("WEBP", (WIDTH, HEIGHT)), path.name
