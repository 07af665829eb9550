"""A shopper's orders: who sees them, what they say, what can be done."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.db import transaction
from django.test import Client

from accounts.events import EmailConfirmed
from accounts.models import User
from core import clock
from core.events import announce
from orders import services
from orders.models import Order
from orders.states import OrderStatus, TrackingCode
from orders.tests.factories import (
    cancelled_order,
    completed_order,
    delivered_order,
    guest_purchase,
    on_sale,
    order_in,
    packed_order,
    paid_order,
    placed_purchase,
    sent_order,
)
from payments.models import Refund
from sellers.tests.factories import open_shop

As = Callable[[User], Client]


def page(client: Client, order: Order) -> str:
    response = client.get(f"/orders/{order.number}/")
    assert response.status_code == 200
    return response.content.decode()


# --- What it says


@pytest.mark.parametrize("status", OrderStatus)
def test_the_page_of_an_order_works_in_every_status(as_: As, status: str) -> None:
    order = order_in(status)
    assert order.purchase.shopper is not None

    text = page(as_(order.purchase.shopper), order)

    assert order.number in text
    assert str(OrderStatus(status).label) in text
    assert "Canary Lane 1" in text


def test_held_money_says_until_when_and_by_which_rule(as_: As, alice: User) -> None:
    order = delivered_order(alice)

    text = page(as_(alice), order)

    assert "is held, not yet the seller" in text
    assert "Released to Tanah Liat on" in text
    assert "All is well, release now" in text


def test_the_parcel_shows_its_scans(as_: As, alice: User) -> None:
    order = sent_order(alice)
    services.record_tracking(order.shipment, code=TrackingCode.IN_TRANSIT, place="Singapore")

    text = page(as_(alice), order)

    assert "Singapore" in text
    assert "8820 1145" in text


def test_the_promise_can_be_read_whole(as_: As, alice: User) -> None:
    order = paid_order(alice)

    text = as_(alice).get(f"/orders/{order.number}/promise/1/").content.decode()

    assert "Holds a third of a litre." in text
    assert "PT Tanah Liat Nusantara" in text
    assert "The text fits its fingerprint." in text
    assert order.lines.get().promise_id in text
    assert as_(alice).get(f"/orders/{order.number}/promise/2/").status_code == 404


def test_a_delivered_line_leads_to_its_review(as_: As, alice: User) -> None:
    assert "Write a review" not in page(as_(alice), sent_order(alice))
    assert "Write a review" in page(as_(alice), delivered_order(alice))


# --- What the shopper does


def test_accepting_releases_the_money(as_: As, alice: User) -> None:
    order = delivered_order(alice)

    as_(alice).post(f"/orders/{order.number}/accept/")

    assert Order.objects.get(pk=order.pk).status == OrderStatus.COMPLETED


def test_confirming_the_arrival_starts_the_window(as_: As, alice: User) -> None:
    order = sent_order(alice)

    as_(alice).post(f"/orders/{order.number}/arrived/")

    order.refresh_from_db()
    assert (order.status, order.delivered_says) == (OrderStatus.DELIVERED, "shopper")
    assert order.release_at is not None
    assert order.release_at > clock.now() + timedelta(days=2)


def test_cancelling_before_packing_pays_back(as_: As, alice: User) -> None:
    order = paid_order(alice)

    as_(alice).post(f"/orders/{order.number}/cancel/")

    assert Order.objects.get(pk=order.pk).status == OrderStatus.CANCELLED
    assert Refund.objects.get().amount == order.total


def test_a_refusal_is_a_sentence_on_the_same_page(as_: As, alice: User) -> None:
    order = packed_order(alice)

    response = as_(alice).post(f"/orders/{order.number}/cancel/", follow=True)

    assert "The shop has already packed this order." in response.content.decode()
    assert Order.objects.get(pk=order.pk).status == OrderStatus.PACKED


# --- Who may not

DOORS = [
    ("get", "/orders/{}/"),
    ("get", "/orders/{}/promise/1/"),
    ("post", "/orders/{}/accept/"),
    ("post", "/orders/{}/arrived/"),
    ("post", "/orders/{}/cancel/"),
]


@pytest.mark.parametrize(("method", "path"), DOORS)
def test_another_person_finds_nothing_and_changes_nothing(
    as_: As, alice: User, bob: User, mallory: User, method: str, path: str
) -> None:
    order = delivered_order(alice, open_shop(bob))
    before = Order.objects.filter(pk=order.pk).values().get()

    for client in (as_(mallory), as_(bob)):
        response = getattr(client, method)(path.format(order.number))
        assert response.status_code == 404
        assert "Canary Lane" not in response.content.decode()
    assert Order.objects.filter(pk=order.pk).values().get() == before


@pytest.mark.parametrize(("method", "path"), DOORS)
def test_a_visitor_is_asked_to_sign_in(client: Client, db: None, method: str, path: str) -> None:
    order = delivered_order()

    response = getattr(client, method)(path.format(order.number))

    assert response.status_code == 302
    assert "/accounts/login/" in response["Location"]
    assert Order.objects.get(pk=order.pk).status == OrderStatus.DELIVERED


@pytest.mark.parametrize("path", [path for method, path in DOORS if method == "post"])
def test_nothing_changes_by_a_get(as_: As, alice: User, path: str) -> None:
    order = delivered_order(alice)

    assert as_(alice).get(path.format(order.number)).status_code == 405
    assert Order.objects.get(pk=order.pk).status == OrderStatus.DELIVERED


@pytest.mark.parametrize("suffix", ["", "cancel/"])
def test_a_strangers_purchase_is_not_found(as_: As, alice: User, mallory: User, client: Client, suffix: str) -> None:
    purchase = placed_purchase(alice)

    for stranger in (as_(mallory), client):
        assert stranger.post(f"/checkout/pay/{purchase.number}/{suffix}").status_code == 404
        assert stranger.get(f"/checkout/pay/{purchase.number}/").status_code == 404
        assert stranger.get(f"/checkout/return/{purchase.number}/").status_code == 404
    purchase.refresh_from_db()
    assert purchase.status == "awaiting_payment"


# --- The list


def test_the_list_shows_ones_own_orders_newest_first(as_: As, alice: User) -> None:
    first, second, other = paid_order(alice), cancelled_order(alice), paid_order()

    text = as_(alice).get("/orders/").content.decode()

    assert text.index(second.number) < text.index(first.number)
    assert other.number not in text


def test_the_list_costs_the_same_for_one_order_as_for_ten(
    as_: As, alice: User, count_queries: Callable[[Callable[[], object]], int]
) -> None:
    client, mug = as_(alice), on_sale(stock=50)
    paid_order(alice, variant=mug)
    cost_of_one = count_queries(lambda: client.get("/orders/"))
    for _ in range(9):
        paid_order(alice, variant=mug)

    assert count_queries(lambda: client.get("/orders/")) == cost_of_one <= 8


def test_an_order_costs_few_statements(
    as_: As, alice: User, count_queries: Callable[[Callable[[], object]], int]
) -> None:
    order, client = completed_order(alice), as_(alice)

    assert count_queries(lambda: page(client, order)) <= 8


# --- Guests


def test_the_secret_link_opens_a_guests_order_and_leaves_the_secret_behind(client: Client, db: None) -> None:
    purchase = guest_purchase()
    order = purchase.orders.get()

    response = client.get(f"/orders/open/{purchase.number}/{purchase.access_token}/")

    assert response["Location"] == f"/orders/{order.number}/"
    assert "Canary Lane 1" in page(client, order)
    assert order.number in client.get("/orders/").content.decode()
    assert purchase.access_token not in page(client, order)


@pytest.mark.parametrize("wrong", ["x", "null", "None", "0", "..", "[]", "%00", "prefix", "another"])
def test_a_wrong_secret_opens_nothing(client: Client, db: None, wrong: str) -> None:
    purchase, other = guest_purchase(), guest_purchase()
    token = {"prefix": purchase.access_token[:-1], "another": other.access_token}.get(wrong, wrong)

    response = client.get(f"/orders/open/{purchase.number}/{token}/")

    assert response.status_code in (400, 404)
    assert client.get(f"/orders/{purchase.orders.get().number}/").status_code == 302


def test_one_guests_link_opens_no_other_guests_order(client: Client, db: None) -> None:
    mine, other = guest_purchase(), guest_purchase()
    client.get(f"/orders/open/{mine.number}/{mine.access_token}/")

    assert client.get(f"/orders/{other.orders.get().number}/").status_code == 404
    assert client.get(f"/checkout/pay/{other.number}/").status_code == 404


def test_a_guest_can_accept(client: Client, db: None) -> None:
    purchase = guest_purchase()
    order = purchase.orders.get()
    services.ship_order(order, carrier="other", carrier_name="JNE", tracking_number="1")
    client.get(f"/orders/open/{purchase.number}/{purchase.access_token}/")

    client.post(f"/orders/{order.number}/accept/")

    assert Order.objects.get(pk=order.pk).status == OrderStatus.COMPLETED


def test_who_signs_in_at_the_same_machine_does_not_see_what_a_guest_had_opened(client: Client, mallory: User) -> None:
    purchase = guest_purchase()
    order = purchase.orders.get()
    client.get(f"/orders/open/{purchase.number}/{purchase.access_token}/")
    EmailAddress.objects.create(user=mallory, email=mallory.email, verified=True, primary=True)

    client.post("/accounts/login/", {"login": mallory.email, "password": "Mallory opens the door"})

    assert order.number not in client.get("/orders/").content.decode()
    assert client.get(f"/orders/{order.number}/").status_code == 404
    assert client.get("/checkout/pay/" + purchase.number + "/").status_code == 404
    # Whoever has the link may still open it.
    client.get(f"/orders/open/{purchase.number}/{purchase.access_token}/")
    assert "Canary Lane 1" in page(client, order)


def test_confirming_the_address_claims_the_orders_and_closes_the_link(client: Client, as_: As, alice: User) -> None:
    purchase = guest_purchase(email="alice@example.com")
    order = purchase.orders.get()
    client.get(f"/orders/open/{purchase.number}/{purchase.access_token}/")

    assert services.claim_guest_purchases(alice, email="Alice@Example.com") == 1
    assert services.claim_guest_purchases(alice, email="alice@example.com") == 0

    assert page(as_(alice), order)
    assert client.get(f"/orders/{order.number}/").status_code == 404
    fresh = Client()
    fresh.get(f"/orders/open/{purchase.number}/{purchase.access_token}/")
    assert fresh.get(f"/orders/{order.number}/").status_code == 302


@pytest.mark.parametrize("is_verified", [True, False])
def test_a_confirmed_address_claims_as_long_as_it_is_theirs(
    alice: User, deliver: Callable[[], int], is_verified: bool
) -> None:
    purchase = guest_purchase(email="second@example.com")
    address = EmailAddress.objects.create(user=alice, email="Second@example.com", verified=is_verified)
    with transaction.atomic():
        announce(EmailConfirmed(user_id=alice.pk, address_id=address.pk))

    deliver()

    purchase.refresh_from_db()
    assert purchase.shopper == (alice if is_verified else None)


def test_another_address_claims_nothing(db: None, mallory: User) -> None:
    guest_purchase(email="alice@example.com")

    assert services.claim_guest_purchases(mallory, email=mallory.email) == 0


def test_signing_in_claims_what_was_bought_meanwhile_with_a_confirmed_address(client: Client, alice: User) -> None:
    EmailAddress.objects.create(user=alice, email=alice.email, verified=True, primary=True)
    EmailAddress.objects.create(user=alice, email="unproven@example.com", verified=False)
    claimed, other = guest_purchase(email="alice@example.com"), guest_purchase(email="unproven@example.com")

    client.post("/accounts/login/", {"login": alice.email, "password": "Alice opens the door"})

    assert page(client, claimed.orders.get())
    assert client.get(f"/orders/{other.orders.get().number}/").status_code == 404
