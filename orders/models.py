"""The tables of buying: baskets, purchases, orders, promises, parcels."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar, NoReturn

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from core import clock
from core.lives import Living
from core.money import Money
from core.numbers import NumberField
from core.secrets import EncryptedTextField
from core.statements import Addition
from orders import states
from orders.querysets import (
    BasketLineQuerySet,
    OrderLineQuerySet,
    OrderQuerySet,
    PurchaseQuerySet,
    ShipmentQuerySet,
)
from orders.rules import MOST_OF_ONE_THING
from orders.states import (
    CancelledBecause,
    Carrier,
    OrderStatus,
    PurchaseStatus,
    TrackingCode,
    TrackingSource,
)


class Basket(models.Model):
    """What somebody thinks of buying. A member has one; a visitor's is found by a token whose digest is kept."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, null=True, on_delete=models.CASCADE, related_name="basket")
    token_digest = models.CharField(max_length=64, null=True, unique=True)
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(user__isnull=True) ^ Q(token_digest__isnull=True), name="basket_has_one_owner"
            )
        ]

    def __str__(self) -> str:
        return f"basket {self.pk}"


class BasketLine(models.Model):
    """One variant in a basket, with the price that was seen when it was put there."""

    basket = models.ForeignKey(Basket, on_delete=models.CASCADE, related_name="lines")
    variant = models.ForeignKey("catalog.Variant", on_delete=models.CASCADE, related_name="+")
    quantity = models.PositiveSmallIntegerField(validators=[MinValueValidator(1), MaxValueValidator(MOST_OF_ONE_THING)])
    price_seen_amount = models.BigIntegerField()
    added_at = models.DateTimeField(default=clock.now)

    objects = BasketLineQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["basket", "variant"], name="basket_line_once"),
            models.CheckConstraint(
                condition=Q(quantity__gte=1, quantity__lte=MOST_OF_ONE_THING), name="basket_line_quantity"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.quantity} × variant {self.variant_id}"


class Purchase(Living):
    """
    One payment in one currency: an order for each shop, the shopper's address, the end of the reservation.

    `checkout_key` is the secret of the form that placed it: the same form makes the same purchases, once.
    """

    LIFE: ClassVar = states.PURCHASE_LIFE

    number = NumberField()
    status = models.CharField(max_length=20, choices=PurchaseStatus, default=PurchaseStatus.AWAITING_PAYMENT)
    shopper = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="purchases")
    email = models.EmailField()
    language = models.CharField(max_length=12)
    time_zone = models.CharField(max_length=64, default="UTC")

    currency = models.CharField(max_length=3)
    items_amount = models.BigIntegerField()
    delivery_amount = models.BigIntegerField()
    total_amount = models.BigIntegerField()

    full_name = models.CharField(max_length=150)
    street = models.CharField(max_length=200)
    city = models.CharField(max_length=100)
    postal_code = models.CharField(max_length=20, blank=True)
    region = models.CharField(max_length=100, blank=True)
    country = models.CharField(max_length=2)
    phone = models.CharField(max_length=40, blank=True)

    checkout_key = models.CharField(max_length=64)
    access_token = EncryptedTextField()
    access_token_digest = models.CharField(max_length=64, unique=True)
    payment_number = models.CharField(max_length=9, blank=True)

    placed_at = models.DateTimeField(default=clock.now)
    due_at = models.DateTimeField()
    paid_at = models.DateTimeField(null=True)
    cancelled_at = models.DateTimeField(null=True)
    cancelled_because = models.CharField(max_length=20, choices=CancelledBecause, blank=True)

    objects = PurchaseQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["checkout_key", "currency"], name="purchase_once_per_checkout"),
            models.UniqueConstraint(
                fields=["payment_number"], condition=~Q(payment_number=""), name="purchase_once_per_payment"
            ),
            models.CheckConstraint(condition=Q(status__in=PurchaseStatus.values), name="purchase_status"),
            models.CheckConstraint(
                condition=Q(items_amount__gte=0, delivery_amount__gte=0)
                & Q(total_amount=F("items_amount") + F("delivery_amount")),
                name="purchase_adds_up",
            ),
            models.CheckConstraint(
                condition=~Q(status=PurchaseStatus.PAID) | (Q(paid_at__isnull=False) & ~Q(payment_number="")),
                name="purchase_paid_by_a_payment",
            ),
            models.CheckConstraint(
                condition=~Q(status=PurchaseStatus.CANCELLED) | ~Q(cancelled_because=""),
                name="purchase_cancelled_for_a_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["shopper", "-id"], name="purchase_of_shopper"),
            models.Index(fields=["email"], name="purchase_of_guest", condition=Q(shopper__isnull=True)),
            models.Index(fields=["due_at"], name="purchase_due"),
        ]

    def __str__(self) -> str:
        return self.number

    def can_move_to(self, status: str) -> bool:
        return super().can_move_to(status) and _may_wake(self.status, self.cancelled_because)

    @property
    def items(self) -> Money:
        return Money(self.items_amount, self.currency)

    @property
    def delivery(self) -> Money:
        return Money(self.delivery_amount, self.currency)

    @property
    def total(self) -> Money:
        return Money(self.total_amount, self.currency)


