"""Baskets, purchases and orders in every state, as the services make them."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from itertools import count
from typing import Any

from PIL import Image

from accounts.models import User
from catalog.models import Listing, Variant
from catalog.services import VariantDraft, add_photo, create_listing, process_photo, publish_listing
from core import clock
from core.money import Money
from core.numbers import new_token
from orders import services
from orders.models import Basket, Order, Purchase
from orders.services import Address
from orders.states import CancelledBecause, Carrier, TrackingCode
from payments.models import Payment
from payments.providers.sandbox import charge_with, decide
from payments.services import refresh_payment
from policies.kinds import PolicyKind
from policies.services import publish_policy
from policies.terms import DeliveryOption, ShippingTerms
from sellers.models import Shop
from sellers.tests.factories import a_person, open_shop
from taxonomy.models import Category

_count = count(1)

HOME = Address(
    full_name="Alice Example",
    street="Canary Lane 1",
    city="Berlin",
    postal_code="10115",
    country="DE",
    phone="+49 30 555 0101",
)


# --- Something to buy


def a_picture() -> bytes:
    """A small photo that differs from the others."""
    place = next(_count)
    picture = Image.new("RGB", (64, 64), (place * 7 % 256, place * 13 % 256, place * 29 % 256))
    content = BytesIO()
    picture.save(content, "PNG")
    return content.getvalue()


def on_sale(
    shop: Shop | None = None, *, price: int = 14_500_000, stock: int = 10, variants: int = 1, title: str = ""
) -> Variant:
    """The first variant of a published listing; `price` in minor units of the shop's currency."""
    shop = shop or open_shop()
    number = next(_count)
    category, _is_new = Category.objects.get_or_create(
        slug="orders-things", defaults={"path": "orders-things", "name": "Things"}
    )
    listing = create_listing(
        shop,
        by=None,
        category=category,
        title=title or f"Stoneware mug {number}",
        description="Holds a third of a litre.",
        variants=[
            VariantDraft(price=Money(price, shop.currency), options=[("Size", f"{300 + place} ml")], stock=stock)
            for place in range(variants)
        ],
    )
    process_photo(add_photo(listing, content=a_picture(), name="mug.png", by=None, alt="A mug"))
    publish_listing(Listing.objects.get(pk=listing.pk), by=None)
    return Variant.objects.filter(listing=listing).select_related("listing__shop").in_order()[0]


def two_ways(shop: Shop, *, dear: int = 4_000_000) -> None:
    """Let the shop send in two ways: slowly for nothing, quickly for money."""
    publish_policy(
        shop=shop,
        kind=PolicyKind.SHIPPING,
        title="How we send",
        body="By post.",
        terms=ShippingTerms(
            handling_days=2,
            options=(
                DeliveryOption(code="slow", name="Slow", price=0, min_days=5, max_days=9),
                DeliveryOption(code="quick", name="Quick", price=dear, min_days=1, max_days=2),
            ),
        ),
        language="en",
        by=None,
    )


# --- Buying it


def basket_with(*variants: Variant, user: User | None = None, quantity: int = 1) -> Basket:
    """A member's basket, or a visitor's, with these things in it."""
    basket, _token = services.open_basket(user)
    for variant in variants:
        services.add_to_basket(basket, variant, quantity=quantity)
    return basket


def place(basket: Basket, *, email: str = "", address: Address = HOME, **given: Any) -> list[Purchase]:
    """The purchases of a basket, not yet paid."""
    owner = basket.user
    return services.place_purchases(
        basket,
        checkout_key=given.pop("checkout_key", None) or new_token(),
        email=email or (owner.email if owner else f"guest{next(_count)}@example.com"),
        address=address,
        **given,
    )


def placed_purchase(
    shopper: User | None = None, *, shop: Shop | None = None, variant: Variant | None = None, quantity: int = 1
) -> Purchase:
    """A purchase of one thing that waits for its money."""
    shopper = shopper or a_person("Alice")
    return place(basket_with(variant or on_sale(shop), user=shopper, quantity=quantity))[0]


