"""A catalogue in another language than English: its headings are understood, and shown for the seller to judge."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from accounts.models import User
from catalog.importing.columns import COLUMNS, MEANINGS, Columns, english_name, fact_name, meaning_of, plain_heading
from catalog.importing.headings import CONDITIONS, FACTS, HEADINGS
from catalog.models import CatalogueImport, Condition, Listing
from catalog.states import ListingStatus
from catalog.tests.imports import as_csv, counts, taken_in, upload
from sellers.tests.factories import open_shop
from taxonomy.tests.factories import tableware

GERMAN = {
    "Artikelnummer": "BECHER-1",
    "Bezeichnung": "Becher aus Steinzeug",
    "Beschreibung": "Auf der Scheibe gedreht.",
    "Kategorie": "Geschirr",
    "Marke": "Kannenbäcker",
    "Zustand": "neu",
    "Preis in EUR": "1.219,50",
    "Währung": "eur",
    "Lagerbestand": "12",
    "Farbe": "Celadon",
    "Material": "stoneware",
    "Spülmaschinenfest": "ja",
}
INDONESIAN = {
    "Nama Produk": "Cangkir seladon",
    "Deskripsi Produk": "Diputar dengan tangan.",
    "Kategori": "Peralatan makan",
    "Merek": "Plered",
    "Kondisi Barang": "Bekas",
    "Harga (Rp)": "Rp 145.000",
    "Stok": "4",
    "Warna": "white",
    "Bahan": "glass",
}


def said_by(tables: dict[str, dict[str, tuple[str, ...]]]) -> list[tuple[str, str, str]]:
    return [
        (language, meaning, heading)
        for language, table in tables.items()
        for meaning, headings in table.items()
        for heading in headings
    ]


@pytest.mark.parametrize(("language", "meaning", "heading"), said_by(HEADINGS))
def test_every_heading_of_the_table_means_what_it_says(language: str, meaning: str, heading: str) -> None:
    """None is unknown, none is taken by another language's word, whatever its capitals are."""
    assert meaning in COLUMNS
    assert {meaning_of(heading), meaning_of(heading.upper()), meaning_of(f" {heading} ")} == {meaning}


@pytest.mark.parametrize(("language", "fact", "heading"), said_by(FACTS))
def test_every_fact_of_the_table_is_a_fact(language: str, fact: str, heading: str) -> None:
    assert meaning_of(heading) is None
    assert english_name(fact_name(heading)) == fact


@pytest.mark.parametrize(
    "heading",
    [
        *("Einkaufspreis", "Preis netto", "UVP", "Angebotspreis", "Streichpreis"),
        *("Harga coret", "Harga modal", "Harga obral"),
        *("Precio rebajado", "Precio sin IVA", "Precio de coste"),
        *("Prix HT", "Prix d’achat", "Tarif promo"),
    ],
)
def test_what_the_shop_paid_and_what_a_thing_once_cost_is_not_its_price(heading: str) -> None:
    assert plain_heading(heading) not in MEANINGS


def test_conditions_are_ours() -> None:
    assert set(CONDITIONS) <= set(Condition.values)


def test_what_somebody_chose_goes_before_what_a_heading_says() -> None:
    assert Columns({"Preis": "ignored"}).meaning("Preis") == "ignored"


def test_a_german_table_is_shown_as_understood_and_comes_in_as_it_is(bob: User, as_: Callable[[User], Client]) -> None:
    category = tableware()
    category.translations |= {"de": "Geschirr"}
    category.save()
    shop = open_shop(bob, currency="EUR")
    content = as_csv([GERMAN], separator=";", encoding="cp1252")
    client = as_(bob)

    client.post(f"/desk/{shop.slug}/listings/imports/", {"file": upload(content, "artikel.csv")})
    taken = CatalogueImport.objects.get()
    page = client.get(f"/desk/{shop.slug}/listings/imports/{taken.number}/")

    form = page.context["form"]
    understood = {field.label: field.value() for field in form.column_fields()}
    assert understood == {
        "Artikelnummer": "sku",
        "Bezeichnung": "title",
        "Beschreibung": "description",
        "Kategorie": "category",
        "Marke": "brand",
        "Zustand": "condition",
        "Preis in EUR": "price",
        "Währung": "currency",
        "Lagerbestand": "stock",
        "Farbe": "fact",
        "Material": "fact",
        "Spülmaschinenfest": "fact",
    }
    assert "€1,219.50" in page.content.decode()

    assert counts(taken_in(shop, bob, content)) == {"created": 1}
    listing = Listing.objects.get()
    assert (listing.title, listing.brand, listing.condition) == ("Becher aus Steinzeug", "Kannenbäcker", "new")
    assert (listing.price_from_amount, listing.currency) == (121950, "EUR")
    facts = {fact.definition.code: str(fact.value) for fact in listing.facts.select_related("definition", "choice")}
    assert facts == {"colour": "Celadon", "material": "Stoneware"}


def test_an_indonesian_table_comes_in_as_it_is(bob: User) -> None:
    tableware()
    shop = open_shop(bob, currency="IDR", language="id")

    assert counts(taken_in(shop, bob, as_csv([INDONESIAN]))) == {"created": 1}

    listing = Listing.objects.get()
    assert (listing.title, listing.condition, listing.status) == ("Cangkir seladon", "used", ListingStatus.DRAFT)
    assert listing.price_from_amount == 145_000_00
    facts = {fact.definition.code: str(fact.value) for fact in listing.facts.select_related("definition", "choice")}
    assert facts == {"colour": "White", "material": "Glass"}
