"""Variants, their prices, and what a page may change about all of them at once."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from catalog.events import PriceChanged
from catalog.models import Listing, PriceChange, Variant
from catalog.services import (
    NotReady,
    SameOptions,
    SkuTaken,
    TooManyVariants,
    VariantChange,
    VariantDraft,
    WrongPrice,
    add_variant,
    change_variants,
    edit_variant,
    set_price,
    variants,
)
from catalog.tests.factories import a_draft, a_variant, listing_on_sale, retracted_listing, the_variant
from core.errors import ImpossibleMove
from core.events.announcing import Fact
from core.money import Money
from sellers.tests.factories import open_shop

Announced = Callable[..., list[Fact]]


def euros(cents: int) -> Money:
    return Money(cents, "EUR")


def draft(size: str, cents: int = 1200, **more: object) -> VariantDraft:
    return VariantDraft(euros(cents), options=[("Size", size)], **more)  # type: ignore[arg-type]


def test_a_variant_has_a_label_a_sku_a_first_price_and_its_first_units(db: None) -> None:
    listing = a_draft(variants=[])

    variant = add_variant(
        listing, VariantDraft(euros(1250), options=[("Colour", "Celadon"), ("Size", "320 ml")], stock=4), by=None
    )

    assert (variant.label, variant.sku, variant.on_hand) == ("Celadon / 320 ml", f"{listing.number}-1", 4)
    assert [(change.amount, change.currency) for change in variant.price_changes.all()] == [(1250, "EUR")]
    assert [(option.name, option.value) for option in variant.options.order_by("position")] == [
        ("Colour", "Celadon"),
        ("Size", "320 ml"),
    ]


def test_the_listing_repeats_the_lowest_and_highest_price_of_what_is_offered(db: None) -> None:
    listing = a_draft(variants=[draft("S", 900), draft("M", 1200), draft("L", 3000)])
    assert (listing.price_from, listing.price_to, listing.has_one_price) == (euros(900), euros(3000), False)

    edit_variant(listing.variants.get(label="L"), by=None, is_active=False)

    listing.refresh_from_db()
    assert (listing.price_from, listing.price_to) == (euros(900), euros(1200))


def test_an_sku_belongs_to_one_variant_of_a_shop(db: None) -> None:
    listing = a_draft(variants=[draft("S", sku="CUP")])
    elsewhere = a_draft(open_shop(currency="EUR"), variants=[draft("S", sku="CUP")])

    with pytest.raises(SkuTaken, match="“CUP”"):
        add_variant(listing, draft("L", sku="CUP"), by=None)
    with pytest.raises(SkuTaken):
        edit_variant(add_variant(listing, draft("M"), by=None), by=None, sku="CUP")

    assert elsewhere.variants.count() == 1
    assert set(listing.variants.values_list("label", flat=True)) == {"S", "M"}


def test_two_variants_do_not_look_the_same(db: None) -> None:
    listing = a_draft(variants=[draft("S"), draft("L")])

    with pytest.raises(SameOptions, match="“S”"):
        add_variant(listing, draft("S"), by=None)
    with pytest.raises(SameOptions):
        edit_variant(listing.variants.get(label="L"), by=None, options=[("Size", "S")])
    with pytest.raises(SameOptions, match="sets it apart"):
        add_variant(a_draft(), VariantDraft(euros(900)), by=None)


def test_there_are_so_many_variants_and_options_and_no_more(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    listing = a_draft(variants=[draft("S")])
    monkeypatch.setattr(variants, "MOST_VARIANTS", 1)

    with pytest.raises(TooManyVariants):
        add_variant(listing, draft("L"), by=None)
    with pytest.raises(TooManyVariants):
        edit_variant(the_variant(listing), by=None, options=[(str(n), "x") for n in range(5)])


def test_a_price_change_is_kept_and_announced_once(db: None, announced: Announced) -> None:
    listing = listing_on_sale(price="12.00")
    variant, seen = the_variant(listing), len(announced())

    set_price(variant, price=euros(1500), by=None)
    set_price(variant, price=euros(1500), by=None)

    assert announced()[seen:] == [PriceChanged(variant_id=variant.pk, old_amount=1200, new_amount=1500, currency="EUR")]
    assert list(PriceChange.objects.order_by("pk").values_list("amount", flat=True)) == [1200, 1500]
    listing.refresh_from_db()
    assert listing.price_from == euros(1500)


@pytest.mark.parametrize("price", [Money(0, "EUR"), Money(-5, "EUR"), Money(900, "USD"), Money(10**16, "EUR")])
def test_a_price_is_above_zero_and_in_the_shops_currency(db: None, price: Money) -> None:
    variant = a_variant()

    with pytest.raises(WrongPrice):
        set_price(variant, price=price, by=None)
    with pytest.raises(WrongPrice):
        add_variant(variant.listing, VariantDraft(price, options=[("Size", "L")]), by=None)

    assert Variant.objects.get().price == euros(1200)


def test_price_history_cannot_be_rewritten(db: None) -> None:
    a_variant()
    change = PriceChange.objects.get()
    change.amount = 1

    with pytest.raises(TypeError):
        change.save()
    with pytest.raises(TypeError):
        change.delete()


def test_a_public_listing_keeps_something_to_buy(db: None) -> None:
    variant = a_variant()

    with pytest.raises(NotReady):
        edit_variant(variant, by=None, is_active=False)

    variant.refresh_from_db()
    assert variant.is_active


def test_the_only_variant_of_a_public_listing_can_be_replaced(db: None) -> None:
    listing = listing_on_sale(variants=[draft("S")])

    change_variants(
        listing,
        [
            VariantChange(the_variant(listing), is_active=False),
            VariantChange(None, euros(900), options=[("Size", "L")]),
        ],
        by=None,
    )

    assert [variant.label for variant in listing.variants.offered()] == ["L"]
    assert Listing.objects.on_sale().get().price_from == euros(900)


def test_nothing_of_a_retracted_listing_changes(db: None) -> None:
    variant = the_variant(retracted_listing())

    for act in (
        lambda: edit_variant(variant, by=None, sku="X"),
        lambda: set_price(variant, price=euros(1), by=None),
        lambda: add_variant(variant.listing, draft("L"), by=None),
    ):
        with pytest.raises(ImpossibleMove):
            act()


def test_a_page_changes_all_rows_or_none(db: None) -> None:
    listing = a_draft(variants=[draft("S", stock=3)])
    variant = the_variant(listing)

    with pytest.raises(SameOptions):
        change_variants(
            listing,
            [
                VariantChange(variant, euros(1900), received=5, reason="kiln"),
                VariantChange(None, euros(900), options=[("Size", "S")]),
            ],
            by=None,
        )

    variant.refresh_from_db()
    assert (variant.price, variant.on_hand) == (euros(1200), 3)

    change_variants(
        listing,
        [
            VariantChange(variant, euros(1900), received=5, written_off=1, reason="kiln"),
            VariantChange(None, euros(900), options=[("Size", "L")], received=2),
        ],
        by=None,
    )

    variant.refresh_from_db()
    assert (variant.price, variant.on_hand, variant.written_off) == (euros(1900), 7, 1)
    assert Listing.objects.get().price_from == euros(900)
    assert listing.variants.get(label="L").on_hand == 2


def test_the_same_again_is_no_change(db: None) -> None:
    listing = a_draft(variants=[draft("S", sku="CUP-S")])
    variant, version = the_variant(listing), listing.version

    edit_variant(variant, by=None, sku=" CUP-S ", options=[("Size", "S")], is_active=True)

    assert Listing.objects.get().version == version
