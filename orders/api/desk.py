"""The seller's orders: what to send next, and sending it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request

from core import clock
from core.api.doors import MembersDoor, Rows, operation
from core.api.fields import Line, MoneyOut, OneOf, VerdictOut
from core.text import plain_line
from core.verdict import Verdict
from orders import papers, rules, services
from orders.api.parts import AddressOut, MoneyBarOut, OrderBaseOut, OrderCardOut, PromiseOut
from orders.downloads import has_it_already, paper_response
from orders.models import Order
from orders.promises import read_promise
from orders.querysets import OrderQuerySet
from orders.showing import money_bar
from orders.states import CancelledBecause, Carrier
from orders.tracking_numbers import Found, judge, tracking_url
from sellers.models import Membership, ShopRole


class DeskOrdersQuery(serializers.Serializer):
    show = serializers.ChoiceField(choices=["to_send", "sent", "all"], default="to_send", required=False)


class ShipIn(serializers.Serializer):
    """Which carrier has the parcel, and under which number."""

    carrier = OneOf(choices=Carrier.choices)
    carrier_name = Line(max_length=80, blank=True, default="")
    tracking_number = Line(max_length=60, blank=True, default="")


class NumberQuery(serializers.Serializer):
    """A tracking number, and whose it is when one knows."""

    tracking_number = Line(max_length=60)
    carrier_name = serializers.CharField(max_length=80, required=False, allow_blank=True)


class RecognisedOut(serializers.Serializer):
    """
    What the number itself says: whose it may be, and how sure that is.

    `usable` is whether a parcel can be sent under it, `carrier_needed` whether the carrier must be named for that.
    """

    found = serializers.ChoiceField(choices=[found.value for found in Found])
    carriers = serializers.ListField(child=serializers.CharField())
    usable = VerdictOut()
    carrier_needed = serializers.BooleanField()
    tracking_url = serializers.URLField(allow_null=True, help_text="The carrier's own page.")


class DeskOrderOut(OrderBaseOut):
    """An order as its seller sees it. The address is there only while it is needed to send the parcel."""

    commission = MoneyOut()
    sellers_share = MoneyOut()
    money = serializers.SerializerMethodField()
    address = serializers.SerializerMethodField()

    @extend_schema_field(MoneyBarOut)
    def get_money(self, order: Order) -> Any:
        return MoneyBarOut(money_bar(order, for_seller=True)).data

    @extend_schema_field(AddressOut(allow_null=True))
    def get_address(self, order: Any) -> Any:
        verdict = rules.may_see_address(
            status=order.status, released_at=order.released_at, now=clock.now(), role=order.role_of_reader
        )
        return AddressOut(order.purchase).data if verdict else None


class ShopsOrdersDoor(MembersDoor):
    """Starts from the orders of a shop in which whoever knocks works, in one of the roles that the act asks for."""

    def place(self, request: Request, shop: str, *roles: ShopRole) -> Membership:
        places = Membership.objects.filter(user=request.user, role__in=roles).select_related("shop")
        return get_object_or_404(places, shop__slug=shop)

    def orders(self, place: Membership) -> OrderQuerySet:
        return Order.objects.filter(shop=place.shop, paid_at__isnull=False)


class DeskOrderDoor(ShopsOrdersDoor):
    resource = "desk_orders"

    @operation(query=DeskOrdersQuery, gives=OrderCardOut, paged=True)
    def index(self, request: Request, shop: str, query: Mapping[str, Any]) -> Rows:
        """The shop's orders: those to send by their promised day, or sent, or all."""
        orders = self.orders(self.place(request, shop, *rules.MAY_SEE_ORDERS)).with_desk_card()
        if query["show"] == "sent":
            return Rows(orders.sent(), ("-handed_over_at", "-pk"))
        if query["show"] == "all":
            return Rows(orders, ("-pk",))
        return Rows(orders.to_send(), ("promised_by", "pk"))

    @operation(gives=DeskOrderOut)
    def show(self, request: Request, shop: str, number: str) -> Any:
        """One order, with all that is needed to send it."""
        return self._whole(request, shop, number)

    @operation(gives=PromiseOut)
    def promise(self, request: Request, shop: str, number: str, position: int) -> Any:
        """What the shop promised with one line, word for word."""
        order = self._find(request, shop, number, rules.MAY_SEE_ORDERS)
        return read_promise(get_object_or_404(order.lines.select_related("promise"), position=position).promise)

    @operation(gives=DeskOrderOut)
    def pack(self, request: Request, shop: str, number: str) -> Any:
        """The things are in the parcel: the shopper can no longer simply cancel."""
        services.pack_order(self._find(request, shop, number, rules.MAY_SEND), by=request.user)
        return self._whole(request, shop, number)

    @operation(takes=ShipIn, gives=DeskOrderOut)
    def ship(self, request: Request, shop: str, number: str, body: Mapping[str, Any]) -> Any:
        """A carrier has the parcel."""
        services.ship_order(self._find(request, shop, number, rules.MAY_SEND), by=request.user, **body)
        return self._whole(request, shop, number)

    @operation(gives=DeskOrderOut, needs_key=True)
    def cancel(self, request: Request, shop: str, number: str) -> Any:
        """The shop cannot send it: the money goes back to the shopper."""
        order = self._find(request, shop, number, rules.MAY_SEND)
        services.cancel_order(order, because=CancelledBecause.BY_SELLER, by=request.user)
        return self._whole(request, shop, number)

    def _find(self, request: Request, shop: str, number: str, roles: tuple[ShopRole, ...]) -> Order:
        return get_object_or_404(self.orders(self.place(request, shop, *roles)).select_related("shop"), number=number)

    def _whole(self, request: Request, shop: str, number: str) -> Order:
        place = self.place(request, shop, *rules.MAY_SEE_ORDERS)
        order: Any = get_object_or_404(self.orders(place).with_everything(), number=number)
        order.role_of_reader = place.role
        found: Order = order
        return found


