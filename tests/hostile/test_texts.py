"""
Hostile text in every field that people fill: refused with a sentence, or stored and shown as the text that it is.

Each door posts the text and names the pages that then show it. Nothing may answer with an error of ours, and no page
may contain the text as markup.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from accounts.models import User
from catalog.models import Listing
from catalog.tests.factories import listing_on_sale
from core.text import plain, plain_line
from orders.tests.factories import delivered_order, paid_order
from reviews.models import Review
from sellers.models import Shop
from sellers.tests.factories import open_shop, some_facts
from tests.hostile.corpus import OURS, collections, sample


@dataclass
class Market:
    """What the doors open on."""

    alice: Client
    bob: Client
    shop: Shop
    listing: Listing
    orders: Iterator[str]
    to_review: Iterator[str]


@pytest.fixture
def market(alice: User, bob: User, as_: Callable[[User], Client]) -> Market:
    shop = open_shop(bob)
    listing = listing_on_sale(shop, title="Bowl")
    return Market(
        alice=as_(alice),
        bob=as_(bob),
        shop=shop,
        listing=listing,
        orders=(paid_order(alice, shop).number for _ in iter(int, 1)),
        to_review=(delivered_order(alice, shop).number for _ in iter(int, 1)),
    )


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
        application,
        search,
    )
}


def body_of(answer: HttpResponseBase) -> str:
    return answer.content.decode() if isinstance(answer, HttpResponse) else ""


def knock(market: Market, door: Door, text: str) -> None:
    """One text through one door: no error of ours, and no markup of theirs on any page that follows."""
    answer, pages = door(market, text)
    assert answer.status_code in {200, 302, 303, 400, 409, 422}, (answer.status_code, text)
    bodies = [body_of(answer)]
    for page in pages:
        client = market.bob if page.startswith("/desk/") else market.alice
        shown = client.get(page)
        assert shown.status_code == 200, (page, shown.status_code, text)
        bodies.append(shown.content.decode())
    if escape(text) != text and "<" in text and len(text) > 4:
        assert not [body for body in bodies if text in body or plain(text) in body], text


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.django_db
def test_our_own_hostile_texts_stay_text(market: Market, door: str) -> None:
    for text in OURS:
        knock(market, DOORS[door], text)


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.django_db
def test_a_sample_of_public_hostile_texts_stays_text(market: Market, door: str, shared_data: Path) -> None:
    for text in sample(shared_data):
        knock(market, DOORS[door], text)


@pytest.mark.soak
@pytest.mark.parametrize("door", DOORS)
@pytest.mark.django_db
def test_all_public_hostile_texts_stay_text(market: Market, door: str, shared_data: Path) -> None:
    for text in collections(shared_data):
        knock(market, DOORS[door], text)


@pytest.mark.django_db
def test_what_was_stored_is_what_was_typed(market: Market) -> None:
    text = 'Tom & "Jerry" <b>bold</b> {{ 7*7 }}'

    about_the_shop(market, text)

    market.shop.refresh_from_db()
    assert (market.shop.about, market.shop.city) == (text, plain_line(text))
    page = market.alice.get(reverse("storefront:shop", args=[market.shop.slug])).content.decode()
    assert "&lt;b&gt;bold&lt;/b&gt; {{ 7*7 }}" in page


@pytest.mark.parametrize(
    "path",
    [
        "/l/%00/bowl/",
        "/c/%00/",
        "/orders/%00/",
        "/media/%00.webp",
        "/search/?q=%00",
        "/c/kitchen/?brand=%00",
        "/?%00=1",
    ],
)
@pytest.mark.django_db
def test_a_nul_in_an_address_is_a_bad_request(client: Client, path: str) -> None:
    assert client.get(path).status_code == 400
