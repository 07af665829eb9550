"""The seller's orders: what to send next, and one order with all that is needed to send it."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.models import User
from core import clock
from core.errors import DomainError
from orders import rules, services
from orders.forms import NumberForm, ShipForm
from orders.models import Order
from orders.promises import read_promise
from orders.querysets import OrderQuerySet
from orders.showing import cards, commission_rate, money_bar, parcel_steps, timeline, tone_of, tracking_of
from orders.states import CancelledBecause
from orders.tracking_numbers import CARRIER_NAMES, judge
from orders.visitors import member_of
from sellers.models import Membership, ShopRole

PER_PAGE = 25


def place_of(request: HttpRequest, shop: str, *roles: ShopRole) -> Membership:
    """Where this person works; 404 for anybody who does not work there in one of these roles."""
    places = Membership.objects.filter(user=member_of(request), role__in=roles).select_related("shop")
    return get_object_or_404(places, shop__slug=shop)


def _orders_of(place: Membership) -> OrderQuerySet:
    return Order.objects.filter(shop=place.shop, paid_at__isnull=False)


def order_of_place(place: Membership, number: str) -> Order:
    """One paid order of the shop, with everything that its page and its papers say; 404 for any other."""
    return get_object_or_404(_orders_of(place).with_everything(), number=number)


@require_safe
@login_required
def index(request: HttpRequest, shop: str) -> HttpResponse:
    """The shop's orders: first those to send, the oldest promise on top."""
    place = place_of(request, shop, *rules.MAY_SEE_ORDERS)
    shown = request.GET.get("show", "")
    orders = _orders_of(place).with_desk_card()
    if shown == "sent":
        orders = orders.sent().order_by("-handed_over_at", "-pk")
    elif shown == "all":
        orders = orders.order_by("-pk")
    else:
        shown, orders = "to_send", orders.to_send().order_by("promised_by", "pk")
    page = Paginator(orders, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "shop": place.shop,
        "page": page,
        "cards": cards(page.object_list, now=clock.now()),
        "shown": shown,
        "query": f"show={shown}",
    }
    return render(request, "orders/desk_list.html", context)


@require_safe
@login_required
def detail(request: HttpRequest, shop: str, number: str) -> HttpResponse:
    """One order: its address while it is needed, its parcel, its money."""
    place = place_of(request, shop, *rules.MAY_SEE_ORDERS)
    return _page(request, place, order_of_place(place, number))


@require_POST
@login_required
def pack(request: HttpRequest, shop: str, number: str) -> HttpResponse:
    """The things are in the parcel."""
    return _act(request, shop, number, services.pack_order, _("Packed. Now hand it over."))


@require_POST
@login_required
def ship(request: HttpRequest, shop: str, number: str) -> HttpResponse:
    """A carrier has the parcel."""
    place = place_of(request, shop, *rules.MAY_SEND)
    order = order_of_place(place, number)
    form = ShipForm(request.POST, is_demo=settings.DEMO)
    if form.is_valid():
        try:
            services.ship_order(order, by=member_of(request), **form.cleaned_data)
        except DomainError as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("On its way. The shopper has been told."))
            return redirect("orders:desk_detail", shop=shop, number=order.number)
    return _page(request, place, order, form)


@require_safe
@login_required
def recognise(request: HttpRequest, shop: str) -> HttpResponse:
    """What we recognise in a tracking number while it is typed: a part of the page of an order to send."""
    place_of(request, shop, *rules.MAY_SEND)
    form = NumberForm(request.GET)
    number, name = form.cleaned_data.values() if form.is_valid() else ("", "")
    context: dict[str, object] = {"answer": judge(number, carrier_name=name) if number else None}
    if number:
        context["verdict"] = rules.may_use_number(number, carrier_name=name)
        context["unnamed"] = name or rules.may_leave_carrier_unnamed(number)
    return render(request, "orders/recognised.html", context)


@require_POST
@login_required
def cancel(request: HttpRequest, shop: str, number: str) -> HttpResponse:
    """The shop cannot send it: the money goes back."""

    def by_seller(order: Order, *, by: User) -> Order:
        return services.cancel_order(order, because=CancelledBecause.BY_SELLER, by=by)

    return _act(request, shop, number, by_seller, _("Cancelled. The money goes back to the shopper."))


@require_safe
@login_required
def promise(request: HttpRequest, shop: str, number: str, position: int) -> HttpResponse:
    """What the shop promised with one line, word for word."""
    place = place_of(request, shop, *rules.MAY_SEE_ORDERS)
    order = get_object_or_404(_orders_of(place).select_related("shop"), number=number)
    line = get_object_or_404(order.lines.select_related("promise"), position=position)
    context = {"shop": place.shop, "order": order, "line": line, "promise": read_promise(line.promise)}
    return render(request, "orders/desk_promise.html", context)


def _act(request: HttpRequest, shop: str, number: str, act: Callable[..., object], done: str) -> HttpResponse:
    place = place_of(request, shop, *rules.MAY_SEND)
    order = get_object_or_404(_orders_of(place), number=number)
    try:
        act(order, by=member_of(request))
    except DomainError as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, done)
    return redirect("orders:desk_detail", shop=shop, number=order.number)


def _page(request: HttpRequest, place: Membership, order: Order, form: ShipForm | None = None) -> HttpResponse:
    shipment = getattr(order, "shipment", None)
    scans = list(shipment.events.all()) if shipment else []
    may_act = place.role in rules.MAY_SEND
    context = {
        "shop": place.shop,
        "order": order,
        "lines": order.lines.all(),
        "tone": tone_of(order),
        "timeline": timeline(order, scans),
        "money": money_bar(order, for_seller=True),
        "commission_rate": commission_rate(order),
        "shipment": shipment,
        "parcel": parcel_steps(scans),
        "tracking": tracking_of(shipment),
        "address": rules.may_see_address(
            status=order.status, released_at=order.released_at, now=clock.now(), role=place.role
        ),
        "may_pack": may_act and order.can_move_to("packed"),
        "may_send": may_act and rules.may_send(status=order.status),
        "form": form or ShipForm(is_demo=settings.DEMO),
        "carriers": CARRIER_NAMES,
    }
    return render(request, "orders/desk_detail.html", context, status=422 if form and form.errors else 200)
