"""Stock: every step, every refusal, and that all or nothing happens."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import IntegrityError, transaction

from accounts.models import User
from catalog.events import StockReceived, StockWrittenOff
from catalog.models import Variant
from catalog.services import (
    NotAQuantity,
    NotOnSale,
    NotThatMany,
    SoldOut,
    VariantDraft,
    edit_variant,
    receive_stock,
    release_stock,
    reserve_stock,
    return_stock,
    sell_stock,
    write_off_stock,
)
from catalog.tests.factories import a_draft, a_variant, listing_on_sale, paused_listing, the_variant
from core.events.announcing import Fact
from core.money import Money

Announced = Callable[..., list[Fact]]


def stock_of(variant: Variant) -> dict[str, int]:
    """The columns that are not zero."""
    names = ("on_hand", "reserved", "sold", "written_off", "received", "returned")
    variant.refresh_from_db()
    return {name: getattr(variant, name) for name in names if getattr(variant, name)}


def test_a_unit_goes_from_the_shelf_to_a_shopper_and_back(db: None) -> None:
    variant = a_variant(stock=5)

    reserve_stock({variant.pk: 3})
    assert stock_of(variant) == {"on_hand": 2, "reserved": 3, "received": 5}

    release_stock({variant.pk: 1})
    assert stock_of(variant) == {"on_hand": 3, "reserved": 2, "received": 5}

    sell_stock({variant.pk: 2})
    assert stock_of(variant) == {"on_hand": 3, "sold": 2, "received": 5}

    return_stock({variant.pk: 1})
    assert stock_of(variant) == {"on_hand": 4, "sold": 2, "received": 5, "returned": 1}


def test_arrived_and_gone_units_are_announced_with_who_and_why(db: None, bob: User, announced: Announced) -> None:
    variant = a_variant(stock=5)
    seen = len(announced())

    receive_stock(variant, quantity=7, by=bob, reason="second kiln")
    variant = write_off_stock(variant, quantity=2, by=bob, reason="cracked")

    assert stock_of(variant) == {"on_hand": 10, "written_off": 2, "received": 12}
    assert announced()[seen:] == [
        StockReceived(variant_id=variant.pk, quantity=7, reason="second kiln"),
        StockWrittenOff(variant_id=variant.pk, quantity=2, reason="cracked"),
    ]


def test_sold_out_says_what_is_left_and_takes_nothing(db: None) -> None:
    plenty, few = a_variant(stock=9), a_variant(stock=2)

    with pytest.raises(SoldOut) as refusal:
        reserve_stock({plenty.pk: 1, few.pk: 3})

    assert refusal.value.details == {"variant_id": few.pk, "available": 2}
    assert "Only 2 left" in refusal.value.message
    assert stock_of(plenty) == {"on_hand": 9, "received": 9}
    assert stock_of(few) == {"on_hand": 2, "received": 2}


def test_the_last_unit_gone_says_sold_out(db: None) -> None:
    variant = a_variant(stock=1)
    reserve_stock({variant.pk: 1})

    with pytest.raises(SoldOut, match="is sold out"):
        reserve_stock({variant.pk: 1})


def test_what_is_not_on_sale_cannot_be_reserved(db: None) -> None:
    draft, paused = the_variant(a_draft()), the_variant(paused_listing())
    withdrawn = a_variant()
    listing = listing_on_sale(
        variants=[VariantDraft(Money(900, "EUR"), options=[("Size", size)], stock=5) for size in ("S", "L")]
    )
    small = the_variant(listing)
    edit_variant(small, by=None, is_active=False)
    Variant.objects.filter(pk=withdrawn.pk).update(is_active=False)

    for pk in (draft.pk, paused.pk, withdrawn.pk, small.pk, 10**9):
        with pytest.raises(NotOnSale):
            reserve_stock({pk: 1})

    assert stock_of(paused) == {"on_hand": 5, "received": 5}


def test_reserved_units_stay_reserved_when_the_listing_is_paused(db: None) -> None:
    variant = a_variant(stock=2)
    reserve_stock({variant.pk: 2})
    Variant.objects.filter(pk=variant.pk).update(is_active=False)

    sell_stock({variant.pk: 1})
    release_stock({variant.pk: 1})

    assert stock_of(variant) == {"on_hand": 1, "sold": 1, "received": 2}


@pytest.mark.parametrize("step", [release_stock, sell_stock, return_stock])
def test_no_step_moves_more_than_is_there(db: None, step: Callable[[dict[int, int]], None]) -> None:
    reserved, other = a_variant(stock=3), a_variant(stock=3)
    reserve_stock({reserved.pk: 1, other.pk: 2})
    before = stock_of(reserved), stock_of(other)

    with pytest.raises(NotThatMany):
        step({other.pk: 1, reserved.pk: 2})

    assert (stock_of(reserved), stock_of(other)) == before


def test_nothing_comes_back_twice(db: None) -> None:
    variant = a_variant(stock=1)
    reserve_stock({variant.pk: 1})
    sell_stock({variant.pk: 1})
    return_stock({variant.pk: 1})

    with pytest.raises(NotThatMany):
        return_stock({variant.pk: 1})


def test_reserved_units_cannot_be_written_off(db: None) -> None:
    variant = a_variant(stock=2)
    reserve_stock({variant.pk: 2})

    with pytest.raises(NotThatMany):
        write_off_stock(variant, quantity=1, by=None, reason="lost")


@pytest.mark.parametrize("quantity", [0, -1, 10**12])
def test_a_quantity_is_a_sensible_number(db: None, quantity: int) -> None:
    variant = a_variant()

    with pytest.raises(NotAQuantity):
        reserve_stock({variant.pk: quantity})
    with pytest.raises(NotAQuantity):
        receive_stock(variant, quantity=quantity, by=None)
    with pytest.raises(NotAQuantity):
        write_off_stock(variant, quantity=quantity, by=None, reason="x")


def test_the_listing_says_whether_anything_is_left_and_grows_its_version(db: None) -> None:
    listing = listing_on_sale(stock=1)
    variant, version = the_variant(listing), listing.version

    reserve_stock({variant.pk: 1})
    listing.refresh_from_db()
    assert (listing.in_stock, listing.version) == (False, version + 1)

    release_stock({variant.pk: 1})
    listing.refresh_from_db()
    assert (listing.in_stock, listing.version) == (True, version + 2)


@pytest.mark.parametrize(
    "columns",
    [
        {"on_hand": 6},
        {"received": 4},
        {"on_hand": 4, "sold": 2},
        {"on_hand": 6, "returned": 1},
        {"on_hand": -1, "written_off": 6},
        {"on_hand": 6, "reserved": -1},
    ],
)
def test_the_database_refuses_stock_that_does_not_add_up(db: None, columns: dict[str, int]) -> None:
    variant = a_variant(stock=5)

    with pytest.raises(IntegrityError), transaction.atomic():
        Variant.objects.filter(pk=variant.pk).update(**columns)


def test_reserving_costs_two_statements_a_variant_at_most(
    db: None, count_queries: Callable[[Callable[[], object]], int]
) -> None:
    wanted = {a_variant().pk: 1, a_variant().pk: 1}

    # A savepoint and its end, the lock, one update each, one for what the listings repeat.
    assert count_queries(lambda: reserve_stock(wanted)) <= 6
