"""A client made from the schema buys, pays, sends, receives and reviews: the whole loop, without a page."""

from __future__ import annotations

import importlib
import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from marketplace.api_docs import written_schema
from orders.models import Shipment
from orders.services import move_parcel
from orders.tests.factories import on_sale
from sellers.tests.factories import open_shop

PACKAGE = "market_client"
FILES = ("application/pdf", "image/jpeg", "image/png", "image/webp")
CONFIG = f"""
post_hooks: []
package_name_override: {PACKAGE}
content_type_overrides: {json.dumps(dict.fromkeys(FILES, "application/octet-stream"))}
"""


@pytest.fixture
def made(tmp_path: Path) -> Iterator[Any]:
    """The package that is made from the schema: `made("api.orders.orders_show")` is a module of it."""
    (tmp_path / "config.yml").write_text(CONFIG)
    (tmp_path / "schema.json").write_bytes(written_schema())
    subprocess.run(
        [
            str(Path(sys.executable).with_name("openapi-python-client")),
            *("generate", "--path", str(tmp_path / "schema.json"), "--output-path", str(tmp_path / "made")),
            *("--config", str(tmp_path / "config.yml"), "--fail-on-warning"),
        ],
        check=True,
        capture_output=True,
        timeout=240,
    )
    sys.path.insert(0, str(tmp_path / "made"))
    yield lambda name: importlib.import_module(f"{PACKAGE}.{name}")
    sys.path.remove(str(tmp_path / "made"))
    for name in [name for name in sys.modules if name.startswith(PACKAGE)]:
        del sys.modules[name]


@pytest.fixture
def closing() -> Iterator[ExitStack]:
    """Whatever is entered here is left at the end."""
    with ExitStack() as stack:
        yield stack


def client_of(made: Any, url: str, user: User) -> Any:
    browser = Client()
    browser.force_login(user)
    headers = {"X-Session-Token": str(browser.session.session_key)}
    return made("client").Client(base_url=url, headers=headers, raise_on_unexpected_status=True)


def test_a_made_client_goes_the_whole_way(
    live_server: LiveServer, made: Any, closing: ExitStack, alice: User, bob: User, settings: Any
) -> None:
    settings.SITE_URL = live_server.url
    shop = open_shop(bob)
    variant = on_sale(shop, stock=5)
    models = made("models")
    shopper = closing.enter_context(client_of(made, live_server.url, alice))
    seller = closing.enter_context(client_of(made, live_server.url, bob))
    calls = SimpleNamespace(
        search=made("api.listings.listings_index").sync,
        look=made("api.listings.listings_show").sync,
        add=made("api.basket.basket_add").sync,
        quote=made("api.checkout.checkout_quote").sync,
        place=made("api.checkout.checkout_place").sync,
        pay=made("api.purchases.purchases_pay").sync,
        check=made("api.purchases.purchases_check").sync,
        purchase=made("api.purchases.purchases_show").sync,
        to_send=made("api.desk.desk_orders_index").sync,
        ship=made("api.desk.desk_orders_ship").sync,
        order=made("api.orders.orders_show").sync,
        accept=made("api.orders.orders_accept").sync,
        review=made("api.own.own_reviews_write").sync,
        reviews=made("api.listing.listing_reviews_index").sync,
    )

    # She finds it, and puts it into her basket.
    [card] = calls.search(client=shopper, q="mug").results
    thing = calls.look(number=card.number, client=shopper)
    sku = thing.on_sale.offers[0].sku
    assert sku == variant.sku
    basket = calls.add(client=shopper, body=models.AddInRequest(listing=card.number, sku=sku, quantity=2))
    assert (basket.units, basket.problems) == (2, [])

    # What is promised, then buying it; a second time is the same purchase.
    quote = calls.quote(client=shopper, body=models.QuoteInRequest())
    [planned] = quote.purchases
    body = models.PlaceInRequest(
        shown=quote.shown,
        address=models.AddressInRequest.from_dict(
            {"full_name": "Alice", "street": "Lane 1", "city": "Berlin", "country": "DE"}
        ),
    )
    placed = calls.place(client=shopper, body=body, idempotency_key="journey-place")
    again = calls.place(client=shopper, body=body, idempotency_key="journey-place")
    [purchase] = placed.purchases
    assert again == placed
    assert purchase.total == planned.total

    # She pays at the provider's page.
    payment = calls.pay(purchase.number, client=shopper, idempotency_key="journey-pay-1")
    Client().post(payment.redirect_url.removeprefix(live_server.url), {"outcome": "pay"})
    assert calls.check(purchase.number, client=shopper).status == "captured"
    [number] = calls.purchase(purchase.number, client=shopper).orders

    # He sends it; the carrier brings it.
    [due] = calls.to_send(shop.slug, client=seller).results
    assert due.number == number
    parcel_in = models.ShipInRequest(carrier=models.CarrierKind("simulated"))
    sent = calls.ship(shop.slug, number, client=seller, body=parcel_in)
    assert sent.address.street == "Lane 1"
    parcel = Shipment.objects.get(order__number=number)
    while Shipment.objects.get(pk=parcel.pk).due_at is not None:
        move_parcel(parcel)

    # It is there, all is well, and others may read so.
    order = calls.order(number, client=shopper)
    assert order.status == "delivered"
    assert order.may.accept.allowed
    assert calls.accept(number, client=shopper, idempotency_key="journey-accept").status == "completed"
    calls.review(number, 1, client=shopper, body=models.ReviewInRequest(rating=5, text="Holds tea."))
    [review] = calls.reviews(card.number, client=shopper).results
    assert (review.rating, review.text, review.author) == (5, "Holds tea.", "Alice")
