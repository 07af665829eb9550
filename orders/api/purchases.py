"""Purchases, and paying them."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request

from core import clock
from core.api.doors import OpenDoor, Rows, operation
from core.api.fields import Currency, MoneyOut, Number, VerdictOut
from orders import rules, services
from orders.api import who
from orders.api.parts import AddressOut
from orders.models import Purchase
from orders.states import CancelledBecause, PurchaseStatus
from payments.models import Payment
from payments.services import refresh_payment
from payments.states import PaymentStatus


class PurchaseCardOut(serializers.Serializer):
    """One payment in one currency."""

    number = Number()
    status = serializers.ChoiceField(choices=PurchaseStatus.choices)
    currency = Currency()
    total = MoneyOut()
    placed_at = serializers.DateTimeField()
    due_at = serializers.DateTimeField()


class PurchaseOut(PurchaseCardOut):
    """A purchase with its address, and the numbers of its orders."""

    items = MoneyOut()
    delivery = MoneyOut()
    email = serializers.EmailField()
    address = AddressOut(source="*")
    paid_at = serializers.DateTimeField(allow_null=True)
    cancelled_at = serializers.DateTimeField(allow_null=True)
    cancelled_because = serializers.SerializerMethodField()
    may_pay = serializers.SerializerMethodField()
    orders = serializers.SerializerMethodField()

    @extend_schema_field(serializers.ChoiceField(choices=CancelledBecause.choices, allow_null=True))
    def get_cancelled_because(self, purchase: Purchase) -> str | None:
        return purchase.cancelled_because or None

    @extend_schema_field(VerdictOut)
    def get_may_pay(self, purchase: Purchase) -> Any:
        return VerdictOut(rules.may_pay(status=purchase.status, due_at=purchase.due_at, now=clock.now())).data

    @extend_schema_field(serializers.ListField(child=Number()))
    def get_orders(self, purchase: Purchase) -> Any:
        return [order.number for order in purchase.orders.all()]


class PaymentOut(serializers.Serializer):
    """One attempt to pay. Send the shopper to `redirect_url` when there is one."""

    number = Number()
    status = serializers.ChoiceField(choices=PaymentStatus.choices)
    amount = MoneyOut()
    redirect_url = serializers.SerializerMethodField()
    created_at = serializers.DateTimeField()
    pay_until = serializers.DateTimeField()
    captured_at = serializers.DateTimeField(allow_null=True)

    @extend_schema_field(serializers.URLField(allow_null=True))
    def get_redirect_url(self, payment: Payment) -> str | None:
        if payment.status != PaymentStatus.ACTION_REQUIRED:
            return None
        url = payment.redirect_url
        return f"{settings.SITE_URL}{url}" if url.startswith("/") else url


class PurchaseDoor(OpenDoor):
    resource = "purchases"
    guest_headers = (who.ORDER,)
    header_words = who.ORDER_WORDS

    @operation(gives=PurchaseCardOut, paged=True)
    def index(self, request: Request) -> Rows:
        """One's purchases, newest first."""
        return Rows(who.purchases_of(request), ("-pk",))

    @operation(gives=PurchaseOut)
    def show(self, request: Request, number: str) -> Any:
        """One purchase."""
        return self._find(request, number)

    @operation(gives=PurchaseOut, needs_key=True)
    def cancel(self, request: Request, number: str) -> Any:
        """Give up a purchase that is not paid; what it reserved goes back on the shelf."""
        purchase = self._find(request, number)
        return services.cancel_purchase(purchase, because=CancelledBecause.BY_SHOPPER, by=who.member_of(request))

    @operation(gives=PaymentOut)
    def payment(self, request: Request, number: str) -> Any:
        """The latest payment of a purchase."""
        return self._payment(self._find(request, number))

    @operation(gives=PaymentOut, needs_key=True, asks_outside=True)
    def pay(self, request: Request, number: str) -> Any:
        """Begin to pay. A new payment begins only when the one before came to nothing."""
        purchase = self._find(request, number)
        path = reverse("orders:return", kwargs={"number": purchase.number})
        return services.start_paying(purchase, return_url=f"{settings.SITE_URL}{path}")

    @operation(gives=PaymentOut, asks_outside=True)
    def check(self, request: Request, number: str) -> Any:
        """Ask the provider what became of the payment, without waiting for its message."""
        purchase = self._find(request, number)
        payment = self._payment(purchase)
        if payment.is_open:
            payment = refresh_payment(payment)
        services.complete_purchase(purchase)
        return payment

    def _find(self, request: Request, number: str) -> Purchase:
        return get_object_or_404(who.purchases_of(request).prefetch_related("orders"), number=number)

    def _payment(self, purchase: Purchase) -> Payment:
        payments: QuerySet[Payment] = Payment.objects.of_purchase(purchase.number).order_by("-pk")[:1]
        return get_object_or_404(Payment.objects.filter(pk__in=[payment.pk for payment in payments]))
