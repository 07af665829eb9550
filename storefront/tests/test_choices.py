"""How variants become rows of choices."""

from __future__ import annotations

from core.money import Money
from storefront.choices import Offer, choice_rows, chosen_offer


def offer(sku: str, stock: int = 1, **options: str) -> Offer:
    return Offer(sku=sku, label=" / ".join(options.values()), price=Money(100, "EUR"), on_hand=stock, options=options)


def test_a_single_variant_needs_no_choice() -> None:
    only = offer("A", Colour="red")

    assert choice_rows([only], only) == []


def test_without_variants_there_is_nothing_to_choose() -> None:
    assert chosen_offer([], "A") is None
    assert choice_rows([], None) == []


def test_each_option_with_several_values_is_a_row() -> None:
    offers = [
        offer("RS", Colour="red", Size="S", Glaze="matt"),
        offer("RM", Colour="red", Size="M", Glaze="matt"),
        offer("BS", Colour="blue", Size="S", Glaze="matt"),
    ]

    rows = choice_rows(offers, offers[0])

    assert [(row.name, [choice.value for choice in row.choices]) for row in rows] == [
        ("Colour", ["red", "blue"]),
        ("Size", ["S", "M"]),
    ]
    assert [choice.is_chosen for choice in rows[0].choices] == [True, False]


def test_another_colour_keeps_the_size_where_there_is_one() -> None:
    red_m, blue_s, blue_m = (
        offer("RM", Colour="red", Size="M"),
        offer("BS", Colour="blue", Size="S"),
        offer("BM", Colour="blue", Size="M", stock=0),
    )

    [colours, sizes] = choice_rows([red_m, blue_s, blue_m], red_m)

    assert colours.choices[1].offer == blue_m
    # There is no red S: the nearest with an S is blue.
    assert sizes.choices[1].offer == blue_s


def test_variants_that_options_do_not_tell_apart_are_listed_one_by_one() -> None:
    offers = [offer("A", Colour="red"), offer("B", Colour="red"), offer("C")]

    [row] = choice_rows(offers, offers[1])

    assert [(choice.value, choice.is_chosen) for choice in row.choices] == [
        ("red", False),
        ("red", True),
        ("C", False),
    ]


def test_the_first_choice_is_one_that_can_be_bought() -> None:
    gone, there = offer("A", stock=0), offer("B")

    assert chosen_offer([gone, there], "") == there
    assert chosen_offer([gone, there], "A") == gone
    assert chosen_offer([gone], "unknown") == gone
