"""Finding listings by their words, in any script, whatever is typed."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from catalog.models import Listing
from catalog.search import find_listings, forget_listing, search_listings, tokenise
from catalog.search.backends import index
from catalog.search.tokens import tokenise_for_index
from catalog.services import (
    VariantDraft,
    edit_listing,
    edit_variant,
    pause_listing,
    publish_listing,
    retract_listing,
    translate_listing,
)
from catalog.tests.factories import a_draft, listing_on_sale, paused_listing
from core.money import Money
from sellers.tests.factories import open_shop


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("Celadon Cup", ["celadon", "cup"]),
        ("CAFÉ crème", ["cafe", "creme"]),
        ("ﬁlter ①", ["filter", "1"]),
        ("Straße", ["strasse"]),
        ("蓝牙耳机", ["蓝牙", "牙耳", "耳机"]),
        ("碗", ["碗"]),
        ("Bluetooth耳机 2代", ["bluetooth", "耳机", "2", "代"]),
        ("ヘッドホン", ["ヘッ", "ッド", "ドホ", "ホン"]),
        ("Чашка Ёлка", ["чашка", "елка"]),
        ("१२ कप", ["१२", "कप"]),
        ("snake_case-and.dots", ["snake", "case", "and", "dots"]),
        ("  \t\n!?*\"'()", []),
        ("", []),
        ("x" * 90, ["x" * 40]),
    ],
)
def test_a_text_is_cut_into_words(text: str, tokens: list[str]) -> None:
    assert tokenise(text) == tokens


def test_every_character_of_a_run_begins_a_token_of_the_index() -> None:
    assert tokenise_for_index("蓝牙耳机") == ["蓝牙", "牙耳", "耳机", "机"]


@given(st.text(max_size=60))
@settings(max_examples=300, deadline=None)
def test_tokens_are_plain_whatever_the_text(text: str) -> None:
    for token in tokenise_for_index(text):
        assert token
        assert not set(token) & set(" \t\n\"'\\:&|!()*<>-\x00")
        assert token.encode()


def found(query: str) -> list[str]:
    titles = dict(Listing.objects.values_list("pk", "title"))
    return [titles[pk] for pk in search_listings(query)]


def test_all_words_must_be_there_and_the_last_may_be_begun(db: None) -> None:
    shop = open_shop(currency="EUR")
    listing_on_sale(shop, title="Celadon cup")
    listing_on_sale(shop, title="Celadon bowl")
    listing_on_sale(shop, title="White cup")

    assert found("celadon") == ["Celadon bowl", "Celadon cup"]
    assert found("CUP celadon") == ["Celadon cup"]
    assert found("celadon bo") == ["Celadon bowl"]
    assert found("celad cup") == ["White cup", "Celadon cup"] or "Celadon cup" in found("celad cup")


def test_when_nothing_has_all_words_those_with_some_are_found_and_it_is_said(db: None) -> None:
    shop = open_shop(currency="EUR")
    cup = listing_on_sale(shop, title="Celadon cup")
    bowl = listing_on_sale(shop, title="Walnut bowl")

    result = find_listings("celadon cup walnut")

    assert not result.all_words
    assert result.listings == [cup.pk, bowl.pk]
    assert find_listings("celadon cup").all_words


def test_words_of_the_title_count_more_than_those_of_the_description(db: None) -> None:
    shop = open_shop(currency="EUR")
    in_title = listing_on_sale(shop, title="Indigo blanket")
    in_description = listing_on_sale(shop, title="Soft blanket", description="Dyed with indigo by hand.")

    assert search_listings("indigo") == [in_title.pk, in_description.pk]


def test_everything_that_names_a_thing_finds_it(db: None) -> None:
    shop = open_shop(currency="EUR", name="Tanah Liat")
    listing = listing_on_sale(
        shop,
        title="Celadon cup",
        brand="Plered",
        model="TL-320",
        facts={"material": "stoneware", "care": "Lukewarm water"},
        variants=[VariantDraft(Money(900, "EUR"), sku="CEL-9", options=[("Colour", "Jade")])],
    )

    for query in ("plered", "TL-320", "tanah liat", "peralatan makan", "tableware", "stoneware", "lukewarm", "jade"):
        assert search_listings(query) == [listing.pk], query
    assert search_listings("cel-9") == [listing.pk]
    assert search_listings(listing.number) == [listing.pk]


@pytest.mark.parametrize("query", ["蓝牙", "耳机", "蓝牙耳机", "牙耳", "耳", "机", "无线蓝牙"])
def test_chinese_is_found_inside_its_runs(db: None, query: str) -> None:
    listing = listing_on_sale(title="无线蓝牙耳机")

    assert search_listings(query) == [listing.pk]


def test_words_in_another_language_find_it_too(db: None) -> None:
    listing = listing_on_sale()
    translate_listing(listing, by=None, language="ru", title="Чашка из селадона")

    assert search_listings("чашка") == [listing.pk]


def test_the_index_changes_with_the_listing_and_only_if_it_really_changed(db: None) -> None:
    listing = listing_on_sale()

    edit_listing(listing, by=None, title="Walnut tray")
    assert (found("walnut"), found("celadon")) == (["Walnut tray"], [])

    with transaction.atomic():
        edit_listing(listing, by=None, title="Teak tray")
        transaction.set_rollback(True)
    assert (found("walnut"), found("teak")) == (["Walnut tray"], [])


def test_only_public_listings_are_found(db: None) -> None:
    a_draft()
    paused = paused_listing()
    assert found("celadon") == []

    publish_listing(paused, by=None)
    assert found("celadon") == ["Celadon cup"]

    pause_listing(paused, by=None)
    assert found("celadon") == []

    retract_listing(paused, by=None, because="Gone.")
    assert found("celadon") == []


def test_a_variant_that_is_no_longer_offered_is_not_searched(db: None) -> None:
    listing = listing_on_sale(
        variants=[VariantDraft(Money(900, "EUR"), options=[("Colour", colour)]) for colour in ("Jade", "Indigo")]
    )

    edit_variant(listing.variants.get(label="Indigo"), by=None, is_active=False)

    assert (found("jade"), found("indigo")) == (["Celadon cup"], [])


def test_no_more_than_the_limit_are_ranked_and_the_newest_are_among_them(db: None) -> None:
    shop = open_shop(currency="EUR")
    made = [listing_on_sale(shop, title=f"Cup {n}").pk for n in range(5)]

    assert set(search_listings("cup", limit=3)) == set(made[-3:])


HOSTILE = [
    "",
    "*",
    '"',
    '"" ""',
    "a* b*",
    "NEAR(a b)",
    "title:x",
    "a AND",
    "-",
    "x:*",
    "'); DROP TABLE",
    "%",
    "\\",
    "\x00",
    "\ud800",
]


@pytest.mark.parametrize("query", HOSTILE)
def test_no_query_raises(db: None, query: str) -> None:
    listing_on_sale()

    search_listings(query)


def test_no_naughty_string_raises(db: None, shared_data: Path) -> None:
    listing_on_sale()

    for query in json.loads((shared_data / "blns" / "blns.json").read_text()):
        search_listings(query)


@given(st.text(max_size=300))
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_text_raises(db: None, query: str) -> None:
    search_listings(query)


def test_a_search_costs_one_statement_and_a_second_when_nothing_has_all_words(
    db: None, count_queries: Callable[[Callable[[], object]], int]
) -> None:
    listing_on_sale()

    assert count_queries(lambda: search_listings("celadon cup")) == 1
    assert count_queries(lambda: search_listings("celadon walnut")) == 2
    assert count_queries(lambda: search_listings("!?")) == 0


def test_reindexing_brings_back_what_was_lost_and_forgets_what_should_not_be_there(
    db: None, capsys: pytest.CaptureFixture[str]
) -> None:
    lost, paused = listing_on_sale(title="Lost cup"), listing_on_sale(title="Paused cup")
    forget_listing(lost)
    Listing.objects.filter(pk=paused.pk).update(status="paused")

    call_command("reindex_listings")

    assert found("cup") == ["Lost cup"]
    assert index().keys() == [lost.pk]
    assert "1 listings indexed" in capsys.readouterr().out
