"""Orders in every state, each with the people who bring it there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from django.db import transaction

from accounts.models import User
from catalog.models import Variant
from core import clock
from core.numbers import new_token
from orders import services
from orders.models import Order, Purchase
from orders.services import Address
from orders.states import CancelledBecause, Carrier, TrackingCode
from payments.providers.sandbox import bank
from payments.services import refresh_payment

GUEST = "guest@example.com"

Wanted = Sequence[tuple[Variant, int]]
Step = tuple[timedelta, Callable[[Order], object]]


def buy(
    shopper: User | None, wanted: Wanted, *, at: datetime, address: Address, outcome: str = bank.Outcome.PAY
) -> list[Purchase]:
    """Basket, checkout and the sandbox's page, as somebody would walk through them at that moment."""
    with clock.at(at):
        basket, _token = services.open_basket(shopper)
        for variant, quantity in wanted:
            services.add_to_basket(basket, variant, quantity=quantity)
        purchases = services.place_purchases(
            basket,
            checkout_key=new_token(),
            email=shopper.email if shopper else GUEST,
            address=address,
            language=shopper.language if shopper else "en",
            time_zone=shopper.time_zone if shopper else "UTC",
        )
        return [pay(purchase, outcome=outcome) for purchase in purchases] if outcome else purchases


def pay(purchase: Purchase, *, outcome: str = bank.Outcome.PAY) -> Purchase:
    payment = services.start_paying(purchase, return_url="http://localhost:8000/")
    bank.decide(bank.charge_with(payment.provider_reference), outcome)
    refresh_payment(payment)
    return services.complete_purchase(purchase)


def pack(order: Order) -> None:
    services.pack_order(order)


def send(order: Order) -> None:
    number = postal_number(order.pk, country=order.shop.country)
    services.ship_order(order, carrier=Carrier.OTHER, carrier_name="Post", tracking_number=number)


def postal_number(serial: int, *, country: str) -> str:
    """A number as the posts of the world write it on registered parcels (UPU S10), with its check digit."""
    digits = f"{serial:08d}"
    rest = 11 - sum(weight * int(digit) for weight, digit in zip((8, 6, 4, 2, 3, 5, 9, 7), digits, strict=True)) % 11
    check = {10: 0, 11: 5}.get(rest, rest)
    return f"RX{digits}{check}{country}"


def send_with_demo_carrier(order: Order) -> None:
    services.ship_order(order, carrier=Carrier.SIMULATED)


def scan(code: TrackingCode) -> Callable[[Order], object]:
    def happen(order: Order) -> None:
        place = order.shop.city if code == TrackingCode.IN_TRANSIT else order.purchase.city
        services.record_tracking(order.shipment, code=code, place=place, happened_at=clock.now())

    return happen


def accept(order: Order) -> None:
    services.accept_order(order, by=order.purchase.shopper)


def cancel(order: Order) -> None:
    services.cancel_order(order, because=CancelledBecause.BY_SHOPPER, by=order.purchase.shopper)


def cannot_send(order: Order) -> None:
    services.cancel_order(order, because=CancelledBecause.BY_SELLER, by=None)


HOUR, DAY = timedelta(hours=1), timedelta(days=1)
PACKED = ((6 * HOUR, pack),)
SENT = (*PACKED, (20 * HOUR, send))
TRAVELLING = (*SENT, (2 * DAY, scan(TrackingCode.IN_TRANSIT)))
AT_THE_DOOR = (*TRAVELLING, (3 * DAY, scan(TrackingCode.OUT_FOR_DELIVERY)))
DELIVERED = (*AT_THE_DOOR, (3 * DAY + 5 * HOUR, scan(TrackingCode.DELIVERED)))
# How far an order has come, in the words of demo_assets/tales.toml.
UNTIL: dict[str, Sequence[Step]] = {
    "paid": (),
    "packed": PACKED,
    "sent": SENT,
    "travelling": TRAVELLING,
    "at the door": AT_THE_DOOR,
    "delivered": DELIVERED,
    "accepted": (*DELIVERED, (4 * DAY, accept)),
    "simulated": ((5 * HOUR, pack), (19 * HOUR + timedelta(minutes=59), send_with_demo_carrier)),
    "cancelled": ((2 * HOUR, cancel),),
    "cannot be sent": ((10 * HOUR, cannot_send),),
}


def live_through(order: Order, steps: Sequence[Step], *, since: datetime) -> None:
    """Let each step happen at its time, in one transaction."""
    with transaction.atomic():
        for after, act in steps:
            with clock.at(since + after):
                act(Order.objects.select_related("shop", "purchase__shopper", "shipment").get(pk=order.pk))
