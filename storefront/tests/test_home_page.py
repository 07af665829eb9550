"""The first page."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from catalog.tests.factories import a_draft, listing_on_sale, paused_listing, retracted_listing
from sellers.tests.factories import suspended_shop
from storefront.tests.factories import NAUGHTY, euro_shop, things_on_sale


def test_an_empty_market_says_what_to_do_next(db: None) -> None:
    text = Client().get("/").text

    assert "Nothing is on sale yet" in text
    assert reverse("sellers:start") in text


def test_it_shows_what_is_new_and_who_sells(db: None) -> None:
    cup = listing_on_sale(euro_shop(name="Clay and Fire"), title="Celadon cup", price="12.50")

    text = Client().get("/").text

    assert reverse("storefront:listing", args=[cup.number, cup.slug]) in text
    assert "€12.50" in text
    assert reverse("storefront:shop", args=["clay-and-fire"]) in text
    assert reverse("storefront:category", args=["kitchen"]) in text


def test_only_what_is_on_sale_is_shown(db: None) -> None:
    shop = euro_shop()
    a_draft(shop, title="A secret draft")
    paused_listing(shop, title="A paused thing")
    retracted_listing(shop, title="A retracted thing")
    suspended = suspended_shop(currency="EUR", name="Suspended shop")
    a_draft(suspended, title="A thing of the suspended")

    text = Client().get("/").text

    for title in (
        "A secret draft",
        "A paused thing",
        "A retracted thing",
        "A thing of the suspended",
        "Suspended shop",
    ):
        assert title not in text


@pytest.mark.parametrize("words", NAUGHTY)
def test_titles_and_names_stay_text(db: None, words: str) -> None:
    listing_on_sale(euro_shop(about=words), title=words)

    answer = Client().get("/")

    assert answer.status_code == 200
    assert "<script>alert" not in answer.text
    assert "<img src=x" not in answer.text
    assert ">14<" not in answer.text


def test_it_costs_the_same_for_one_listing_as_for_fifty(
    db: None, count_queries: Callable[[Callable[[], object]], int]
) -> None:
    shop = euro_shop()
    things_on_sale(1, shop)
    cost_of_one = count_queries(lambda: Client().get("/"))
    things_on_sale(49, shop)

    assert count_queries(lambda: Client().get("/")) == cost_of_one <= 8


def test_it_is_one_page_in_each_language(db: None) -> None:
    english, indonesian = Client().get("/").text, Client().get("/id/").text

    assert '<link rel="canonical" href="http://localhost:8000/">' in english
    assert '<link rel="canonical" href="http://localhost:8000/id/">' in indonesian
    for page in (english, indonesian):
        assert '<link rel="alternate" hreflang="en" href="http://localhost:8000/">' in page
        assert '<link rel="alternate" hreflang="id" href="http://localhost:8000/id/">' in page


def test_nothing_is_changed_by_looking(db: None) -> None:
    assert Client().post("/").status_code == 405
