"""What needs a seller today, and whom it concerns."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from catalog.tests.factories import a_draft, listing_on_sale, the_variant
from core.formatting import money
from orders.models import Order
from orders.services import confirm_arrival, ship_order
from orders.tests.factories import basket_with, completed_order, on_sale, paid_order, pay, place, sent_order
from reviews.services import reply_to_review
from reviews.tests.factories import a_review, delivered_line
from sellers.models import Membership, Shop, ShopRole
from sellers.services import away_shop
from sellers.tests.factories import a_person, works_in
from storefront.tests.factories import NAUGHTY, euro_shop, things_on_sale


def desk(shop: Shop) -> str:
    return reverse("storefront:desk", args=[shop.slug])


def shown(client: Client, shop: Shop) -> str:
    answer = client.get(desk(shop))
    assert answer.status_code == 200
    return answer.text


@pytest.fixture
def shop(bob: User) -> Shop:
    return euro_shop(bob, name="Clay and Fire")


@pytest.fixture
def as_bob(as_: Callable[[User], Client], bob: User) -> Client:
    return as_(bob)


def test_strangers_find_no_desk(
    shop: Shop, as_: Callable[[User], Client], alice: User, mallory: User, carol: User
) -> None:
    euro_shop(carol, name="Next door")
    paid_order(alice, shop)

    for person in (alice, mallory, carol):
        answer = as_(person).get(desk(shop))
        assert answer.status_code == 404
        assert "Clay and Fire" not in answer.text


def test_a_visitor_is_sent_to_sign_in(shop: Shop) -> None:
    for url in (desk(shop), reverse("storefront:desk")):
        answer = Client().get(url)
        assert answer.status_code == 302
        assert answer["Location"].startswith(reverse("account_login"))


def test_a_desk_of_a_shop_that_is_not_does_not_exist(as_bob: Client) -> None:
    assert as_bob.get("/desk/nothing/").status_code == 404


def test_a_new_shop_is_told_what_to_do_first(shop: Shop, as_bob: Client) -> None:
    text = shown(as_bob, shop)

    assert "Nothing to send" in text
    assert "Nothing on sale yet" in text
    assert reverse("catalog:listing_new", args=[shop.slug]) in text


def test_it_shows_orders_to_send_stock_that_runs_low_and_drafts(shop: Shop, as_bob: Client) -> None:
    cup = listing_on_sale(shop, title="Celadon cup", stock=3)
    a_draft(shop, title="Half a draft")
    order = paid_order(shop=shop, variant=the_variant(cup))

    text = shown(as_bob, shop)

    assert reverse("orders:desk_detail", args=[shop.slug, order.number]) in text
    assert "Celadon cup" in text
    assert reverse("catalog:listing_edit", args=[shop.slug, cup.number]) in text


def test_money_is_held_until_it_is_released(shop: Shop, as_bob: Client) -> None:
    held = sent_order(shop=shop, variant=the_variant(listing_on_sale(shop, price="145.00")))
    released = completed_order(shop=shop, variant=the_variant(listing_on_sale(shop, price="90.00")))

    text = shown(as_bob, shop)

    assert f"<dd>{money(held.sellers_share)}</dd>" in text
    assert f"<dd>{money(released.sellers_share)}</dd>" in text


def test_orders_of_another_shop_are_not_shown(shop: Shop, as_bob: Client) -> None:
    other = paid_order()

    assert other.number not in shown(as_bob, shop)


@pytest.mark.parametrize(
    ("role", "sees_orders", "sees_listings"),
    [
        (ShopRole.MANAGER, True, True),
        (ShopRole.CATALOGUE, False, True),
        (ShopRole.FULFILMENT, True, False),
        (ShopRole.FINANCE, True, False),
    ],
)
def test_each_role_sees_what_it_works_with(
    shop: Shop, as_: Callable[[User], Client], role: str, sees_orders: bool, sees_listings: bool
) -> None:
    helper = a_person("Helper")
    works_in(shop, helper, role)
    order = paid_order(shop=shop)

    text = shown(as_(helper), shop)

    assert (order.number in text) is sees_orders
    assert ("Held for you" in text) is sees_orders
    assert ("Running low" in text) is sees_listings


def test_a_shop_that_is_away_is_reminded(shop: Shop, bob: User, as_bob: Client) -> None:
    away_shop(shop, by=bob)

    assert "so nothing is on sale" in shown(as_bob, shop)


def test_what_buyers_found_is_there(shop: Shop, as_bob: Client) -> None:
    a_review(delivered_line(shop=shop), text="Holds tea.")

    assert "Holds tea." in shown(as_bob, shop)


def test_reviews_that_wait_for_a_reply_are_counted(shop: Shop, bob: User, as_bob: Client) -> None:
    answered, _waiting = (a_review(delivered_line(shop=shop)) for _ in range(2))
    a_review(delivered_line())
    reply_to_review(answered, by=bob, text="Thank you.")

    assert f'<a href="{reverse("reviews:desk", args=[shop.slug])}">1</a>' in shown(as_bob, shop)


def test_who_cannot_reply_is_not_asked_to(shop: Shop, as_: Callable[[User], Client]) -> None:
    helper = a_person("Helper")
    Membership.objects.create(shop=shop, user=helper, role=ShopRole.CATALOGUE)

    assert "Reviews to answer" not in shown(as_(helper), shop)


def test_one_shop_needs_no_choice(shop: Shop, as_bob: Client) -> None:
    assert as_bob.get(reverse("storefront:desk"))["Location"] == desk(shop)


def test_several_shops_are_listed(shop: Shop, bob: User, as_bob: Client) -> None:
    second = euro_shop(name="Next door")
    Membership.objects.create(shop=second, user=bob, role=ShopRole.MANAGER)

    text = as_bob.get(reverse("storefront:desk")).text

    assert desk(shop) in text
    assert desk(second) in text


def test_who_works_nowhere_is_shown_the_way(as_: Callable[[User], Client], alice: User) -> None:
    assert reverse("sellers:start") in as_(alice).get(reverse("storefront:desk")).text


@pytest.mark.parametrize("words", NAUGHTY)
def test_whatever_people_type_stays_text(bob: User, as_bob: Client, words: str) -> None:
    shop = euro_shop(bob, name=words[:80])
    listing_on_sale(shop, title=words, stock=1)

    text = shown(as_bob, shop)

    assert "<script>alert" not in text
    assert "<img src=x" not in text


def test_it_costs_the_same_for_one_of_everything_as_for_many(
    shop: Shop, as_bob: Client, count_queries: Callable[[Callable[[], object]], int]
) -> None:
    def a_day() -> None:
        listing_on_sale(shop, stock=1)
        paid_order(shop=shop)
        a_review(delivered_line(shop=shop))

    a_day()
    cost_of_one = count_queries(lambda: shown(as_bob, shop))
    for _day in range(6):
        a_day()
    things_on_sale(20, shop, stock=2)

    # Besides: the session, the person, the holes.
    assert count_queries(lambda: shown(as_bob, shop)) == cost_of_one <= 8


def test_what_should_have_left_already_is_marked(shop: Shop, as_bob: Client, at: Any) -> None:
    order = paid_order(shop=shop)

    assert "1 is late" not in shown(as_bob, shop)
    with at(datetime.combine(order.promised_by, time(), tzinfo=UTC) + timedelta(days=1)):
        assert "1 is late" in shown(as_bob, shop)


def test_the_standing_is_judged_by_the_shoppers_clock_whatever_the_sellers_says(
    shop: Shop, bob: User, as_bob: Client, at: Any
) -> None:
    """It is already the next day in UTC and in Tokyo, where he reads, and still the promised one in Los Angeles."""
    User.objects.filter(pk=bob.pk).update(time_zone="Asia/Tokyo")
    basket = basket_with(on_sale(shop, price=14_500))
    order = pay(place(basket, time_zone="America/Los_Angeles")[0]).orders.get()
    next_day = datetime.combine(order.promised_by, time(4), tzinfo=UTC) + timedelta(days=1)

    with at(next_day):
        assert "1 is late" not in shown(as_bob, shop)
        ship_order(order, carrier="other", carrier_name="JNE", tracking_number="8820 1145")
        confirm_arrival(order)
        assert "1 of 1" in shown(as_bob, shop)
    Order.objects.filter(pk=order.pk).update(delivered_at=next_day + timedelta(hours=5))
    assert "0 of 1" in shown(as_bob, shop)
