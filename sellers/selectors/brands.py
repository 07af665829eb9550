"""A shop's brands on one page: what it holds, what it asked for, and what others ask of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q

from sellers.models import BrandAuthorisation, Shop
from sellers.querysets import BrandAuthorisationQuerySet, may_sell
from sellers.states import AuthorisationStatus, BrandRole

LATEST = 50


@dataclass(frozen=True)
class Brands:
    """Everything on the page of brands; six queries, however many there are."""

    # Its own: what holds or waits, then what is over.
    own: Sequence[BrandAuthorisation]
    owned: Sequence[BrandAuthorisation]
    # Of the brands that it owns: who asks, and who may.
    asking: Sequence[BrandAuthorisation]
    granted: Sequence[BrandAuthorisation]


def brands_of(shop: Shop) -> Brands:
    """The brands of a shop's seller, as those who run it see them."""
    own = list(
        BrandAuthorisation.objects.filter(seller=shop.seller_id).select_related("brand").order_by("-pk")[:LATEST]
    )
    owned = [each for each in own if each.role == BrandRole.OWNER and each.holds]
    others = of_brands_owned_by(shop).order_by("-pk")
    asking = list(others.waiting()[:LATEST]) if owned else []
    granted = list(others.filter(status=AuthorisationStatus.GRANTED)[:LATEST]) if owned else []
    return Brands(own, owned, asking, granted)


def of_brands_owned_by(shop: Shop) -> BrandAuthorisationQuerySet:
    """
    What other sellers hold or ask for of the brands that this shop's seller owns: nothing while they may not sell, for
    then they decide about none of it.
    """
    may_decide = may_sell("seller__")
    owned = BrandAuthorisation.objects.holding().filter(may_decide, seller=shop.seller_id, role=BrandRole.OWNER)
    return (
        BrandAuthorisation.objects.filter(brand__in=owned.values("brand"), role=BrandRole.AUTHORISED)
        .exclude(seller=shop.seller_id)
        .select_related("brand", "seller", "evidence")
        .prefetch_related("seller__shops")
    )


def readable_papers(shop: Shop) -> BrandAuthorisationQuerySet:
    """Claims whose document those who run this shop may open: its own, and those made to it as a brand's owner."""
    theirs = of_brands_owned_by(shop).values("pk")
    return BrandAuthorisation.objects.filter(Q(seller=shop.seller_id) | Q(pk__in=theirs)).select_related(
        "evidence", "seller__application"
    )
