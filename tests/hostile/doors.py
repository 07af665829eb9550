"""Every door through which people's words come in, and the pages that show them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.http.response import HttpResponseBase
from django.test import Client
from django.urls import reverse

from catalog.models import Listing
from reviews.models import Review
from sellers.models import Shop
from sellers.tests.factories import some_facts


@dataclass
class Market:
    """What the doors open on."""

    alice: Client
    bob: Client
    shop: Shop
    listing: Listing
    orders: Iterator[str]
    to_review: Iterator[str]


Door = Callable[[Market, str], tuple[HttpResponseBase, list[str]]]


def name_of_account(market: Market, text: str) -> tuple[HttpResponseBase, list[str]]:
    data = {"name": text, "language": "en", "time_zone": "UTC"}
    return market.alice.post(reverse("accounts:settings"), data), [reverse("storefront:account")]


def about_the_shop(market: Market, text: str) -> tuple[HttpResponseBase, list[str]]:
    answer = market.bob.post(reverse("sellers:shop_settings", args=[market.shop.slug]), {"about": text, "city": text})
    return answer, [reverse("storefront:shop", args=[market.shop.slug]), reverse("storefront:home")]


def words_of_a_listing(market: Market, text: str) -> tuple[HttpResponseBase, list[str]]:
    url = reverse("catalog:listing_edit", args=[market.shop.slug, market.listing.number])
    data = {
        "category": market.listing.category.path,
        "title": text[:100],
        "description": text,
        "brand": text[:60],
        "model": text[:60],
        "condition": "new",
    }
    answer = market.bob.post(url, data)
    listing = Listing.objects.get(pk=market.listing.pk)
    category = reverse("storefront:category", args=[listing.category.path])
    return answer, [listing.get_absolute_url(), category, reverse("catalog:desk_listings", args=[market.shop.slug])]


def text_of_a_policy(market: Market, text: str) -> tuple[HttpResponseBase, list[str]]:
    url = reverse("policies:desk_policy", args=[market.shop.slug, "returns"])
    data = {"window_days": "30", "return_postage": "seller", "title": text[:80], "body": text}
    return market.bob.post(url, data), [reverse("policies:shop", args=[market.shop.slug, "returns"])]


def tracking_of_a_parcel(market: Market, text: str) -> tuple[HttpResponseBase, list[str]]:
    number = next(market.orders)
    data = {"carrier": "other", "carrier_name": text[:60], "tracking_number": text[:40]}
    answer = market.bob.post(reverse("orders:desk_ship", args=[market.shop.slug, number]), data)
    return answer, [
        reverse("orders:desk_detail", args=[market.shop.slug, number]),
        reverse("orders:detail", args=[number]),
    ]


def words_of_a_review(market: Market, text: str) -> tuple[HttpResponseBase, list[str]]:
    number = next(market.to_review)
    answer = market.alice.post(reverse("reviews:write", args=[number, 1]), {"rating": "3", "text": text})
    review = Review.objects.order_by("-pk").first()
    return answer, [review.listing.get_absolute_url()] if review else []


def reply_to_a_review(market: Market, text: str) -> tuple[HttpResponseBase, list[str]]:
    number = next(market.to_review)
    market.alice.post(reverse("reviews:write", args=[number, 1]), {"rating": "3", "text": "Holds tea."})
    review = Review.objects.get(order_line__order__number=number)
    answer = market.bob.post(reverse("reviews:reply", args=[market.shop.slug, number, 1]), {"text": text})
    return answer, [review.listing.get_absolute_url(), reverse("reviews:desk", args=[market.shop.slug]) + "?show=all"]


def application(market: Market, text: str) -> tuple[HttpResponseBase, list[str]]:
    facts = some_facts(trading_name=text[:80], about=text, street=text[:80], contact_name=text[:80])
    answer = market.alice.post(reverse("sellers:apply"), {**facts.__dict__, "undertakes": "on"})
    return answer, []


def search(market: Market, text: str) -> tuple[HttpResponseBase, list[str]]:
    return market.alice.get(reverse("storefront:search"), {"q": text, "sort": text, "brand": text, "page": text}), []


DOORS: dict[str, Door] = {
    door.__name__: door
    for door in (
        name_of_account,
        about_the_shop,
        words_of_a_listing,
        text_of_a_policy,
        tracking_of_a_parcel,
        words_of_a_review,
        reply_to_a_review,
        application,
        search,
    )
}
# Each text costs these an order that has come so far.
NEED_AN_ORDER = {"tracking_of_a_parcel", "words_of_a_review", "reply_to_a_review"}
