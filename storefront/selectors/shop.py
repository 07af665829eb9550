"""The public page of a shop."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import BooleanField, ExpressionWrapper

from catalog.models import Listing
from policies.selectors import PromiseLine, policies_that_bind, short_form
from reviews.models import Review
from reviews.selectors import Bar, distribution_of_shop
from sellers.models import Shop
from sellers.querysets import is_trading
from sellers.selectors import Check, checks_of

PER_PAGE = 24
REVIEWS = 5


@dataclass(frozen=True)
class ShopPage:
    shop: Shop
    listings: Page[Listing]
    promise: list[PromiseLine]
    checks: Sequence[Check]
    reviews: list[Review]
    stars: tuple[Bar, ...]


def find_shop(slug: str) -> Shop | None:
    """The shop of this address, open or not: who it was stays public. `is_trading_now` is annotated."""
    return (
        Shop.objects.filter(slug=slug)
        .with_seller()
        .annotate(is_trading_now=ExpressionWrapper(is_trading(), output_field=BooleanField()))
        .first()
    )


def shop_page(shop: Shop, *, language: str, page: str = "") -> ShopPage:
    """Gather the page of a shop of `find_shop`."""
    listings = (
        Listing.objects.on_sale().filter(shop=shop).in_language(language).with_card().order_by("-published_at", "-pk")
    )
    return ShopPage(
        shop=shop,
        listings=Paginator(listings, PER_PAGE).get_page(page or 1),
        promise=short_form(policies_that_bind(shop)),
        checks=checks_of(shop.seller),
        reviews=list(
            Review.objects.of_shop(shop).published().newest_first().with_card().select_related("listing")[:REVIEWS]
        ),
        stars=distribution_of_shop(shop),
    )