class Order(Living):
    """
    What one shop owes the shopper from one purchase, and what it is owed.

    The commission's rate, the inspection days and the promised dates are those of the moment of purchase.
    """

    LIFE: ClassVar = states.ORDER_LIFE

    number = NumberField()
    status = models.CharField(max_length=20, choices=OrderStatus, default=OrderStatus.AWAITING_PAYMENT)
    purchase = models.ForeignKey(Purchase, on_delete=models.PROTECT, related_name="orders")
    shop = models.ForeignKey("sellers.Shop", on_delete=models.PROTECT, related_name="orders")
    # The one who sold, and is paid: a shop may pass to another seller later.
    seller = models.ForeignKey("sellers.Seller", on_delete=models.PROTECT, related_name="+")

    currency = models.CharField(max_length=3)
    items_amount = models.BigIntegerField()
    delivery_amount = models.BigIntegerField()
    total_amount = models.BigIntegerField()
    commission_basis_points = models.PositiveSmallIntegerField()
    commission_amount = models.BigIntegerField()

    delivery_code = models.CharField(max_length=40)
    delivery_name = models.CharField(max_length=120)
    promised_from = models.DateField()
    promised_by = models.DateField()
    # The end of that day where the shopper is: what is late, and what came in time, is judged by it.
    promise_ends_at = models.DateTimeField()
    inspection_days = models.PositiveSmallIntegerField()

    placed_at = models.DateTimeField(default=clock.now)
    paid_at = models.DateTimeField(null=True)
    packed_at = models.DateTimeField(null=True)
    handed_over_at = models.DateTimeField(null=True)
    presumed_delivered_at = models.DateTimeField(null=True)
    delivered_at = models.DateTimeField(null=True)
    delivered_says = models.CharField(max_length=8, choices=TrackingSource, blank=True)
    release_at = models.DateTimeField(null=True)
    released_at = models.DateTimeField(null=True)
    cancelled_at = models.DateTimeField(null=True)
    cancelled_because = models.CharField(max_length=20, choices=CancelledBecause, blank=True)

    objects = OrderQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["purchase", "shop"], name="order_once_per_shop"),
            models.CheckConstraint(condition=Q(status__in=OrderStatus.values), name="order_status"),
            models.CheckConstraint(
                condition=Q(items_amount__gte=0, delivery_amount__gte=0)
                & Q(total_amount=F("items_amount") + F("delivery_amount")),
                name="order_adds_up",
            ),
            models.CheckConstraint(
                condition=Q(commission_amount__gte=0) & Q(commission_amount__lte=F("total_amount")),
                name="order_commission_within_total",
            ),
            models.CheckConstraint(condition=Q(promised_by__gte=F("promised_from")), name="order_promised_dates"),
            models.CheckConstraint(
                condition=~Q(status__in=sorted(states.HELD | {OrderStatus.COMPLETED})) | Q(paid_at__isnull=False),
                name="order_moves_only_when_paid",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=[OrderStatus.DELIVERED, OrderStatus.COMPLETED])
                | Q(delivered_at__isnull=False, release_at__isnull=False),
                name="order_delivered_has_a_window",
            ),
            models.CheckConstraint(
                condition=Q(status=OrderStatus.COMPLETED, released_at__isnull=False)
                | (~Q(status=OrderStatus.COMPLETED) & Q(released_at__isnull=True)),
                name="order_released_when_completed",
            ),
            models.CheckConstraint(
                condition=~Q(status=OrderStatus.CANCELLED) | ~Q(cancelled_because=""),
                name="order_cancelled_for_a_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["shop", "status", "promised_by"], name="order_of_shop"),
            models.Index(fields=["release_at"], name="order_release_due", condition=Q(status=OrderStatus.DELIVERED)),
            models.Index(
                fields=["presumed_delivered_at"],
                name="order_presumed_due",
                condition=Q(status__in=sorted(states.ON_THE_WAY)),
            ),
        ]

    def __str__(self) -> str:
        return self.number

    def can_move_to(self, status: str) -> bool:
        return super().can_move_to(status) and _may_wake(self.status, self.cancelled_because)

    @property
    def items(self) -> Money:
        return Money(self.items_amount, self.currency)

    @property
    def delivery(self) -> Money:
        return Money(self.delivery_amount, self.currency)

    @property
    def total(self) -> Money:
        return Money(self.total_amount, self.currency)

    @property
    def commission(self) -> Money:
        return Money(self.commission_amount, self.currency)

    @property
    def sellers_share(self) -> Money:
        return self.total - self.commission

    @property
    def is_held(self) -> bool:
        return self.status in states.HELD


