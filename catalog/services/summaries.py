"""What a listing repeats of its variants and photos, kept true by whoever changes those."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from django.db.models import Exists, F, Max, Min, OuterRef, QuerySet, Subquery

from catalog.models import Listing, Photo, Variant
from catalog.states import ListingStatus
from core import clock
from core.lookups import GivenKeys
from core.statements import Change, Statement
from core.versions import LISTINGS, category_scope, shop_listings_scope, touch


def lock_listings(listings: QuerySet[Listing]) -> list[Listing]:
    """
    Lock the rows until the transaction ends, in the order of their keys.

    Every change to a listing, its variants or its stock begins here: first the listings, then the variants, each by
    key, so that no two transactions wait for each other in a circle. SQLite has one writer at a time anyway.
    """
    return list(_locked(listings))


def lock_listings_of(variants: Collection[int]) -> list[int]:
    """The same by the keys of variants: locks the listings to which they belong, and returns their keys."""
    return [listing.pk for listing in _LOCK_OF_VARIANTS.ask(variants=variants)]


def _locked(listings: QuerySet[Listing]) -> QuerySet[Listing]:
    # Of the listing only, and not its key: an order line may refer to it in the meantime.
    return listings.select_for_update(of=("self",), no_key=True).order_by("pk")


_LOCK_OF_VARIANTS = Statement(
    lambda: _locked(
        Listing.objects.filter(pk__in=Variant.objects.filter(pk__among=GivenKeys("variants")).values("listing"))
    ).only("pk")
)


def refresh_stock(listings: Iterable[int]) -> None:
    """
    Let the listings say again whether anything of them is left.

    No list of cards says so, and none is touched: a sale does not make every page of the category anew.
    """
    _REFRESH_STOCK.make(listings=listings)


_REFRESH_STOCK = Change(
    lambda: (
        Listing.objects.filter(pk__among=GivenKeys("listings")),
        {
            "in_stock": Exists(Variant.objects.filter(listing=OuterRef("pk"), is_active=True, on_hand__gt=0)),
            "version": F("version") + 1,
        },
    )
)


def refresh_offer(listing: Listing, **changed: object) -> None:
    """
    Let the listing say again what it costs, whether anything is left and which photo stands for it.

    Other fields that changed are written in the same statement, which also makes the version grow.
    """
    offered = Variant.objects.filter(listing=OuterRef("pk"), is_active=True).order_by().values("listing")
    cover = Photo.objects.ready().filter(listing=OuterRef("pk")).in_order().values("pk")[:1]
    Listing.objects.filter(pk=listing.pk).update(
        price_from_amount=Subquery(offered.annotate(least=Min("price_amount")).values("least")),
        price_to_amount=Subquery(offered.annotate(most=Max("price_amount")).values("most")),
        in_stock=Exists(Variant.objects.filter(listing=OuterRef("pk"), is_active=True, on_hand__gt=0)),
        cover=Subquery(cover),
        version=F("version") + 1,
        updated_at=clock.now(),
        **changed,
    )
    listing.refresh_from_db()
    if listing.status == ListingStatus.PUBLISHED:
        touch_lists(listing)


def touch_lists(listing: Listing) -> None:
    """Say that the lists in which the listing stands, or stood, are no longer what they were."""
    touch(LISTINGS, category_scope(listing.category_id), shop_listings_scope(listing.shop_id))


def begin_offer(listing: Listing, variants: Collection[Variant]) -> None:
    """Let a listing that is not written yet say what its first variants cost, and whether there is any."""
    prices = [variant.price_amount for variant in variants if variant.is_active]
    listing.price_from_amount = min(prices, default=None)
    listing.price_to_amount = max(prices, default=None)
    listing.in_stock = any(variant.is_active and variant.on_hand for variant in variants)
