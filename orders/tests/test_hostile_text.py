"""Whatever people type into an address or a parcel is stored and shown as text."""

from __future__ import annotations

import html
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client

from accounts.models import User
from orders import services
from orders.models import Order, Purchase
from orders.services import Address
from orders.tests.factories import basket_with, on_sale, paid_order, pay, place
from sellers.tests.factories import open_shop

As = Callable[[User], Client]

MARKUP = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "'><svg/onload=alert(1)>",
    "{{ 7|add:7 }}{% debug %}",
    "</textarea><script>alert(1)</script>",
    "javascript:alert(1)",
    "＜script＞alert(1)＜/script＞",
    "Robert'); DROP TABLE orders_order;--",
    "\u202eevil\u202c 🧨 Ω≈ç√ 田中さん مرحبا",
]


@pytest.mark.parametrize("text", MARKUP)
def test_an_address_is_text_for_shopper_and_seller(as_: As, alice: User, bob: User, text: str) -> None:
    address = Address(full_name=text, street=text, city=text, country="DE", region=text, phone=text[:40])
    [purchase] = place(basket_with(on_sale(open_shop(bob)), user=alice), address=address)
    order = pay(purchase).orders.get()

    pages = [
        as_(alice).get(f"/orders/{order.number}/"),
        as_(bob).get(f"/desk/{order.shop.slug}/orders/{order.number}/"),
    ]

    for page in pages:
        content = page.content.decode()
        assert html.escape(text) in content
        assert "<script>alert" not in content
        assert "onerror=alert(1)>" not in content


@pytest.mark.parametrize("text", MARKUP)
def test_a_parcel_is_text(as_: As, alice: User, text: str) -> None:
    order = paid_order(alice)
    services.ship_order(order, carrier="other", carrier_name=text, tracking_number=text)

    content = as_(alice).get(f"/orders/{order.number}/").content.decode()

    assert html.escape(text) in content
    assert "<script>alert" not in content


def test_naughty_strings_come_through_the_form_as_text_or_as_a_sentence(
    client: Client, db: None, shared_data: Path
) -> None:
    lines = (shared_data / "blns" / "blns.txt").read_text(encoding="utf-8").splitlines()
    strings = [line for line in lines if line and not line.startswith("#")][::12]
    mug = on_sale(stock=90)
    client.post("/basket/add/", {"variant": mug.pk})

    for text in [*strings, "\x00", "a\x00b", "\ud800".encode("utf-8", "surrogatepass").decode("utf-8", "replace")]:
        sent = {"email": "guest@example.com", "full_name": text, "street": text, "city": text, "country": "DE"}
        sent |= {f"delivery-{mug.shop.slug}": "standard", "key": "k" * 32, "step": "review"}
        response = client.post("/checkout/", sent)
        assert response.status_code in (200, 422), text
        assert "<script>alert" not in response.content.decode()
    assert not Purchase.objects.exists()
    assert not Order.objects.exists()