def guest_purchase(
    *, email: str = "", shop: Shop | None = None, variant: Variant | None = None, is_paid: bool = True
) -> Purchase:
    """A purchase of somebody without an account."""
    purchase = place(basket_with(variant or on_sale(shop)), email=email)[0]
    return pay(purchase) if is_paid else purchase


def payment_of(purchase: Purchase) -> Payment:
    """The payment in which the purchase can be paid now, begun at the sandbox."""
    return services.start_paying(purchase, return_url="https://market.example/return/")


def settle(payment: Payment, outcome: str) -> Payment:
    """Let the shopper choose `outcome` on the sandbox's page, and the market learn of it; nothing is completed yet."""
    decide(charge_with(payment.provider_reference), outcome)
    return refresh_payment(payment)


def captured_payment(purchase: Purchase) -> Payment:
    """The money is there, and nobody has noticed."""
    return settle(payment_of(purchase), "pay")


def pay(purchase: Purchase) -> Purchase:
    """The whole way from the purchase's page to paid."""
    captured_payment(purchase)
    return services.complete_purchase(purchase)


# --- Orders in their states


def paid_order(
    shopper: User | None = None,
    shop: Shop | None = None,
    *,
    variant: Variant | None = None,
    quantity: int = 1,
) -> Order:
    """An order that was paid and waits to be sent."""
    purchase = placed_purchase(shopper, shop=shop, variant=variant, quantity=quantity)
    return pay(purchase).orders.get()


def packed_order(shopper: User | None = None, shop: Shop | None = None, **given: Any) -> Order:
    return services.pack_order(paid_order(shopper, shop, **given))


def sent_order(
    shopper: User | None = None, shop: Shop | None = None, *, carrier: str = Carrier.OTHER, **given: Any
) -> Order:
    """An order that a carrier has: handed over, not yet scanned."""
    order = paid_order(shopper, shop, **given)
    is_other = carrier == Carrier.OTHER
    services.ship_order(
        order,
        carrier=carrier,
        carrier_name="JNE" if is_other else "",
        tracking_number="8820 1145" if is_other else "",
    )
    return order


def delivered_order(shopper: User | None = None, shop: Shop | None = None, **given: Any) -> Order:
    """An order that arrived now; the inspection window runs."""
    order = sent_order(shopper, shop, **given)
    services.record_tracking(order.shipment, code=TrackingCode.DELIVERED, place="Berlin", happened_at=clock.now())
    return Order.objects.get(pk=order.pk)


def completed_order(shopper: User | None = None, shop: Shop | None = None, **given: Any) -> Order:
    """An order whose money the seller has."""
    return services.accept_order(delivered_order(shopper, shop, **given))


def cancelled_order(shopper: User | None = None, shop: Shop | None = None, **given: Any) -> Order:
    """An order that was paid and then cancelled by its shopper."""
    order = paid_order(shopper, shop, **given)
    return services.cancel_order(order, because=CancelledBecause.BY_SHOPPER)


def placed_order() -> Order:
    """An order that waits for its money."""
    return placed_purchase().orders.get()


IN_STATUS: Mapping[str, Any] = {
    "awaiting_payment": placed_order,
    "paid": paid_order,
    "packed": packed_order,
    "handed_over": sent_order,
    "in_transit": lambda: scanned_order(TrackingCode.IN_TRANSIT),
    "out_for_delivery": lambda: scanned_order(TrackingCode.OUT_FOR_DELIVERY),
    "delivered": delivered_order,
    "completed": completed_order,
    "cancelled": cancelled_order,
}


def scanned_order(code: TrackingCode) -> Order:
    """An order whose parcel was scanned so."""
    order = sent_order()
    services.record_tracking(order.shipment, code=code, place="Berlin")
    return Order.objects.get(pk=order.pk)


def order_in(status: str) -> Order:
    """A fresh order in this status, by the way in which orders come there."""
    order: Order = IN_STATUS[status]()
    assert order.status == status
    return order
