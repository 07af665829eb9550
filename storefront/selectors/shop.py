"""The public page of a shop."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

from django.core.paginator import Page, Paginator
from django.db.models import BooleanField, ExpressionWrapper
from django.utils.safestring import SafeString

from catalog.models import Listing
from policies.selectors import PromiseLine, policies_that_bind, short_form
from reviews.models import Review
from reviews.selectors import Bar, distribution_of_shop
from sellers.models import Shop
from sellers.querysets import is_trading
from sellers.selectors import Check, checks_of
from storefront.cards import cards_of

PER_PAGE = 24
REVIEWS = 5


@dataclass(frozen=True)
class ShopPage:
    shop: Shop
    listings: Page[SafeString]
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
    on_sale = Listing.objects.on_sale().filter(shop=shop).order_by("-published_at", "-pk")
    found = Paginator(on_sale.values_list("pk", "version"), PER_PAGE).get_page(page or 1)
    return ShopPage(
        shop=shop,
        listings=Page(cards_of(list(found), language), found.number, cast("Paginator[SafeString]", found.paginator)),
        promise=short_form(policies_that_bind(shop)),
        checks=checks_of(shop.seller),
        reviews=list(
            Review.objects.of_shop(shop).published().newest_first().with_card().select_related("listing")[:REVIEWS]
        ),
        stars=distribution_of_shop(shop),
    )
