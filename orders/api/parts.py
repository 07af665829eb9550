"""What the API says of orders, to either side."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from catalog.api.parts import ShopNameOut
from core import clock
from core.api.fields import Country, Currency, DatesOut, Digest, MoneyOut, Number
from orders.models import Order, OrderLine
from orders.rules import is_late
from orders.states import (
    CancelledBecause,
    Carrier,
    OrderStatus,
    TrackingCode,
    TrackingSource,
)


class AddressOut(serializers.Serializer):
    """Where the parcels go."""

    full_name = serializers.CharField()
    street = serializers.CharField()
    postal_code = serializers.CharField(allow_blank=True)
    city = serializers.CharField()
    region = serializers.CharField(allow_blank=True)
    country = Country()
    phone = serializers.CharField(allow_blank=True)


class ScanOut(serializers.Serializer):
    """One thing that happened to a parcel, and who says so."""

    code = serializers.ChoiceField(choices=TrackingCode.choices)
    place = serializers.CharField(allow_blank=True)
    happened_at = serializers.DateTimeField()
    source = serializers.ChoiceField(choices=TrackingSource.choices)


class ShipmentOut(serializers.Serializer):
    """The parcel of an order."""

    carrier = serializers.ChoiceField(choices=Carrier.choices)
    carrier_name = serializers.CharField()
    tracking_number = serializers.CharField()
    handed_over_at = serializers.DateTimeField()
    events = ScanOut(many=True)


class OrderLineOut(serializers.Serializer):
    """So many of one variant. `promise` is the digest of what was promised with it."""

    position = serializers.IntegerField(min_value=1)
    listing = Number(source="listing.number")
    title = serializers.CharField()
    sku = serializers.CharField()
    option_label = serializers.CharField(allow_blank=True)
    quantity = serializers.IntegerField(min_value=1)
    unit_price = MoneyOut()
    total = MoneyOut()
    promise = serializers.SerializerMethodField()

    @extend_schema_field(Digest)
    def get_promise(self, line: OrderLine) -> str:
        return line.promise_id


class OrderCardOut(serializers.Serializer):
    """An order in a list."""

    number = Number()
    status = serializers.ChoiceField(choices=OrderStatus.choices)
    shop = ShopNameOut()
    purchase = Number(source="purchase.number")
    units = serializers.IntegerField(min_value=1)
    total = MoneyOut()
    promised = serializers.SerializerMethodField()
    is_late = serializers.SerializerMethodField()
    placed_at = serializers.DateTimeField()

    @extend_schema_field(DatesOut)
    def get_promised(self, order: Order) -> Any:
        return {"first": order.promised_from.isoformat(), "last": order.promised_by.isoformat()}

    def get_is_late(self, order: Order) -> bool:
        return is_late(status=order.status, promise_ends_at=order.promise_ends_at, now=clock.now())


class MoneyBarOut(serializers.Serializer):
    """Where the money is, and by which rule it moves on."""

    headline = serializers.CharField()
    note = serializers.CharField(allow_blank=True)


class OrderBaseOut(OrderCardOut):
    """What both sides know of an order."""

    units = serializers.SerializerMethodField()
    currency = Currency()
    items = MoneyOut()
    delivery = MoneyOut()
    delivery_name = serializers.CharField()
    inspection_days = serializers.IntegerField(min_value=0)
    paid_at = serializers.DateTimeField(allow_null=True)
    packed_at = serializers.DateTimeField(allow_null=True)
    handed_over_at = serializers.DateTimeField(allow_null=True)
    delivered_at = serializers.DateTimeField(allow_null=True)
    release_at = serializers.DateTimeField(allow_null=True)
    released_at = serializers.DateTimeField(allow_null=True)
    cancelled_at = serializers.DateTimeField(allow_null=True)
    cancelled_because = serializers.SerializerMethodField()
    lines = OrderLineOut(many=True)
    shipment = serializers.SerializerMethodField()

    def get_units(self, order: Order) -> int:
        return sum(line.quantity for line in order.lines.all())

    @extend_schema_field(serializers.ChoiceField(choices=CancelledBecause.choices, allow_null=True))
    def get_cancelled_because(self, order: Order) -> str | None:
        return order.cancelled_because or None

    @extend_schema_field(ShipmentOut(allow_null=True))
    def get_shipment(self, order: Order) -> Any:
        shipment = getattr(order, "shipment", None)
        return ShipmentOut(shipment).data if shipment else None


class PromiseOut(serializers.Serializer):
    """What was promised with a line, word for word: `says` is the document, `digest` its SHA-256."""

    digest = Digest()
    is_intact = serializers.BooleanField()
    says = serializers.DictField()
