"""How the variants of a listing become rows of choices. Knows no database."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from core.money import Money


@dataclass(frozen=True)
class Offer:
    """One variant as the page shows it: what it is called, what it costs, how many there are."""

    sku: str
    label: str
    price: Money
    on_hand: int
    pk: int = 0
    options: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_sold_out(self) -> bool:
        return self.on_hand < 1


@dataclass(frozen=True)
class Choice:
    """One chip: the value it stands for, and the variant that choosing it leads to."""

    value: str
    offer: Offer
    is_chosen: bool


@dataclass(frozen=True)
class ChoiceRow:
    name: str
    choices: tuple[Choice, ...]


def chosen_offer(offers: Sequence[Offer], sku: str) -> Offer | None:
    """The offer with this SKU, else the first that is not sold out, else the first."""
    by_sku = next((offer for offer in offers if offer.sku == sku), None)
    in_stock = next((offer for offer in offers if not offer.is_sold_out), None)
    return by_sku or in_stock or next(iter(offers), None)


def choice_rows(offers: Sequence[Offer], chosen: Offer | None) -> list[ChoiceRow]:
    """
    A row for each option (colour, size) with more than one value. Each value leads to the variant that has it and
    otherwise agrees most with what is chosen, so that changing the colour keeps the size where there is one.

    Variants that cannot be told apart by their options get one row with a chip each. A single variant gets none.
    """
    if chosen is None or len(offers) < 2:
        return []
    if not _told_apart(offers):
        chips = tuple(Choice(offer.label or offer.sku, offer, offer == chosen) for offer in offers)
        return [ChoiceRow(_("Variant"), chips)]
    rows = []
    for name in chosen.options:
        values = list(dict.fromkeys(offer.options[name] for offer in offers))
        if len(values) > 1:
            rows.append(ChoiceRow(name, tuple(_choice(offers, chosen, name, value) for value in values)))
    return rows


def _told_apart(offers: Sequence[Offer]) -> bool:
    names = {tuple(offer.options) for offer in offers}
    values = {tuple(offer.options.values()) for offer in offers}
    return len(names) == 1 and names != {()} and len(values) == len(offers)


def _choice(offers: Sequence[Offer], chosen: Offer, name: str, value: str) -> Choice:
    def likeness(offer: Offer) -> tuple[int, bool]:
        same = sum(offer.options[other] == chosen.options[other] for other in chosen.options)
        return same, not offer.is_sold_out

    # max() keeps the first of equals: the seller's order decides.
    best = max((offer for offer in offers if offer.options[name] == value), key=likeness)
    return Choice(value, best, chosen.options[name] == value)
