"""Payments in each of their states, as the services and the sandbox's page make them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from core import clock
from core.money import Money
from core.numbers import new_number
from payments import services
from payments.models import Payment, SandboxCharge
from payments.providers.sandbox import bank, decide, signing
from payments.providers.sandbox.telling import body_about
from payments.services import HeldShare
from sellers.models import Seller
from sellers.tests.factories import open_shop, the_seller_of

EUROS = Money(100_00, "EUR")
RETURN_URL = "/checkout/back/"


def a_seller(name: str = "Tanah Liat") -> Seller:
    return the_seller_of(open_shop(name=name))


def started_payment(amount: Money = EUROS, *, purchase_number: str = "", **fields: Any) -> Payment:
    """A payment whose shopper stands before the provider's page."""
    fields = {"key": f"purchase-{new_number()}", "return_url": RETURN_URL, "description": "2 × bowl"} | fields
    return services.start_payment(amount=amount, purchase_number=purchase_number or new_number(), **fields)


def charge_of(payment: Payment) -> SandboxCharge:
    """The same payment at the sandbox's bank."""
    return SandboxCharge.objects.get(key=payment.key)


def decided(payment: Payment, *outcomes: str) -> Payment:
    """The shopper chose these on the sandbox's page, and came back."""
    for outcome in outcomes:
        decide(charge_of(payment), outcome)
    return services.refresh_payment(payment)


def captured_payment(amount: Money = EUROS, **fields: Any) -> Payment:
    return decided(started_payment(amount, **fields), bank.Outcome.PAY)


def declined_payment(amount: Money = EUROS, **fields: Any) -> Payment:
    return decided(started_payment(amount, **fields), bank.Outcome.DECLINE)


def processing_payment(amount: Money = EUROS, **fields: Any) -> Payment:
    return decided(started_payment(amount, **fields), bank.Outcome.LATER)


def cancelled_payment(amount: Money = EUROS, **fields: Any) -> Payment:
    payment = started_payment(amount, **fields)
    bank.cancel(charge_of(payment))
    return services.refresh_payment(payment)


def held_order(seller: Seller, amount: Money = EUROS, *, order_number: str = "") -> str:
    """The number of an order whose money is held."""
    payment = captured_payment(amount)
    order_number = order_number or new_number()
    services.hold_funds(payment=payment, shares=[HeldShare(order_number, seller.pk, amount)])
    return order_number


def signed(body: bytes, *, moment: datetime | None = None, key: bytes | None = None) -> dict[str, str]:
    """The headers with which the sandbox would send this body."""
    return {signing.HEADER: signing.sign(body, moment=moment or clock.now(), key=key)}


def webhook_about(payment: Payment) -> tuple[bytes, dict[str, str]]:
    """What the sandbox would send about the payment's present status: body and headers."""
    body = body_about(charge_of(payment))
    return body, signed(body)
