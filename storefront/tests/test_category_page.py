"""What is on sale in one category."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from catalog.models import Listing
from catalog.tests.factories import listing_on_sale, paused_listing
from storefront.tests.factories import NAUGHTY, euro_shop, things_on_sale
from taxonomy.tests.factories import a_category, tableware

TABLEWARE = "/c/kitchen/tableware/"


def shown(url: str, **headers: str) -> str:
    answer = Client().get(url, headers=headers)
    assert answer.status_code == 200
    return answer.text


def test_an_unknown_category_does_not_exist(db: None) -> None:
    assert Client().get("/c/nothing/").status_code == 404
    tableware()
    assert Client().get("/c/tableware/").status_code == 404
    assert Client().get("/c/kitchen/tableware/more/").status_code == 404


def test_an_empty_category_says_so(db: None) -> None:
    tableware()

    assert "Nothing is on sale here" in shown(TABLEWARE)


def test_it_shows_its_listings_and_those_below_it(db: None) -> None:
    cup = listing_on_sale(title="Celadon cup")
    elsewhere = listing_on_sale(cup.shop, title="Woollen hat", category=a_category("hats", name="Hats"))

    for url in ("/c/kitchen/", TABLEWARE):
        assert cup.title in shown(url)
        assert elsewhere.title not in shown(url)
    assert TABLEWARE in shown("/c/kitchen/")
    assert 'href="/c/kitchen/"' in shown(TABLEWARE)


def test_what_is_not_on_sale_is_neither_shown_nor_counted(db: None) -> None:
    shop = euro_shop()
    listing_on_sale(shop, title="Celadon cup")
    paused_listing(shop, title="Paused cup")

    text = shown(TABLEWARE)

    assert "Paused cup" not in text
    assert "<b>1</b> thing" in text


@pytest.fixture
def two_materials(db: None) -> tuple[Listing, Listing]:
    shop = euro_shop()
    return (
        listing_on_sale(shop, title="Stoneware cup", price="10.00", brand="Plered", facts={"material": "stoneware"}),
        listing_on_sale(shop, title="Glass cup", price="90.00", brand="Murano", facts={"material": "glass"}),
    )


def test_filters_narrow_and_can_be_taken_back(two_materials: tuple[Listing, Listing]) -> None:
    stone, glass = two_materials

    text = shown(f"{TABLEWARE}?material=glass")

    assert glass.title in text
    assert stone.title not in text
    assert 'class="chip" href="?"' in text
    assert "material=glass&amp;material=stoneware" in text


def test_filters_that_nothing_fits_offer_the_way_back(two_materials: tuple[Listing, Listing]) -> None:
    text = shown(f"{TABLEWARE}?material=glass&brand=Plered")

    assert "Nothing fits all of these filters" in text


def test_orders_say_what_they_do_and_keep_the_filters(two_materials: tuple[Listing, Listing]) -> None:
    stone, glass = two_materials

    text = shown(f"{TABLEWARE}?sort=price_down&condition=new")

    assert text.index(glass.title) < text.index(stone.title)
    assert "The highest price comes first." in text
    assert "sort=price_up&amp;condition=new" in text


@pytest.mark.parametrize(
    "query", ["?sort=nonsense", "?page=nonsense", "?page=9999", "?page=-1", "?material=%01&brand=%FF", "?price=EUR-x-"]
)
def test_nonsense_in_the_address_is_ignored(two_materials: tuple[Listing, Listing], query: str) -> None:
    assert Client().get(TABLEWARE + query).status_code == 200


def test_pages_keep_the_query(db: None) -> None:
    things_on_sale(25)

    first, second = shown(f"{TABLEWARE}?condition=new"), shown(f"{TABLEWARE}?condition=new&page=2")

    assert 'href="?condition=new&amp;page=2"' in first
    assert first.count('class="card"') == 24
    assert second.count('class="card"') == 1
    assert '<link rel="canonical" href="http://localhost:8000/c/kitchen/tableware/?page=2">' in second


def test_htmx_gets_the_list_alone(two_materials: tuple[Listing, Listing]) -> None:
    part = shown(f"{TABLEWARE}?material=glass", **{"HX-Request": "true", "HX-Target": "results"})

    assert part.lstrip().startswith('<div class="browse" id="results"')
    assert "<html" not in part
    assert "HX-Target" in Client().get(TABLEWARE)["Vary"]


def test_the_other_language_names_the_category(two_materials: tuple[Listing, Listing]) -> None:
    assert "<h1>Peralatan makan</h1>" in shown(f"/id{TABLEWARE}")


@pytest.mark.parametrize("words", NAUGHTY)
def test_titles_and_brands_stay_text(db: None, words: str) -> None:
    shop = euro_shop()
    listing_on_sale(shop, title=words, brand=words[:80])
    listing_on_sale(shop, title="Another", brand="Another")

    text = shown(TABLEWARE)

    assert "<script>alert" not in text
    assert "<img src=x" not in text


def test_it_costs_the_same_for_one_listing_as_for_fifty(
    db: None, count_queries: Callable[[Callable[[], object]], int]
) -> None:
    shop = euro_shop()
    things_on_sale(1, shop)
    cost_of_one = count_queries(lambda: Client().get(TABLEWARE))
    things_on_sale(49, shop)

    assert count_queries(lambda: Client().get(TABLEWARE)) == cost_of_one <= 7
    assert count_queries(lambda: Client().get(f"{TABLEWARE}?material=stoneware&sort=rating")) == cost_of_one
