"""What search engines read."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest
from django.test import Client
from django.utils import translation

from catalog.tests.factories import listing_on_sale, paused_listing
from sellers.tests.factories import suspended_shop
from storefront import sitemaps
from storefront.addresses import bare_path, in_language
from storefront.tests.factories import euro_shop


def addresses(url: str) -> list[str]:
    answer = Client().get(url)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/xml"
    return [str(place.text) for place in ET.fromstring(answer.content).iter() if place.tag.endswith("}loc")]


def test_robots_are_kept_out_of_what_is_not_for_them(db: None) -> None:
    text = Client().get("/robots.txt").text

    assert "Disallow: /account/" in text
    # Of a page to report something there is one for each listing, and an answer has its own address.
    assert "Disallow: /report/" in text
    assert "Disallow: /reports/" in text
    assert "Sitemap: http://localhost:8000/sitemap.xml" in text


def test_an_empty_market_has_an_empty_index(db: None) -> None:
    assert addresses("/sitemap.xml") == []


def test_the_sitemap_holds_what_is_public(db: None) -> None:
    cup = listing_on_sale(euro_shop(name="Clay and Fire"), title="Celadon cup")
    paused_listing(cup.shop, title="Paused cup")
    suspended_shop()

    files = addresses("/sitemap.xml")
    places = [place for file in files for place in addresses(file.removeprefix("http://localhost:8000"))]

    assert sorted(place.removeprefix("http://localhost:8000") for place in places) == [
        "/c/kitchen/",
        "/c/kitchen/tableware/",
        f"/l/{cup.number}/celadon-cup/",
        "/merchants/",
        "/shops/clay-and-fire/",
    ]


def test_many_places_stand_in_several_files(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    listing_on_sale()
    monkeypatch.setattr(sitemaps, "PER_FILE", 1)

    assert "http://localhost:8000/sitemap/categories-2.xml" in addresses("/sitemap.xml")
    assert len(addresses("/sitemap/categories-2.xml")) == 1


@pytest.mark.parametrize("url", ["/sitemap/nothing-1.xml", "/sitemap/shops-0.xml"])
def test_other_files_do_not_exist(db: None, url: str) -> None:
    assert Client().get(url).status_code == 404


def test_addresses_carry_their_language() -> None:
    with translation.override("id"):
        assert bare_path("/id/c/kitchen/") == "/c/kitchen/"
    with translation.override("en"):
        assert bare_path("/id-cards/") == "/id-cards/"
    assert in_language("/c/kitchen/", "id") == "http://localhost:8000/id/c/kitchen/"
    assert in_language("/c/kitchen/", "en") == "http://localhost:8000/c/kitchen/"
