"""The seller's orders: who sees what, and what they can do."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from accounts.models import User
from core import clock
from orders.models import Order
from orders.states import OrderStatus
from orders.tests.factories import (
    cancelled_order,
    completed_order,
    on_sale,
    packed_order,
    paid_order,
    placed_purchase,
    sent_order,
)
from payments.models import Refund
from sellers.models import Shop, ShopRole
from sellers.services import suspend_seller
from sellers.tests.factories import a_person, a_reviewer, open_shop, works_in

As = Callable[[User], Client]
OTHER = {"carrier": "other", "carrier_name": "JNE", "tracking_number": "8820 1145"}


@pytest.fixture
def shop(bob: User) -> Shop:
    return open_shop(bob)


def works_as(shop: Shop, role: ShopRole) -> User:
    user = a_person()
    works_in(shop, user, role)
    return user


def path(order: Order, action: str = "") -> str:
    return f"/desk/{order.shop.slug}/orders/{order.number}/{action}"


# --- The list


def test_the_oldest_promise_stands_on_top(as_: As, bob: User, shop: Shop) -> None:
    newer = paid_order(shop=shop)
    with clock.at(clock.now() - timedelta(days=9)):
        older = paid_order(shop=shop)
    sent = sent_order(shop=shop)

    text = as_(bob).get(f"/desk/{shop.slug}/orders/").content.decode()

    assert text.index(older.number) < text.index(newer.number)
    assert sent.number not in text
    assert "late" in text


def test_what_is_not_paid_is_not_the_sellers_business(as_: As, bob: User, shop: Shop) -> None:
    purchase = placed_purchase(shop=shop)
    order = purchase.orders.get()

    assert order.number not in as_(bob).get(f"/desk/{shop.slug}/orders/?show=all").content.decode()
    assert as_(bob).get(path(order)).status_code == 404


def test_the_list_costs_the_same_for_one_order_as_for_ten(
    as_: As, bob: User, shop: Shop, count_queries: Callable[[Callable[[], object]], int]
) -> None:
    client, mug = as_(bob), on_sale(shop, stock=20)
    paid_order(variant=mug)
    cost_of_one = count_queries(lambda: client.get(f"/desk/{shop.slug}/orders/"))
    for _ in range(9):
        paid_order(variant=mug)

    assert count_queries(lambda: client.get(f"/desk/{shop.slug}/orders/")) == cost_of_one <= 8


def test_one_order_costs_few_statements(
    as_: As, bob: User, shop: Shop, count_queries: Callable[[Callable[[], object]], int]
) -> None:
    order, client = sent_order(shop=shop), as_(bob)

    assert count_queries(lambda: client.get(path(order))) <= 8


# --- One order


def test_the_money_bar_shows_share_and_commission(as_: As, bob: User, shop: Shop) -> None:
    order = paid_order(variant=on_sale(shop, price=14_500_000))

    text = as_(bob).get(path(order)).content.decode()

    assert "8 % of the things" in text
    assert "is held" in text


@pytest.mark.parametrize("role", [ShopRole.OWNER, ShopRole.MANAGER, ShopRole.FULFILMENT])
def test_who_sends_sees_the_address_and_can_act(as_: As, shop: Shop, role: ShopRole) -> None:
    order = paid_order(shop=shop)
    client = as_(works_as(shop, role))

    assert "Canary Lane 1" in client.get(path(order)).content.decode()
    client.post(path(order, "pack/"))
    assert Order.objects.get(pk=order.pk).status == OrderStatus.PACKED


def test_finance_sees_the_order_without_the_address_and_cannot_act(as_: As, shop: Shop) -> None:
    order = paid_order(shop=shop)
    client = as_(works_as(shop, ShopRole.FINANCE))

    text = client.get(path(order)).content.decode()

    assert order.number in text
    assert "Canary Lane" not in text
    for action in ("pack/", "ship/", "cancel/"):
        assert client.post(path(order, action), OTHER).status_code == 404
    assert Order.objects.get(pk=order.pk).status == OrderStatus.PAID


def test_the_address_is_gone_a_month_after_completion(as_: As, bob: User, shop: Shop) -> None:
    order = completed_order(shop=shop)

    assert "Canary Lane" in as_(bob).get(path(order)).content.decode()
    with clock.at(clock.now() + timedelta(days=31)):
        text = as_(bob).get(path(order)).content.decode()
    assert "Canary Lane" not in text
    assert "no longer needed" in text


def test_the_address_of_a_cancelled_order_is_gone_at_once(as_: As, bob: User, shop: Shop) -> None:
    assert "Canary Lane" not in as_(bob).get(path(cancelled_order(shop=shop))).content.decode()


# --- Who may not

ACTIONS = [("get", ""), ("get", "promise/1/"), ("post", "pack/"), ("post", "ship/"), ("post", "cancel/")]


@pytest.mark.parametrize(("method", "action"), ACTIONS)
def test_nobody_else_finds_or_changes_anything(
    as_: As, alice: User, carol: User, mallory: User, shop: Shop, method: str, action: str
) -> None:
    order = paid_order(alice, shop)
    open_shop(carol, name="Next door")
    strangers = [as_(alice), as_(carol), as_(mallory), as_(works_as(shop, ShopRole.CATALOGUE))]

    for client in strangers:
        response = getattr(client, method)(path(order, action), OTHER)
        assert response.status_code == 404
        assert "Canary Lane" not in response.content.decode()
        assert client.get(f"/desk/{shop.slug}/orders/").status_code == 404
    assert Order.objects.get(pk=order.pk).status == OrderStatus.PAID


@pytest.mark.parametrize(("method", "action"), ACTIONS)
def test_ones_own_shops_address_does_not_open_another_shops_order(
    as_: As, carol: User, shop: Shop, method: str, action: str
) -> None:
    order, next_door = paid_order(shop=shop), open_shop(carol, name="Next door")

    response = getattr(as_(carol), method)(f"/desk/{next_door.slug}/orders/{order.number}/{action}", OTHER)

    assert response.status_code == 404
    assert Order.objects.get(pk=order.pk).status == OrderStatus.PAID


@pytest.mark.parametrize(("method", "action"), ACTIONS)
def test_a_visitor_is_asked_to_sign_in(client: Client, shop: Shop, method: str, action: str) -> None:
    order = paid_order(shop=shop)

    assert getattr(client, method)(path(order, action), OTHER).status_code in (302, 405)
    assert Order.objects.get(pk=order.pk).status == OrderStatus.PAID


def test_a_suspended_seller_still_sends_what_was_bought(as_: As, bob: User, shop: Shop) -> None:
    order = paid_order(shop=shop)
    suspend_seller(shop.seller, by=a_reviewer(), because="The register says no.")

    as_(bob).post(path(order, "ship/"), OTHER)

    assert Order.objects.get(pk=order.pk).status == OrderStatus.HANDED_OVER


# --- Sending


def test_packing_and_handing_over(as_: As, bob: User, shop: Shop) -> None:
    order, client = paid_order(shop=shop), as_(bob)

    client.post(path(order, "pack/"))
    client.post(path(order, "ship/"), OTHER)

    order.refresh_from_db()
    assert (order.status, order.shipment.carrier_name, order.shipment.tracking_number) == (
        OrderStatus.HANDED_OVER,
        "JNE",
        "8820 1145",
    )


@pytest.mark.parametrize(
    "wrong",
    [
        {"carrier": "other", "carrier_name": "", "tracking_number": "1"},
        {"carrier": "other", "carrier_name": "JNE", "tracking_number": "  "},
        {"carrier": "pigeon", "carrier_name": "JNE", "tracking_number": "1"},
        {"carrier": "other", "carrier_name": "x" * 81, "tracking_number": "1"},
        {},
    ],
)
def test_a_parcel_that_cannot_be_followed_is_refused_beside_the_field(
    as_: As, bob: User, shop: Shop, wrong: dict[str, str]
) -> None:
    order = paid_order(shop=shop)

    response = as_(bob).post(path(order, "ship/"), wrong)

    assert response.status_code == 422
    assert 'class="errors"' in response.content.decode()
    assert Order.objects.get(pk=order.pk).status == OrderStatus.PAID


def test_the_demo_carrier_works_only_in_the_demo(as_: As, bob: User, shop: Shop, settings: Settings) -> None:
    order = paid_order(shop=shop)
    settings.DEMO = False

    assert as_(bob).post(path(order, "ship/"), {"carrier": "simulated"}).status_code == 422
    settings.DEMO = True
    assert as_(bob).post(path(order, "ship/"), {"carrier": "simulated"}).status_code == 302


def test_shipping_twice_is_one_parcel(as_: As, bob: User, shop: Shop) -> None:
    order, client = packed_order(shop=shop), as_(bob)

    client.post(path(order, "ship/"), OTHER)
    again = client.post(path(order, "ship/"), OTHER | {"tracking_number": "another"})

    assert again.status_code == 422
    assert order.shipment.tracking_number == "8820 1145"


def test_what_cannot_be_sent_is_cancelled_and_paid_back(as_: As, bob: User, shop: Shop) -> None:
    order = packed_order(shop=shop)

    as_(bob).post(path(order, "cancel/"))

    order.refresh_from_db()
    assert (order.status, order.cancelled_because) == (OrderStatus.CANCELLED, "by_seller")
    assert Refund.objects.get().amount == order.total


def test_the_seller_can_read_what_they_promised(as_: As, bob: User, shop: Shop) -> None:
    order = paid_order(shop=shop)

    text = as_(bob).get(path(order, "promise/1/")).content.decode()

    assert "Holds a third of a litre." in text


# --- Whose number it is


def test_the_number_says_whose_it_is(as_: As, bob: User, shop: Shop) -> None:
    order, client = paid_order(shop=shop), as_(bob)

    client.post(path(order, "ship/"), {"carrier": "other", "tracking_number": "1Z 5R8 939 03 5756 7127"})

    assert order.shipment.carrier_name == "UPS"
    text = client.get(path(order)).content.decode()
    assert "number verified by its check digit" in text
    assert 'trackNums=1Z5R89390357567127" rel="noopener nofollow"' in text


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"tracking_number": "1Z5R89390357567128"}, "This looks like a number of UPS, but its check digit is wrong"),
        ({"tracking_number": "1Z5R89390357567128", "carrier_name": "ups"}, "but its check digit is wrong"),
        ({"tracking_number": "1Z5R8939035756712", "carrier_name": "UPS"}, "No number of UPS looks like this"),
        ({"tracking_number": "000000000000"}, "This can be a number of FedEx or Purolator"),
        ({"tracking_number": "8820 1145"}, "Say which carrier has the parcel."),
    ],
)
def test_a_number_that_cannot_be_is_refused_beside_the_field(
    as_: As, bob: User, shop: Shop, sent: dict[str, str], sentence: str
) -> None:
    order = paid_order(shop=shop)

    response = as_(bob).post(path(order, "ship/"), {"carrier": "other"} | sent)

    text = response.content.decode()
    assert response.status_code == 422
    assert sentence in text
    assert f'value="{sent["tracking_number"]}"' in text
    assert Order.objects.get(pk=order.pk).status == OrderStatus.PAID


def test_the_seller_can_say_that_it_is_another_carriers(as_: As, bob: User, shop: Shop) -> None:
    order = paid_order(shop=shop)

    as_(bob).post(path(order, "ship/"), OTHER | {"tracking_number": "1Z5R89390357567128"})

    assert order.shipment.carrier_name == "JNE"
    assert "verified by its check digit" not in as_(bob).get(path(order)).content.decode()


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", "We look at the number while you type."),
        ("tracking_number=1Z5R89390357567127", "verified by its check digit"),
        ("tracking_number=YT2229521272164446", "the format fits"),
        ("tracking_number=1Z5R89390357567128", "its check digit is wrong"),
        ("tracking_number=000000000000", "say which carrier"),
        ("tracking_number=88201145&carrier_name=JNE", "We cannot check this number"),
        (f"tracking_number={'9' * 100}", "We look at the number while you type."),
    ],
)
def test_what_is_recognised_is_said_while_it_is_typed(as_: As, bob: User, shop: Shop, typed: str, words: str) -> None:
    response = as_(bob).get(f"/desk/{shop.slug}/orders/number/?{typed}")

    assert response.status_code == 200
    assert words in response.content.decode()


def test_a_number_that_was_typed_is_not_dropped_for_the_demo_carriers(as_: As, bob: User, shop: Shop) -> None:
    order = paid_order(shop=shop)

    response = as_(bob).post(path(order, "ship/"), {"carrier": "simulated", "tracking_number": "8820"})

    assert response.status_code == 422
    assert "The demo carrier gives its own number" in response.content.decode()
    assert Order.objects.get(pk=order.pk).status == OrderStatus.PAID
