"""The way from the basket to the provider's page, as browsers walk it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from catalog.models import Variant
from catalog.services import set_price
from core.money import Money
from orders import services
from orders.models import BasketLine, Order, Purchase
from orders.states import PurchaseStatus
from orders.tests.factories import HOME, on_sale, settle, two_ways
from payments.models import Payment
from payments.providers.sandbox import charge_with, decide
from sellers.tests.factories import open_shop

ADDRESS = {
    "full_name": HOME.full_name,
    "street": HOME.street,
    "postal_code": HOME.postal_code,
    "city": HOME.city,
    "region": "",
    "country": HOME.country,
    "phone": HOME.phone,
}


def put(client: Client, *variants: Variant) -> None:
    for variant in variants:
        client.post("/basket/add/", {"variant": variant.pk, "quantity": 1})


def hidden(response: Any) -> dict[str, str]:
    """What the page carries along in its hidden fields, as a browser would send it."""
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', response.content.decode())
    return {name: value for name, value in found if name != "csrfmiddlewaretoken"}


def key_of(client: Client) -> str:
    return hidden(client.get("/checkout/"))["key"]


def review(client: Client, **changes: str) -> Any:
    """Fill in the first page and go on to the review."""
    ways = {f"delivery-{slug}": "standard" for slug in Variant.objects.values_list("shop__slug", flat=True)}
    page = client.get("/checkout/")
    for name in list(ways):
        match = re.search(rf'name="{name}" value="([^"]+)"', page.content.decode())
        ways[name] = match[1] if match else ""
    sent = {**ADDRESS, **ways, "email": "guest@example.com", "key": hidden(page)["key"], "step": "review", **changes}
    return client.post("/checkout/", sent)


def place(client: Client, reviewed: Any, **changes: str) -> Any:
    return client.post("/checkout/", {**hidden(reviewed), "step": "place", **changes})


def test_buying_again_and_again_from_one_address_is_slowed_down(client: Client, db: None) -> None:
    for _each in range(30):
        client.post("/checkout/", {**ADDRESS, "email": "guest@example.com", "key": "a" * 32, "step": "place"})
    put(client, on_sale())

    refused = place(client, review(client))

    assert (refused.status_code, Purchase.objects.count()) == (429, 0)


def test_a_guest_buys_from_two_shops_and_comes_back_paid(client: Client, db: None) -> None:
    clay, wood = on_sale(open_shop(name="Clay")), on_sale(open_shop(name="Wood"))
    put(client, clay, wood)

    reviewed = review(client)
    assert reviewed.status_code == 200
    assert "This is what is promised" in reviewed.content.decode()
    response = place(client, reviewed)

    purchase = Purchase.objects.get()
    payment = Payment.objects.get()
    assert response.status_code == 302
    assert response["Location"] == payment.redirect_url
    assert (purchase.email, purchase.shopper, payment.amount) == ("guest@example.com", None, purchase.total)

    decide(charge_with(payment.provider_reference), "pay")
    returned = client.get(f"/checkout/return/{purchase.number}/", follow=True)

    purchase.refresh_from_db()
    assert purchase.status == PurchaseStatus.PAID
    page = returned.content.decode()
    assert "Thank you. It is paid." in page
    for words in (
        "What happens next",
        "is held, not yet the seller&#x27;s",
        "If something is not right",
        "What you paid",
    ):
        assert words in page
    for order in purchase.orders.all():
        assert order.number in returned.content.decode()
        assert client.get(f"/orders/{order.number}/").status_code == 200


def test_a_guests_mails_are_in_the_zone_of_their_browser(client: Client, db: None) -> None:
    client.cookies["time_zone"] = "Asia/Jakarta"
    put(client, on_sale())

    place(client, review(client))

    assert Purchase.objects.get().time_zone == "Asia/Jakarta"


def test_a_member_needs_no_mail_address(as_: Callable[[User], Client], alice: User) -> None:
    client = as_(alice)
    put(client, on_sale())

    place(client, review(client, email="mallory@example.com"))

    purchase = Purchase.objects.get()
    assert (purchase.shopper, purchase.email) == (alice, "alice@example.com")


def test_the_next_time_the_address_is_there_already(as_: Callable[[User], Client], alice: User) -> None:
    client = as_(alice)
    put(client, on_sale())
    place(client, review(client))
    put(client, on_sale())

    assert "Canary Lane 1" in client.get("/checkout/").content.decode()


def test_two_currencies_are_said_before_and_paid_one_after_the_other(client: Client, db: None) -> None:
    mug = on_sale(open_shop(name="Clay"))
    lamp = on_sale(open_shop(name="Licht", country="DE", currency="EUR"), price=4_900)
    put(client, mug, lamp)

    assert "2 purchases" in client.get("/basket/").content.decode()
    reviewed = review(client)
    assert "2 purchases" in reviewed.content.decode()
    response = place(
        client,
        reviewed,
    )

    euro, rupiah = Purchase.objects.order_by("currency")
    assert response["Location"] == reverse("orders:pay", args=[euro.number])
    assert rupiah.number in client.get(response["Location"]).content.decode()
    to_provider = client.post(f"/checkout/pay/{euro.number}/")
    decide(charge_with(Payment.objects.get().provider_reference), "pay")
    returned = client.get(f"/checkout/return/{euro.number}/")
    assert to_provider.status_code == 302
    assert returned["Location"] == reverse("orders:pay", args=[rupiah.number])


# --- Refused with a sentence, and what was typed is kept


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("email", "no address"),
        ("email", ""),
        ("email", "guest@" + ".".join(["x" * 60] * 4) + ".example.com"),
        ("full_name", ""),
        ("street", "   "),
        ("city", "x" * 101),
        ("country", "XX"),
        ("key", ""),
    ],
)
def test_a_wrong_field_is_refused_and_the_rest_is_kept(client: Client, db: None, field: str, value: str) -> None:
    put(client, on_sale())

    response = review(client, **{field: value})

    assert response.status_code == 422
    assert "Not sent yet" in response.content.decode()
    kept = "Canary Lane 1" if field != "street" else "10115"
    assert kept in response.content.decode()
    assert not Purchase.objects.exists()


def test_a_way_of_delivery_that_the_shop_does_not_offer_is_refused(client: Client, db: None) -> None:
    mug = on_sale()
    put(client, mug)

    response = review(client, **{f"delivery-{mug.shop.slug}": "teleport"})

    assert response.status_code == 422


def test_an_empty_basket_leads_back_to_the_basket(client: Client, db: None) -> None:
    assert client.get("/checkout/")["Location"] == "/basket/"
    assert client.post("/checkout/", {"step": "review"})["Location"] == "/basket/"
    assert client.post("/checkout/", {"step": "place"}).status_code in (302, 422)


def test_going_back_from_the_review_keeps_everything(client: Client, db: None) -> None:
    put(client, on_sale())
    reviewed = review(client)

    response = client.post("/checkout/", {**hidden(reviewed), "step": "change"})

    assert response.status_code == 200
    assert "Canary Lane 1" in response.content.decode()
    assert hidden(response)["key"] == hidden(reviewed)["key"]


# --- What changed is said


def test_a_price_that_changed_since_the_review_is_said_and_asked_again(client: Client, db: None) -> None:
    mug = on_sale(price=14_500_000)
    put(client, mug)
    reviewed = review(client)
    set_price(mug, price=Money(15_500_000, "IDR"), by=None)

    asked_again = place(client, reviewed)

    assert asked_again.status_code == 409
    assert "you were shown" in asked_again.content.decode()
    assert not Purchase.objects.exists()
    assert place(client, asked_again).status_code == 302
    assert Order.objects.get().lines.get().unit_amount == 15_500_000


def test_what_sold_out_since_the_review_leads_back_to_the_basket(client: Client, db: None) -> None:
    mug = on_sale(stock=1)
    put(client, mug)
    reviewed = review(client)
    Variant.objects.filter(pk=mug.pk).update(on_hand=0, sold=1)

    response = client.post("/checkout/", {**hidden(reviewed), "step": "place"}, follow=True)

    assert "sold out" in response.content.decode()
    assert not Purchase.objects.exists()


@pytest.mark.parametrize("made_up", ["", "made:up", "eyJ0b3RhbHMiOnt9fQ:1:x"])
def test_a_review_that_was_never_shown_is_shown_first(client: Client, db: None, made_up: str) -> None:
    put(client, on_sale())
    reviewed = review(client)

    response = place(client, reviewed, shown=made_up)

    assert response.status_code == 409
    assert not Purchase.objects.exists()


@pytest.mark.parametrize(
    "name", ["price", "total", "total_amount", "delivery_amount", "currency", "unit_amount", "fee"]
)
def test_no_price_that_a_browser_sends_counts(client: Client, db: None, name: str) -> None:
    mug = on_sale(price=14_500_000)
    two_ways(mug.shop)
    put(client, mug)

    place(client, review(client), **{name: "1"})

    assert Purchase.objects.get().total.amount == 14_500_000
    assert Purchase.objects.get().currency == "IDR"


# --- Once


def test_the_same_form_sent_again_leads_to_the_same_payment(client: Client, db: None) -> None:
    put(client, on_sale())
    reviewed = review(client)

    first = place(client, reviewed)
    second = place(client, reviewed)

    assert first["Location"] == second["Location"]
    assert Purchase.objects.count() == Payment.objects.count() == 1


def test_the_same_form_sent_after_paying_shows_the_paid_purchase(client: Client, db: None) -> None:
    put(client, on_sale())
    reviewed = review(client)
    place(client, reviewed)
    settle(Payment.objects.get(), "pay")
    services.complete_purchase(Purchase.objects.get())

    again = client.post("/checkout/", {**hidden(reviewed), "step": "place"}, follow=True)

    assert "It is paid" in again.content.decode()
    assert Purchase.objects.count() == Payment.objects.count() == 1


def test_nothing_is_kept_before_placing(client: Client, db: None) -> None:
    put(client, on_sale())

    review(client)

    assert not Purchase.objects.exists()
    assert BasketLine.objects.count() == 1
    assert "Canary" not in str(dict(client.session))


# --- What it costs


def statements(call: Callable[[], Any]) -> tuple[Any, int]:
    """What the call answers, and how many SQL statements it took; the brackets of transactions are not counted."""
    with CaptureQueriesContext(connection) as queries:
        answer = call()
    brackets = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT")
    return answer, sum(not query["sql"].startswith(brackets) for query in queries.captured_queries)


def test_a_checkout_of_two_shops_costs_at_most_eighty_statements(as_: Callable[[User], Client], alice: User) -> None:
    client, costs = as_(alice), Counter[str]()
    things = [on_sale(open_shop(name="Clay")), on_sale(open_shop(name="Wood"))]
    for thing in things:
        _answer, cost = statements(partial(put, client, thing))
        costs["put into the basket"] += cost

    page, costs["look"] = statements(lambda: client.get("/checkout/"))
    ways = {f"delivery-{thing.shop.slug}": "standard" for thing in things}
    sent = {**ADDRESS, **ways, "key": hidden(page)["key"], "step": "review"}
    reviewed, costs["review"] = statements(lambda: client.post("/checkout/", sent))
    _answer, costs["place"] = statements(lambda: place(client, reviewed))
    decide(charge_with(Payment.objects.get().provider_reference), "pay")
    number = Purchase.objects.get().number
    _answer, costs["come back"] = statements(lambda: client.get(f"/checkout/return/{number}/"))

    assert Purchase.objects.get().status == PurchaseStatus.PAID
    assert costs.total() - costs["put into the basket"] <= 75, costs
    assert costs.total() <= 90, costs