def _may_wake(status: str, because: str) -> bool:
    """What was cancelled stays cancelled, unless it was only for want of money that then came."""
    return status != "cancelled" or because == CancelledBecause.NOT_PAID_IN_TIME


class PromiseQuerySet(models.QuerySet["Promise"]):
    def keep(self, promises: Iterable[Promise]) -> None:
        """Write those that are not there yet: the same promise has the same digest, and one row."""
        Addition(self.model).make_unless_known(*promises)


class Promise(models.Model):
    """What was promised with a line, word for word: canonical JSON under its own SHA-256. Never changed."""

    digest = models.CharField(max_length=64, primary_key=True)
    schema_version = models.PositiveSmallIntegerField()
    document = models.TextField()
    created_at = models.DateTimeField(default=clock.now)

    objects = PromiseQuerySet.as_manager()

    def __str__(self) -> str:
        return self.digest[:12]

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise TypeError("A promise is written once.")
        kwargs["force_insert"] = True
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise TypeError("A promise is kept.")


class OrderLine(models.Model):
    """So many of one variant, at the price and under the promise of the moment of purchase."""

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="lines")
    position = models.PositiveSmallIntegerField()
    listing = models.ForeignKey("catalog.Listing", on_delete=models.PROTECT, related_name="order_lines")
    variant = models.ForeignKey("catalog.Variant", on_delete=models.PROTECT, related_name="order_lines")
    promise = models.ForeignKey(Promise, on_delete=models.PROTECT, related_name="lines")
    title = models.CharField(max_length=150)
    sku = models.CharField(max_length=80)
    option_label = models.CharField(max_length=200, blank=True)
    quantity = models.PositiveSmallIntegerField()
    currency = models.CharField(max_length=3)
    unit_amount = models.BigIntegerField()
    total_amount = models.BigIntegerField()

    objects = OrderLineQuerySet.as_manager()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["order", "position"], name="order_line_position"),
            models.UniqueConstraint(fields=["order", "variant"], name="order_line_once_per_variant"),
            models.CheckConstraint(
                condition=Q(quantity__gte=1, quantity__lte=MOST_OF_ONE_THING), name="order_line_quantity"
            ),
            models.CheckConstraint(
                condition=Q(unit_amount__gte=0) & Q(total_amount=F("unit_amount") * F("quantity")),
                name="order_line_adds_up",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.quantity} × {self.title}"

    @property
    def unit_price(self) -> Money:
        return Money(self.unit_amount, self.currency)

    @property
    def total(self) -> Money:
        return Money(self.total_amount, self.currency)


class Shipment(models.Model):
    """The parcel of an order. `step` and `due_at` say what the simulated carrier does next, and when."""

    order = models.OneToOneField(Order, on_delete=models.PROTECT, related_name="shipment")
    carrier = models.CharField(max_length=10, choices=Carrier)
    carrier_name = models.CharField(max_length=80)
    tracking_number = models.CharField(max_length=60)
    handed_over_at = models.DateTimeField(default=clock.now)
    step = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField(null=True)

    objects = ShipmentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(carrier=Carrier.SIMULATED) | Q(due_at__isnull=True), name="shipment_moved_by_simulation"
            )
        ]
        indexes = [models.Index(fields=["due_at"], name="shipment_due", condition=Q(due_at__isnull=False))]

    def __str__(self) -> str:
        return f"{self.carrier_name} {self.tracking_number}"


class TrackingEvent(models.Model):
    """One scan of a parcel, and who reported it. The same scan reported again is the same row."""

    shipment = models.ForeignKey(Shipment, on_delete=models.PROTECT, related_name="events")
    code = models.CharField(max_length=20, choices=TrackingCode)
    place = models.CharField(max_length=120, blank=True)
    happened_at = models.DateTimeField()
    source = models.CharField(max_length=8, choices=TrackingSource)
    recorded_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["happened_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["shipment", "code", "place", "happened_at"], name="scan_once"),
            models.CheckConstraint(condition=Q(code__in=TrackingCode.values), name="scan_code"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.place}"
