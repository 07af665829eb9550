"""
Stock: units come in, are reserved, sold, given back, brought back, or written off.

Each step is one conditional UPDATE per variant, and the number of rows that it changed is the answer: of fifty
shoppers who want the last three units, three get one. A constraint below makes sure that the columns always add up.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.db import transaction
from django.db.models import BigIntegerField, F
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from catalog.events import StockReceived, StockWrittenOff
from catalog.models import Listing, Variant
from catalog.services.summaries import lock_listings, lock_listings_of, refresh_stock
from core.errors import DomainError
from core.events import announce, announce_all
from core.statements import Change, Given

# More than any shop holds; keeps sums far from the end of the column.
MOST_UNITS = 1_000_000_000


class NotOnSale(DomainError):
    """The thing cannot be bought at this moment; `variant_id` says which."""

    code = "catalog.not_on_sale"


class SoldOut(DomainError):
    """Fewer units are left than are wanted: `variant_id`, and how many are `available`."""

    code = "catalog.sold_out"


class NotThatMany(DomainError):
    """A step would move more units than are there: `variant_id`."""

    code = "catalog.not_that_many"


class NotAQuantity(DomainError):
    """A number of units that makes no sense."""

    code = "catalog.not_a_quantity"


_VARIANT, _QUANTITY = Given("variant", BigIntegerField()), Given("quantity", BigIntegerField())


# No join in this condition: it would move into a subquery that does not see what a rival just committed.
_RESERVE = Change(
    lambda: (
        Variant.objects.filter(
            pk=_VARIANT, is_active=True, on_hand__gte=_QUANTITY, listing__in=Listing.objects.on_sale().values("pk")
        ),
        {"on_hand": F("on_hand") - _QUANTITY, "reserved": F("reserved") + _QUANTITY},
    )
)


def _from(source: str, *, to: str) -> Change:
    return Change(
        lambda: (
            Variant.objects.filter(pk=_VARIANT, **{f"{source}__gte": _QUANTITY}),
            {source: F(source) - _QUANTITY, to: F(to) + _QUANTITY},
        )
    )


_RELEASE = _from("reserved", to="on_hand")
_SELL = _from("reserved", to="sold")


@transaction.atomic
def reserve_stock(wanted: Mapping[int, int]) -> None:
    """
    Take units off the shelf for a purchase: {variant's key: quantity}, all of them or none.

    Raises NotOnSale when a variant is not on sale at this very moment (listing, shop or seller), and SoldOut with
    what is left when there are fewer units than wanted.
    """
    _check(wanted)
    listings = lock_listings_of(wanted.keys())
    for pk, quantity in sorted(wanted.items()):
        if not _RESERVE.make(variant=pk, quantity=quantity):
            raise _why_not(pk)
    refresh_stock(listings)


@transaction.atomic
def release_stock(reserved: Mapping[int, int]) -> None:
    """
    Put reserved units back on the shelf.

    Raises NotThatMany when fewer are reserved: then nothing changed.
    """
    _move(reserved, _RELEASE)


@transaction.atomic
def sell_stock(reserved: Mapping[int, int]) -> None:
    """
    Reserved units have been paid for.

    Raises NotThatMany when fewer are reserved: then nothing changed.
    """
    _move(reserved, _SELL)


@transaction.atomic
def return_stock(sold: Mapping[int, int]) -> None:
    """
    Sold units came back and can be sold again. What came back broken is returned first, then written off.

    Raises NotThatMany when fewer were sold and kept: then nothing changed.
    """
    _check(sold)
    listings = lock_listings_of(sold.keys())
    for pk, quantity in sorted(sold.items()):
        moved = Variant.objects.filter(pk=pk, sold__gte=F("returned") + quantity).update(
            returned=F("returned") + quantity, on_hand=F("on_hand") + quantity
        )
        if not moved:
            raise NotThatMany(_("Fewer units were sold than are to come back."), variant_id=pk)
    refresh_stock(listings)


@transaction.atomic
def receive_stock(variant: Variant, *, quantity: int, by: User | None, reason: str = "") -> Variant:
    """
    Units arrived at the shop. A difference, never a new total: two people may count at the same time.

    Raises NotAQuantity.
    """
    _check({variant.pk: quantity})
    lock_listings(Listing.objects.filter(pk=variant.listing_id))
    Variant.objects.filter(pk=variant.pk).update(received=F("received") + quantity, on_hand=F("on_hand") + quantity)
    refresh_stock([variant.listing_id])
    announce(StockReceived(variant_id=variant.pk, quantity=quantity, reason=reason), actor=by)
    variant.refresh_from_db()
    return variant


def announce_first_units(variants: Sequence[Variant], *, by: User | None) -> None:
    """Put on record the units with which new variants begin; called by the service that makes them."""
    facts = [
        StockReceived(variant_id=variant.pk, quantity=variant.received, reason=str(_("first units")))
        for variant in variants
        if variant.received
    ]
    if facts:
        announce_all(facts, actor=by)


@transaction.atomic
def write_off_stock(variant: Variant, *, quantity: int, by: User | None, reason: str) -> Variant:
    """
    Units are gone without having been sold.

    Raises NotAQuantity, and NotThatMany when fewer are on hand (reserved ones belong to a shopper).
    """
    _check({variant.pk: quantity})
    lock_listings(Listing.objects.filter(pk=variant.listing_id))
    gone = Variant.objects.filter(pk=variant.pk, on_hand__gte=quantity).update(
        written_off=F("written_off") + quantity, on_hand=F("on_hand") - quantity
    )
    if not gone:
        raise NotThatMany(_("Fewer units than that are on hand."), variant_id=variant.pk)
    refresh_stock([variant.listing_id])
    announce(StockWrittenOff(variant_id=variant.pk, quantity=quantity, reason=reason), actor=by)
    variant.refresh_from_db()
    return variant


def check_quantity(quantity: int, **details: object) -> None:
    """Raises NotAQuantity."""
    if not 0 < quantity <= MOST_UNITS:
        raise NotAQuantity(_("The quantity must be a whole number above zero."), **details)


def _check(quantities: Mapping[int, int]) -> None:
    for pk, quantity in quantities.items():
        check_quantity(quantity, variant_id=pk)


def _move(quantities: Mapping[int, int], change: Change) -> None:
    _check(quantities)
    listings = lock_listings_of(quantities.keys())
    for pk, quantity in sorted(quantities.items()):
        if not change.make(variant=pk, quantity=quantity):
            raise NotThatMany(_("Fewer units than that are reserved."), variant_id=pk)
    refresh_stock(listings)


def _why_not(pk: int) -> DomainError:
    """The refusal for a variant that could not be reserved."""
    variant = Variant.objects.on_sale().filter(pk=pk).select_related("listing").first()
    if variant is None:
        return NotOnSale(_("This is not on sale at the moment."), variant_id=pk)
    details = {"variant_id": pk, "available": variant.on_hand}
    name = variant.listing.title
    if not variant.on_hand:
        return SoldOut(_("“%(name)s” is sold out.") % {"name": name}, **details)
    return SoldOut(_("Only %(left)d left of “%(name)s”.") % {"left": variant.on_hand, "name": name}, **details)
