"""The public page of a shop."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from catalog.tests.factories import a_draft, listing_on_sale
from core import clock
from reviews.tests.factories import a_review, delivered_line, removed_review
from sellers.models import SellerKind, Shop
from sellers.services import away_shop, close_shop
from sellers.tests.factories import suspended_shop
from storefront.tests.factories import NAUGHTY, euro_shop, things_on_sale


def shown(shop: Shop, query: str = "") -> str:
    answer = Client().get(reverse("storefront:shop", args=[shop.slug]) + query)
    assert answer.status_code == 200
    return answer.text


def test_an_unknown_shop_does_not_exist(db: None) -> None:
    assert Client().get("/shops/nobody/").status_code == 404


def test_a_new_shop_says_who_it_is_what_was_checked_and_what_is_promised(db: None) -> None:
    shop = euro_shop(name="Clay and Fire", about="Stoneware, thrown by hand.")

    text = shown(shop)

    for words in (
        "Clay and Fire",
        "Stoneware, thrown by hand.",
        "PT Tanah Liat Nusantara",
        "We did not visit",
        "Returns",
    ):
        assert words in text
    assert "Nothing on sale here" in text
    assert "Nobody has reviewed" in text
    assert reverse("policies:shop", args=[shop.slug]) in text


def test_it_shows_its_own_listings_on_sale_and_no_others(db: None) -> None:
    shop = euro_shop()
    listing_on_sale(shop, title="Celadon cup")
    a_draft(shop, title="A secret draft")
    listing_on_sale(title="A stranger's cup")

    text = shown(shop)

    assert "Celadon cup" in text
    assert "A secret draft" not in text
    assert "A stranger&#x27;s cup" not in text


def test_reviews_are_shown_with_the_number_behind_the_average(db: None) -> None:
    review = a_review(rating=5, text="Holds tea.")
    removed_review(shop=review.shop)

    text = shown(review.shop)

    assert "<b>5.0</b> of 5" in text
    assert "1 review from a buyer" in text
    assert text.count("Holds tea.") == 1


def test_a_private_person_keeps_name_and_address(db: None) -> None:
    shop = euro_shop(
        name="Attic treasures", kind=SellerKind.PRIVATE_PERSON, legal_name="Budi Santoso", registration_number=""
    )

    text = shown(shop)

    for secret in ("Budi Santoso", "Jalan Kemang", "halo@tanahliat.example", "+62 21"):
        assert secret not in text


@pytest.mark.parametrize(
    ("change", "words", "tone"), [(close_shop, "closed for good", "bad"), (away_shop, "taking a break", "info")]
)
def test_a_shop_that_does_not_sell_says_why(bob: User, change: Callable[..., object], words: str, tone: str) -> None:
    cup = listing_on_sale(euro_shop(bob), title="Celadon cup")
    change(cup.shop, by=bob)

    text = shown(cup.shop)

    assert words in text
    assert f'class="notice-{tone}"' in text
    assert "Celadon cup" not in text


def test_a_suspended_seller_sells_nothing(db: None) -> None:
    text = shown(suspended_shop())

    assert "may not sell here" in text
    assert "dissolved" not in text


def test_an_approval_that_ran_out_is_said(db: None, at: Any) -> None:
    shop = euro_shop()

    with at(clock.now() + timedelta(days=400)):
        assert "does not hold" in shown(shop)


@pytest.mark.parametrize("words", NAUGHTY)
def test_whatever_people_type_stays_text(db: None, words: str) -> None:
    shop = euro_shop(name=words[:80], about=words, legal_name=words, street=words, city=words[:100])

    text = shown(shop)

    assert "<script>alert" not in text
    assert "<img src=x" not in text
    assert ">14<" not in text


def test_pages_of_listings(db: None) -> None:
    shop = euro_shop()
    things_on_sale(25, shop)

    assert 'href="?page=2"' in shown(shop)
    assert shown(shop, "?page=2").count('class="card"') == 1
    assert shown(shop, "?page=nonsense").count('class="card"') == 24


def test_it_costs_the_same_for_one_of_everything_as_for_many(
    db: None, count_queries: Callable[[Callable[[], object]], int]
) -> None:
    shop = euro_shop()
    things_on_sale(1, shop)
    a_review(delivered_line(shop=shop))
    cost_of_one = count_queries(lambda: shown(shop))
    things_on_sale(40, shop)
    for _review in range(5):
        a_review(delivered_line(shop=shop))

    assert count_queries(lambda: shown(shop)) == cost_of_one <= 8
