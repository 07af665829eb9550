"""The public directory: everybody is in it, also who may not sell any more, and no private person by name."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from sellers.models import SellerKind, Shop
from sellers.services import away_shop, close_shop
from sellers.tests.factories import open_shop, suspended_shop, the_seller_of

pytestmark = pytest.mark.django_db
API = "/api/v1/merchants/"


def page(**asked: str) -> str:
    answer = Client().get(reverse("storefront:merchants"), asked)
    assert answer.status_code == 200
    return " ".join(answer.text.split())


def listed(**asked: str) -> list[str]:
    return [row["name"] for row in Client().get(API, asked).json()["results"]]


def private_shop(name: str = "Siti's corner") -> Shop:
    return open_shop(
        name=name, kind=SellerKind.PRIVATE_PERSON, registration_number="", legal_name="Siti Rahma", city="Bogor"
    )


def test_everybody_stands_in_it_by_name() -> None:
    for name in ("Zebra", "apple", "Mango"):
        open_shop(name=name)

    text = page()
    assert text.index("apple") < text.index("Mango") < text.index("Zebra")
    assert listed() == ["apple", "Mango", "Zebra"]
    assert text.count("PT Tanah Liat Nusantara") == 3


def test_a_private_person_is_found_by_the_shop_alone() -> None:
    private_shop()

    for text in (page(), page(q="corner"), Client().get(API).text):
        assert "Siti" in text
        assert "Rahma" not in text
        assert "Kemang" not in text
    assert "Bogor" in page()
    # What was looked for stands in the field; nothing else of the name does.
    assert page(q="Rahma").count("Rahma") == 1
    assert "Nobody of that name" in page(q="Rahma")
    assert listed(q="rahma") == []


def test_a_business_is_found_by_either_name() -> None:
    open_shop(name="Clay and Fire")
    assert listed(q="clay") == listed(q="NUSANTARA") == ["Clay and Fire"]
    assert listed(q="porcelain") == []


def test_country_and_kind_narrow_it_and_nonsense_does_not() -> None:
    open_shop(name="Near")
    open_shop(name="There", country="DE", currency="EUR")
    private_shop("Alone")

    assert listed(country="DE") == ["There"]
    assert listed(kind="private_person") == ["Alone"]
    assert "There" in page(country="DE")
    assert "Near" not in page(country="DE")
    assert "Alone" in page(country="nowhere", kind="king", page="no number")


def test_who_may_not_sell_stays_with_the_reason_and_the_day(bob: User, carol: User) -> None:
    suspended_shop(name="Suspended")
    close_shop(open_shop(bob, name="Closed"), by=bob)
    away_shop(open_shop(carol, name="Away"), by=carol)
    seller = the_seller_of(open_shop(name="Lapsed"))
    type(seller).objects.filter(pk=seller.pk).update(sells_until=seller.approved_at)

    text = page()
    assert "This seller may not sell here at the moment. <span" in text
    assert "The shop is closed for good. <span" in text
    assert text.count("Since ") == 2
    assert "The shop is taking a break." in text
    assert "The approval of this seller, or something that it takes, does not hold at the moment." in text
    rows = {row["name"]: row for row in Client().get(API).json()["results"]}
    assert {name for name, row in rows.items() if row["is_trading"]} == set()
    assert {name for name, row in rows.items() if row["since"]} == {"Suspended", "Closed"}


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "%", "_", "' OR 1=1 --", "a" * 5000, "\u202e"])
def test_hostile_words_find_nothing_and_stay_text(text: str) -> None:
    open_shop(name="Plain")
    answer = Client().get(reverse("storefront:merchants"), {"q": text, "country": text, "kind": text})

    assert answer.status_code == 200
    assert "<script>alert" not in answer.text


def test_a_page_costs_the_same_for_one_as_for_many(count_queries: Callable[[Callable[[], object]], int]) -> None:
    open_shop(name="One")
    page()
    of_one = count_queries(page)
    for place in range(8):
        open_shop(name=f"Shop {place}")

    assert count_queries(page) == of_one <= 4
    assert count_queries(listed) <= 2


@pytest.mark.usefixtures("remembering")
def test_it_is_kept_until_somebody_comes_or_goes(bob: User, made: list[str]) -> None:
    shop = open_shop(bob, name="First")
    assert "First" in page()
    page()
    page(q="first")
    assert len(made) == 1

    open_shop(name="Second")
    assert "Second" in page()
    close_shop(shop, by=bob)
    assert "The shop is closed for good." in page()


def test_the_way_to_it_stands_on_every_page() -> None:
    assert f'href="{reverse("storefront:merchants")}"' in Client().get("/").text
