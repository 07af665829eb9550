"""A shop's catalogue as a file that comes back in unchanged, and makes an equal one elsewhere."""

from __future__ import annotations

import csv
from collections.abc import Callable
from io import BytesIO, StringIO
from typing import Any

import pytest
from django.test import Client
from openpyxl import load_workbook

from accounts.models import User
from catalog.exporting import EXPORTS, headings_of, rows_of
from catalog.models import Condition, Listing
from catalog.services import (
    VariantDraft,
    edit_variant,
    pause_listing,
    reserve_stock,
    retract_listing,
    translate_listing,
)
from catalog.tests.factories import a_draft, a_photo, listing_on_sale
from catalog.tests.imports import counts, taken_in
from core.money import Money
from sellers.models import Shop
from sellers.tests.factories import open_shop
from taxonomy.models import FactKind
from taxonomy.services import define_fact
from taxonomy.tests.factories import tableware

As = Callable[[User], Client]

# What a spreadsheet program would run, in every place where a seller writes.
FORMULAS = ["=1+1", "+49", "-1", "@SUM(A1)", "＝1", "＋1", "－1", "＠x", "'quoted", "''=twice", '=HYPERLINK("x";"y")']


@pytest.fixture
def shop(bob: User) -> Shop:
    """A shop that has whatever a catalogue can have."""
    for code, kind in (("weight", FactKind.NUMBER), ("handmade", FactKind.BOOLEAN)):
        define_fact(tableware(), code=code, label=code.title(), kind=kind, unit="g" if code == "weight" else "")
    shop = open_shop(bob, currency="EUR")
    facts = {"material": "stoneware", "weight": "320.5", "handmade": "yes", "care": "=by hand"}
    sizes = [
        VariantDraft(Money(1250 + place, "EUR"), f"S-{place}", [("Size", size), ("Colour", "Default")], stock=place)
        for place, size in enumerate(["S", "M", "Title"])
    ]
    cup = listing_on_sale(shop, title="Cup", facts=facts, variants=sizes, external_ref="cup", brand="Plered", model="1")
    a_photo(cup, variant=cup.variants.get(sku="S-1"))
    edit_variant(cup.variants.get(sku="S-2"), by=None, is_active=False)
    translate_listing(cup, by=None, language="id", title="Cangkir", description="Baris satu\n\nBaris, “dua”;\ttiga")
    reserve_stock({cup.variants.get(sku="S-1").pk: 1})
    for place, formula in enumerate(FORMULAS):
        a_draft(
            shop,
            title=formula,
            description=f"{formula}\n{formula}",
            brand=formula,
            variants=[VariantDraft(Money(100, "EUR"), f"{formula} {place}", [(formula, formula)])],
            condition=Condition.USED,
        )
    a_draft(shop, title="Nothing to buy yet", variants=[], facts={}, language="id")
    pause_listing(listing_on_sale(shop, title="Paused"), by=None)
    retract_listing(listing_on_sale(shop, title="Gone"), by=None, because="Broken.")
    return shop


def exported(shop: Shop, kind: str) -> bytes:
    return b"".join(EXPORTS[kind].write(headings_of(shop), rows_of(shop)))


def said(shop: Shop, *leave_out: str) -> list[dict[str, Any]]:
    """Everything that a shop's export says, product by product, but for these columns."""
    rows = sorted(rows_of(shop), key=lambda row: row["ref"])
    return [{key: value for key, value in row.items() if key not in leave_out and value} for row in rows]


@pytest.mark.parametrize("kind", list(EXPORTS))
def test_what_goes_out_comes_back_in_unchanged(shop: Shop, bob: User, kind: str) -> None:
    before, versions = said(shop), dict(Listing.objects.values_list("pk", "version"))

    taken = taken_in(shop, bob, exported(shop, kind))

    rows = taken.rows.exclude(outcome="unchanged").values_list("name", "outcome", "sentence")
    assert not list(rows)
    assert set(counts(taken)) == {"unchanged"}
    assert said(shop) == before
    assert dict(Listing.objects.values_list("pk", "version")) == versions


@pytest.mark.parametrize("kind", list(EXPORTS))
def test_in_another_shop_it_makes_an_equal_catalogue(shop: Shop, bob: User, carol: User, kind: str) -> None:
    other = open_shop(carol, currency="EUR", name="Next door")

    taken = taken_in(other, carol, exported(shop, kind))

    assert not taken.rows.filter(outcome="refused").exists()
    # Pictures lie elsewhere, and without one nothing is public.
    assert said(other, "images", "status") == said(shop, "images", "status")
    assert set(other.listings.values_list("status", flat=True)) == {"draft"}


def test_no_cell_is_a_formula(shop: Shop) -> None:
    rows = list(csv.reader(StringIO(exported(shop, "csv").decode("utf-8-sig"))))
    sheet = load_workbook(BytesIO(exported(shop, "xlsx"))).worksheets[0]

    cells = {cell for row in rows for cell in row if cell}
    assert {cell for cell in cells if cell[0] in "=+-@＝＋－＠\t\r"} == set()
    assert {"'=1+1", "'－1", "''quoted"} <= cells
    assert {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value is not None} == {"s"}


def test_what_was_retracted_is_not_exported(shop: Shop) -> None:
    titles = {row["title"] for row in said(shop) if "title" in row}

    assert "Gone" not in titles
    assert {"Paused", "Nothing to buy yet", "Cup"} <= titles


def test_an_export_costs_the_same_for_one_listing_as_for_many(
    as_: As, bob: User, count_queries: Callable[[Callable[[], object]], int]
) -> None:
    shop = open_shop(bob, currency="EUR")
    address = f"/desk/{shop.slug}/listings/export.csv"

    def download() -> bytes:
        return b"".join(as_(bob).get(address).streaming_content)  # type: ignore[attr-defined]

    listing_on_sale(shop)
    cost_of_one = count_queries(download)
    for _n in range(5):
        listing_on_sale(shop)

    assert count_queries(download) == cost_of_one
    assert as_(bob).get(f"/desk/{shop.slug}/listings/export.exe").status_code == 404
