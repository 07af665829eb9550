"""Filters: counts are exact, choices widen within and narrow between, and it costs two statements."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from itertools import combinations

import pytest
from django.db import connection
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from catalog.facets import FacetPage, facet_page, facet_page_of_found
from catalog.facets.bands import MOST_BANDS, MOST_FOLDED, STEPS, Band, bands_of, step_of
from catalog.facets.counting import STEP
from catalog.models import Listing
from catalog.services import pause_listing
from catalog.tests.factories import listing_on_sale
from sellers.models import Shop
from sellers.tests.factories import open_shop
from taxonomy.models import Category, FactKind
from taxonomy.services import define_fact
from taxonomy.tests.factories import a_category, tableware


def page(query: str = "", **more: object) -> FacetPage:
    return facet_page(Listing.objects.on_sale(), QueryDict(query), language="en", **more)  # type: ignore[arg-type]


def counts(found: FacetPage, name: str) -> dict[str, int]:
    facet = next((facet for facet in found.facets if facet.name == name), None)
    return {option.value: option.count for option in facet.options} if facet else {}


@pytest.fixture
def shop(db: None) -> Shop:
    return open_shop(currency="EUR")


@pytest.fixture
def market(shop: Shop) -> list[Listing]:
    """Sixteen listings whose facts are drawn, always the same."""
    dice = random.Random(7)
    made = []
    for number in range(16):
        facts: dict[str, object] = {"material": dice.choice(["stoneware", "glass"])}
        if dice.random() < 0.8:
            facts["colour"] = dice.choice(["celadon", "white", "black"])
        if dice.random() < 0.7:
            facts["dishwasher_safe"] = dice.random() < 0.5
        made.append(
            listing_on_sale(
                shop,
                title=f"Cup {number}",
                price=dice.choice(["8", "15", "15", "45", "120"]),
                brand=dice.choice(["Plered", "Jepara", ""]),
                condition=dice.choice(["new", "used"]),
                facts=facts,
            )
        )
    return made


def test_a_count_is_what_a_click_shows(market: list[Listing]) -> None:
    """For many selections: choosing any value instead of those of its facet shows exactly as many as were counted."""
    values = [(facet.name, option.value) for facet in page().facets for option in facet.options]
    selections = [(), *((each,) for each in values), *combinations(values[::2], 2)]

    for selection in selections:
        query = "&".join(f"{name}={value}" for name, value in selection)
        found = page(query)
        assert found.total == found.listings.count()
        for facet in found.facets:
            others = "&".join(f"{name}={value}" for name, value in selection if name != facet.name)
            for option in facet.options:
                assert option.count == page(f"{others}&{facet.name}={option.value}").total, (query, facet.name, option)


@pytest.mark.parametrize("query", ["", "colour=celadon", "price=EUR-1000-2000", "brand=Plered&condition=new"])
def test_what_a_search_found_is_counted_as_any_list_is(market: list[Listing], query: str) -> None:
    pause_listing(market[3], by=None)
    found = [listing.pk for listing in market[1:12]]

    of_search = facet_page_of_found(found, QueryDict(query), language="en")

    of_list = facet_page(Listing.objects.on_sale().among(found), QueryDict(query), language="en")
    assert (of_search.facets, of_search.total) == (of_list.facets, of_list.total)
    assert dict(of_search.remaining) == dict(of_list.listings.values_list("pk", "version"))
    assert set(of_search.listings) == set(of_list.listings)


def test_choices_widen_within_a_facet_and_narrow_between_facets(shop: Shop) -> None:
    for colour, material in (("white", "glass"), ("black", "glass"), ("celadon", "stoneware")):
        listing_on_sale(shop, facts={"colour": colour, "material": material})

    assert page("colour=white").total == 1
    assert page("colour=white&colour=black").total == 2
    assert page("colour=white&colour=black&colour=celadon&material=stoneware").total == 1
    assert page("colour=white&material=stoneware").total == 0


def test_options_say_what_they_are_and_where_they_lead(shop: Shop) -> None:
    for colour in ("white", "black"):
        listing_on_sale(shop, facts={"colour": colour, "material": "glass"}, brand="Plered")

    found = page("colour=white&unknown=1&page=3", kept={"q": "cup", "sort": ""})

    colours = found.facets[0]
    assert (colours.label, colours.is_chosen) == ("Colour", True)
    assert [(each.label, each.count, each.is_chosen, each.query) for each in colours.options] == [
        ("White", 1, True, "q=cup"),
        ("Black", 1, False, "q=cup&colour=white&colour=black"),
    ]
    assert [option.label for option in found.chosen] == ["White"]
    assert found.selection.query({"q": "cup"}) == "q=cup&colour=white"


def test_labels_are_in_the_readers_language(shop: Shop) -> None:
    for material in ("glass", "stoneware"):
        listing_on_sale(shop, facts={"material": material})

    found = facet_page(Listing.objects.on_sale(), QueryDict(), language="id")

    assert [facet.label for facet in found.facets] == ["Bahan"]


def test_what_all_share_is_no_choice_and_what_none_has_is_not_shown(shop: Shop) -> None:
    listing_on_sale(shop, facts={"material": "glass", "colour": "white"})
    listing_on_sale(shop, facts={"material": "glass", "colour": "black"})

    assert [facet.name for facet in page().facets] == ["colour"]
    assert counts(page(), "colour") == {"white": 1, "black": 1}


def test_a_chosen_value_without_listings_stays_so_that_it_can_be_taken_back(market: list[Listing]) -> None:
    found = page("brand=Nobody&colour=white")

    assert found.total == 0
    assert counts(found, "brand")["Nobody"] == 0
    assert {option.label for option in found.chosen} == {"Nobody", "White"}


@pytest.mark.parametrize(
    "query",
    [
        "colour=nothing",
        "price=x",
        "price=EUR-1-2",
        "price=EUR-5000-2000",
        "price=EUR--",
        # Another way to write a band that there is: what is chosen could not be taken back.
        "price=EUR-01000-2000",
        "condition=broken",
        "material=%00",
        "dishwasher_safe=no",
        "price=EUR-1000-" + "9" * 40,
        "&".join(f"brand={n}" for n in range(0)),
        "shop=1&category=2&sort=newest",
    ],
)
def test_what_it_does_not_know_it_ignores(shop: Shop, query: str) -> None:
    listing_on_sale(shop)

    found = page(query)

    assert found.total == 1
    assert not found.selection


def test_only_what_is_on_sale_is_counted(shop: Shop) -> None:
    listing_on_sale(shop, brand="Plered")
    pause_listing(listing_on_sale(shop, brand="Plered"), by=None)
    listing_on_sale(shop, brand="Jepara")

    assert counts(page(), "brand") == {"Plered": 1, "Jepara": 1}


def test_a_category_offers_the_questions_above_it_in_it_and_below_it(shop: Shop) -> None:
    tableware()
    kitchen = Category.objects.get(slug="kitchen")
    pots = a_category("pots", name="Pots", parent=kitchen)
    define_fact(pots, code="lid", label="Lid", kind=FactKind.BOOLEAN, is_facet=True)
    listing_on_sale(shop, facts={"material": "glass", "colour": "white"})
    listing_on_sale(shop, category=pots, facts={"lid": True, "colour": "black"})

    def names(category: Category) -> set[str]:
        return {facet.name for facet in page("lid=yes&colour=white&material=glass", within=category).facets}

    assert names(kitchen) >= {"lid", "colour", "material"}
    assert "material" not in names(pots)
    assert "lid" not in names(tableware())


def test_a_yes_that_not_all_say_is_a_choice_and_one_that_all_say_is_none(shop: Shop) -> None:
    listing_on_sale(shop, facts={"material": "glass", "dishwasher_safe": True})
    listing_on_sale(shop, facts={"material": "glass", "dishwasher_safe": False})

    assert counts(page(), "dishwasher_safe") == {"yes": 1}
    assert counts(page(), "material") == {}

    listing_on_sale(shop, facts={"material": "glass", "dishwasher_safe": True})
    assert counts(page(), "dishwasher_safe") == {"yes": 2}
    assert counts(page("condition=new&dishwasher_safe=yes"), "dishwasher_safe") == {"yes": 2}


def test_of_what_words_found_only_questions_that_enough_answer_are_asked(shop: Shop) -> None:
    plain = [listing_on_sale(shop, facts={"material": "glass"}) for _each in range(19)]
    painted = [listing_on_sale(shop, facts={"material": "glass", "colour": colour}) for colour in ("white", "black")]

    def names(query: str, *found: Listing) -> set[str]:
        left = facet_page_of_found([each.pk for each in found], QueryDict(query), language="en")
        return {facet.name for facet in left.facets}

    # Two of 21 answer; then one of 20, which is too few unless somebody has chosen there.
    assert "colour" in names("", *plain, *painted)
    assert "colour" not in names("", *plain, painted[0])
    assert "colour" in names("colour=white", *plain, painted[0])
    # Whoever looks through everything is asked it all the same.
    assert "colour" in {facet.name for facet in page().facets}


def test_one_question_in_two_categories_is_one_facet(shop: Shop) -> None:
    lamps = a_category("lamps", name="Lamps")
    define_fact(lamps, code="colour", label="Colour", kind=FactKind.CHOICE, is_facet=True, choices=[("white", "White")])
    listing_on_sale(shop, facts={"material": "glass", "colour": "white"})
    listing_on_sale(shop, facts={"material": "glass", "colour": "black"})
    listing_on_sale(shop, category=lamps, facts={"colour": "white"})

    assert counts(page(), "colour") == {"white": 2, "black": 1}
    assert page("colour=white").total == 2


def test_prices_in_two_currencies_are_not_mixed(shop: Shop) -> None:
    listing_on_sale(shop, price="15")
    listing_on_sale(open_shop(currency="IDR"), price="150000")

    assert counts(page(), "price") == {"EUR-1000-2000": 1, "IDR-10000000-20000000": 1}


def test_bands_of_other_currencies_than_most_have_are_folded_away(shop: Shop) -> None:
    rupiah, dollars = open_shop(currency="IDR"), open_shop(currency="USD")
    for where, price in ((shop, "15"), (dollars, "15"), (rupiah, "150000"), (rupiah, "450000")):
        listing_on_sale(where, price=price)

    def bands(query: str) -> tuple[list[str], list[str]]:
        facet = next(facet for facet in page(query).facets if facet.name == "price")
        assert facet.options == facet.shown + facet.folded
        return [option.value[:3] for option in facet.shown], [option.value[:3] for option in facet.folded]

    assert bands("") == (["IDR", "IDR"], ["EUR", "USD"])
    # Whoever chose a price in some currency reads that one.
    assert bands("price=USD-1000-2000") == (["USD"], ["EUR", "IDR", "IDR"])
    assert bands("price=USD-1000-2000&price=EUR-1000-2000") == (["EUR", "USD"], ["IDR", "IDR"])


def test_of_a_currency_that_is_folded_away_a_few_wide_bands_are_enough(shop: Shop) -> None:
    rupiah = open_shop(currency="IDR")
    for price in ("1", "3", "8", "15", "45", "120", "350"):
        listing_on_sale(shop, price=price)
        listing_on_sale(rupiah, price=f"{price}0000")
    listing_on_sale(shop, price="8")

    facet = next(facet for facet in page().facets if facet.name == "price")

    assert (len(facet.shown), len(facet.folded)) == (MOST_BANDS, MOST_FOLDED)
    assert sum(option.count for option in facet.folded) == 7


def test_a_narrow_band_takes_the_place_of_the_wide_one_in_which_it_lies(shop: Shop) -> None:
    rupiah = open_shop(currency="IDR")
    for price in ("1", "3", "8", "15", "45", "120", "350"):
        listing_on_sale(shop, price=price)
        listing_on_sale(rupiah, price=f"{price}0000")
    listing_on_sale(rupiah, price="80000")
    wide = next(value for value, count in counts(page(), "price").items() if value[:3] == "EUR" and count > 2)

    around = Band.read(wide)
    assert around is not None

    facet = next(facet for facet in page(f"price={wide}").facets if facet.name == "price")
    narrow = [each for each in facet.shown if (band := Band.read(each.value)) and band.lies_in(around)]

    assert len(narrow) > 1
    for option in narrow:
        found = page(option.query)
        assert (found.total, [each.value for each in found.chosen]) == (option.count, [option.value])


def test_bands_of_one_currency_are_all_shown(market: list[Listing]) -> None:
    facets = page().facets

    assert len(facets) > 3
    assert not any(facet.folded for facet in facets)


def test_it_costs_the_same_for_any_selection(
    market: list[Listing], count_queries: Callable[[Callable[[], object]], int]
) -> None:
    for query in ("", "colour=white", "colour=white&material=glass&brand=Plered&condition=new&price=EUR-1000-2000"):
        assert count_queries(lambda query=query: page(query)) == 2  # type: ignore[misc]


def steps() -> Iterator[int]:
    yield from (0, *STEPS)


def test_a_price_lies_in_the_step_that_the_database_says(db: None) -> None:
    prices = [0, 1, 99, *STEPS, *(step - 1 for step in STEPS), *(step + 1 for step in STEPS)]
    with connection.cursor() as cursor:
        for price in prices:
            cursor.execute(f"SELECT {STEP} FROM (SELECT CAST(%s AS bigint) AS price_from_amount) AS one", [price])
            assert cursor.fetchone() == (step_of(price),)


@given(st.dictionaries(st.sampled_from(list(steps())), st.integers(1, 500), min_size=1))
def test_bands_hold_every_price_once(counted: dict[int, int]) -> None:
    bands = bands_of(counted, "EUR")

    assert 1 <= len(bands) <= max(MOST_BANDS, 1)
    for step in counted:
        assert sum(band.holds(step) for band in bands) == 1
    for band in bands:
        assert Band.read(band.value) == band
