"""A shopper's orders: where they are, where their money is, and what can be done about them."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request

from core import clock
from core.api.doors import OpenDoor, Rows, operation
from core.api.fields import VerdictOut
from orders import papers, rules, services
from orders.api import who
from orders.api.parts import MoneyBarOut, OrderBaseOut, OrderCardOut, PromiseOut
from orders.downloads import has_it_already, paper_response
from orders.models import Order
from orders.promises import read_promise
from orders.showing import money_bar
from orders.states import CancelledBecause


class MayOut(serializers.Serializer):
    """What the shopper may do now, and if not, why."""

    cancel = VerdictOut()
    confirm_arrival = VerdictOut()
    accept = VerdictOut()


class OrderOut(OrderBaseOut):
    """An order as its shopper sees it."""

    money = serializers.SerializerMethodField()
    may = serializers.SerializerMethodField()

    @extend_schema_field(MoneyBarOut)
    def get_money(self, order: Order) -> Any:
        return MoneyBarOut(money_bar(order, for_seller=False)).data

    @extend_schema_field(MayOut)
    def get_may(self, order: Order) -> Any:
        return MayOut(
            {
                "cancel": rules.may_shopper_cancel(
                    status=order.status, promise_ends_at=order.promise_ends_at, now=clock.now()
                ),
                "confirm_arrival": rules.may_confirm_arrival(status=order.status),
                "accept": rules.may_accept(status=order.status),
            }
        ).data


class OrderDoor(OpenDoor):
    resource = "orders"
    guest_headers = (who.ORDER,)
    header_words = who.ORDER_WORDS

    @operation(gives=OrderCardOut, paged=True)
    def index(self, request: Request) -> Rows:
        """One's orders, newest first."""
        return Rows(who.orders_of(request).with_card(), ("-pk",))

    @operation(gives=OrderOut)
    def show(self, request: Request, number: str) -> Any:
        """One order."""
        return self._whole(request, number)

    @operation(gives=PromiseOut)
    def promise(self, request: Request, number: str, position: int) -> Any:
        """What was promised with one line, word for word."""
        line = get_object_or_404(self._find(request, number).lines.select_related("promise"), position=position)
        return read_promise(line.promise)

    @operation(gives=OrderOut, needs_key=True)
    def cancel(self, request: Request, number: str) -> Any:
        """Cancel before it is packed: the money comes back."""
        order = self._find(request, number)
        services.cancel_order(order, because=CancelledBecause.BY_SHOPPER, by=who.member_of(request))
        return self._whole(request, number)

    @operation(gives=OrderOut)
    def confirm_arrival(self, request: Request, number: str) -> Any:
        """The parcel is here; the time to inspect it begins."""
        services.confirm_arrival(self._find(request, number), by=who.member_of(request))
        return self._whole(request, number)

    @operation(gives=OrderOut, needs_key=True)
    def accept(self, request: Request, number: str) -> Any:
        """All is well: the money is released to the shop now."""
        services.accept_order(self._find(request, number), by=who.member_of(request))
        return self._whole(request, number)

    def _find(self, request: Request, number: str) -> Order:
        return get_object_or_404(who.orders_of(request), number=number)

    def _whole(self, request: Request, number: str) -> Order:
        return get_object_or_404(who.orders_of(request).with_everything(), number=number)


class OrderPaperDoor(OpenDoor):
    resource = "order_papers"
    guest_headers = (who.ORDER,)
    header_words = who.ORDER_WORDS
    read_scope = "paper"

    @operation(files=("application/pdf",))
    def confirmation(self, request: Request, number: str) -> HttpResponse:
        """The confirmation of a paid order, as PDF."""
        return self._paper(request, papers.confirmation(self._find(request, number)), f"{number}-confirmation.pdf")

    @operation(files=("application/pdf",))
    def invoice(self, request: Request, number: str) -> HttpResponse:
        """The invoice of a paid order, as PDF."""
        return self._paper(request, papers.invoice(self._find(request, number)), f"{number}-invoice.pdf")

    def _find(self, request: Request, number: str) -> Order:
        paid = who.orders_of(request).with_everything().filter(paid_at__isnull=False)
        return get_object_or_404(paid, number=number)

    def _paper(self, request: Request, html: str, name: str) -> HttpResponse:
        return has_it_already(request._request, html) or paper_response(html, name=name)
