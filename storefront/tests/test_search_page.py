"""What words find."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from catalog.tests.factories import listing_on_sale, paused_listing
from storefront.tests.factories import NAUGHTY, euro_shop, things_on_sale
from taxonomy.tests.factories import tableware


def search(words: str = "", **more: str) -> str:
    answer = Client().get("/search/", {"q": words, **more})
    assert answer.status_code == 200
    return answer.text


def test_without_words_everything_on_sale_is_shown(db: None) -> None:
    cup = listing_on_sale(title="Celadon cup")

    text = search()

    assert "Everything on sale" in text
    assert cup.title in text
    assert reverse("storefront:category", args=["kitchen"]) in text


def test_an_empty_market_says_so(db: None) -> None:
    assert "Nothing is on sale yet" in search()


def test_words_find_what_has_them(db: None) -> None:
    shop = euro_shop()
    listing_on_sale(shop, title="Celadon cup")
    listing_on_sale(shop, title="Iron kettle")

    text = search("celadon")

    assert "Celadon cup" in text
    assert "Iron kettle" not in text
    assert 'value="celadon"' in text


def test_what_is_not_on_sale_is_not_found(db: None) -> None:
    paused_listing(title="Paused cup")

    assert "Nothing found" in search("paused")


def test_nothing_found_helps_on(db: None) -> None:
    tableware()

    text = search("zzyzx")

    assert "Nothing found" in text
    assert reverse("storefront:category", args=["kitchen"]) in text


def test_when_nothing_has_all_words_it_says_that_some_had_to_do(db: None) -> None:
    listing_on_sale(title="Celadon cup")

    assert "What follows has some of them." in search("celadon zzyzx")


def test_the_order_of_the_match_goes_without_saying_and_others_keep_the_words(db: None) -> None:
    things_on_sale(2)

    text = search("cup")

    assert "Listings with the words in their title come first" in text
    assert 'href="?q=cup&amp;sort=price_up"' in text
    assert 'href="?q=cup" rel="nofollow" aria-current="true"' in text


def test_pages_keep_words_and_order(db: None) -> None:
    things_on_sale(26)

    for order, query in ((None, "q=cup"), ("newest", "q=cup&amp;sort=newest")):
        more = {"sort": order} if order else {}
        assert f'href="?{query}&amp;page=2"' in search("cup", **more)
        assert search("cup", page="2", **more).count('class="card"') == 2


@pytest.mark.parametrize(
    "words", [*NAUGHTY, "\x01", "'", '"', "*", "AND OR NOT", "a:b", "😀", "x" * 5000, "茶碗", "% _"]
)
def test_any_text_is_a_query(db: None, words: str) -> None:
    listing_on_sale(title="Celadon cup")

    text = search(words)

    assert "<script>alert" not in text
    assert "<img src=x" not in text


def test_results_are_not_for_search_engines(db: None) -> None:
    assert '<meta name="robots" content="noindex">' in search("cup")


@pytest.mark.parametrize("words", ["cup", ""])
def test_it_costs_the_same_for_one_listing_as_for_fifty(
    db: None, count_queries: Callable[[Callable[[], object]], int], words: str
) -> None:
    shop = euro_shop()
    things_on_sale(1, shop)
    cost_of_one = count_queries(lambda: search(words))
    things_on_sale(49, shop)

    assert count_queries(lambda: search(words)) == cost_of_one <= 7