class DeskPaperDoor(ShopsOrdersDoor):
    resource = "desk_papers"
    read_scope = "paper"

    @operation(files=("application/pdf",))
    def packing_slip(self, request: Request, shop: str, number: str) -> HttpResponse:
        """What goes into the parcel, as PDF; with the address only while it is needed."""
        order, address = self._find(request, shop, number, rules.MAY_SEND)
        return self._paper(request, papers.packing_slip(order, address=address), f"{number}-packing-slip.pdf")

    @operation(files=("application/pdf",))
    def invoice_copy(self, request: Request, shop: str, number: str) -> HttpResponse:
        """The seller's copy of the invoice, as PDF, for whoever may see the order's money."""
        order, address = self._find(request, shop, number, rules.MAY_SEE_ORDERS)
        return self._paper(request, papers.invoice_copy(order, address=address), f"{number}-invoice-copy.pdf")

    def _find(self, request: Request, shop: str, number: str, roles: tuple[ShopRole, ...]) -> tuple[Order, Verdict]:
        """The order, and whether this worker of the shop may still see where the parcel goes."""
        place = self.place(request, shop, *roles)
        order = get_object_or_404(self.orders(place).with_everything(), number=number)
        return order, rules.may_see_address(
            status=order.status, released_at=order.released_at, now=clock.now(), role=place.role
        )

    def _paper(self, request: Request, html: str, name: str) -> HttpResponse:
        return has_it_already(request._request, html) or paper_response(html, name=name)


class TrackingNumberDoor(ShopsOrdersDoor):
    resource = "desk_tracking_numbers"

    @operation(query=NumberQuery, gives=RecognisedOut)
    def recognise(self, request: Request, shop: str, query: Mapping[str, Any]) -> Any:
        """What we recognise in a tracking number. No carrier is asked."""
        self.place(request, shop, *rules.MAY_SEND)
        number, name = plain_line(query["tracking_number"]), plain_line(query.get("carrier_name", ""))
        answer = judge(number, carrier_name=name)
        return {
            "found": answer.found.value,
            "carriers": list(answer.carriers),
            "usable": rules.may_use_number(number, carrier_name=name),
            "carrier_needed": not name and not rules.may_leave_carrier_unnamed(number),
            "tracking_url": tracking_url(number, carrier_name=name) or None,
        }
