"""The lives of a purchase and of an order. Read this file to know every move that they can make."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class PurchaseStatus(TextChoices):
    AWAITING_PAYMENT = "awaiting_payment", _("Awaiting payment")
    PAID = "paid", _("Paid")
    CANCELLED = "cancelled", _("Cancelled")


PURCHASE_LIFE: dict[str, set[str]] = {
    PurchaseStatus.AWAITING_PAYMENT: {PurchaseStatus.PAID, PurchaseStatus.CANCELLED},
    PurchaseStatus.PAID: set(),
    # Money that arrives after the reservation ended still buys, when everything can be reserved once more.
    PurchaseStatus.CANCELLED: {PurchaseStatus.PAID},
}


class OrderStatus(TextChoices):
    AWAITING_PAYMENT = "awaiting_payment", _("Awaiting payment")
    PAID = "paid", _("Paid")
    PACKED = "packed", _("Packed")
    HANDED_OVER = "handed_over", _("Handed over")
    IN_TRANSIT = "in_transit", _("In transit")
    OUT_FOR_DELIVERY = "out_for_delivery", _("Out for delivery")
    DELIVERED = "delivered", _("Delivered")
    COMPLETED = "completed", _("Completed")
    CANCELLED = "cancelled", _("Cancelled")


ORDER_LIFE: dict[str, set[str]] = {
    OrderStatus.AWAITING_PAYMENT: {OrderStatus.PAID, OrderStatus.CANCELLED},
    OrderStatus.PAID: {OrderStatus.PACKED, OrderStatus.HANDED_OVER, OrderStatus.CANCELLED},
    OrderStatus.PACKED: {OrderStatus.HANDED_OVER, OrderStatus.CANCELLED},
    # Carriers leave out scans, so a parcel may skip ahead; after a failed attempt it travels again.
    OrderStatus.HANDED_OVER: {OrderStatus.IN_TRANSIT, OrderStatus.OUT_FOR_DELIVERY, OrderStatus.DELIVERED},
    OrderStatus.IN_TRANSIT: {OrderStatus.OUT_FOR_DELIVERY, OrderStatus.DELIVERED},
    OrderStatus.OUT_FOR_DELIVERY: {OrderStatus.IN_TRANSIT, OrderStatus.DELIVERED},
    OrderStatus.DELIVERED: {OrderStatus.COMPLETED},
    OrderStatus.COMPLETED: set(),
    # Only together with its purchase: see there.
    OrderStatus.CANCELLED: {OrderStatus.PAID},
}

TO_SEND = frozenset({OrderStatus.PAID, OrderStatus.PACKED})
ON_THE_WAY = frozenset({OrderStatus.HANDED_OVER, OrderStatus.IN_TRANSIT, OrderStatus.OUT_FOR_DELIVERY})
HELD = TO_SEND | ON_THE_WAY | {OrderStatus.DELIVERED}
# What its shopper has, or is to get.
KEPT = HELD | {OrderStatus.COMPLETED}
SENT = ON_THE_WAY | {OrderStatus.DELIVERED, OrderStatus.COMPLETED}


class CancelledBecause(TextChoices):
    """Why a purchase or an order ended without being delivered."""

    NOT_PAID_IN_TIME = "not_paid_in_time", _("It was not paid in time.")
    BY_SHOPPER = "by_shopper", _("The shopper cancelled it.")
    BY_SELLER = "by_seller", _("The seller cannot send it.")


class WhatNow(TextChoices):
    """What whoever bought something that was then taken down can do, by how far their order is."""

    CANCEL = (
        "cancel",
        _("Your order is not sent yet: you can cancel it on its page, and all that you paid goes back to you."),
    )
    PACKED = (
        "packed",
        _(
            "The shop has packed your order. If it is still not sent once the promised day is over, you can cancel it "
            "on its page; if it comes, ask the shop to take it back and to refund it, as was promised with your order."
        ),
    )
    HELD = (
        "held",
        _(
            "Your money is still held, not yet the seller's. Ask the shop to take it back and to refund it, as was "
            "promised with your order, and do not release the money before that is settled. When the time to inspect "
            "it is over, the seller gets it by itself: the day stands on the page of your order."
        ),
    )
    RELEASED = (
        "released",
        _("The seller has the money. Ask the shop to take it back and to refund it, as was promised with your order."),
    )


class Carrier(TextChoices):
    SIMULATED = "simulated", _("Demo carrier")
    OTHER = "other", _("Another carrier")


class TrackingCode(TextChoices):
    """What a scan of the parcel says."""

    HANDED_OVER = "handed_over", _("Handed to the carrier")
    IN_TRANSIT = "in_transit", _("On its way")
    OUT_FOR_DELIVERY = "out_for_delivery", _("Out for delivery")
    DELIVERED = "delivered", _("Delivered")


class TrackingSource(TextChoices):
    """Who says so: it decides how much a scan is worth."""

    CARRIER = "carrier", _("Carrier")
    SELLER = "seller", _("Seller")
    SHOPPER = "shopper", _("Shopper")
    TIME = "time", _("No word after the promised date")
