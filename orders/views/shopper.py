"""A shopper's orders: the list, one order, its promises, and what the shopper can do about it."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.models import User
from core import clock
from core.errors import DomainError
from core.numbers import token_digest
from orders import rules, services
from orders.models import Order, Purchase
from orders.promises import in_short, read_promise
from orders.showing import cards, money_bar, parcel_steps, timeline, tone_of, tracking_of
from orders.states import HELD, CancelledBecause
from orders.visitors import has_opened, orders_of, remember_opened, user_of

PER_PAGE = 20

View = Callable[..., HttpResponse]


def for_shoppers(view: View) -> View:
    """For members, and for guests who opened a purchase; anybody else is asked to sign in."""

    @wraps(view)
    def door(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if user_of(request) or has_opened(request):
            return view(request, *args, **kwargs)
        return redirect_to_login(request.get_full_path())

    return door


@require_safe
@for_shoppers
def index(request: HttpRequest) -> HttpResponse:
    """One's orders, newest first."""
    orders = orders_of(request).with_card().order_by("-pk")
    page = Paginator(orders, PER_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "cards": cards(page.object_list, now=clock.now())}
    return render(request, "orders/list.html", context)


@require_safe
def open_as_guest(request: HttpRequest, number: str, token: str) -> HttpResponse:
    """
    The secret link of a guest's mails: remember that it was used here, and go on to an address without the secret.

    Once a member owns the purchase, the link alone opens nothing any more: they sign in.
    """
    purchase = get_object_or_404(Purchase, number=number, access_token_digest=token_digest(token))
    if purchase.shopper_id is None:
        remember_opened(request, [purchase])
    orders = list(purchase.orders.filter(paid_at__isnull=False)[:2])
    if len(orders) == 1:
        return redirect("orders:detail", number=orders[0].number)
    return redirect("orders:list") if orders else redirect("orders:pay", number=purchase.number)


@require_safe
@for_shoppers
def detail(request: HttpRequest, number: str) -> HttpResponse:
    """Everything about one order: where it is, where its money is, what was promised."""
    order = get_object_or_404(orders_of(request).with_everything(), number=number)
    shipment = getattr(order, "shipment", None)
    scans = list(shipment.events.all()) if shipment else []
    lines = list(order.lines.all())
    # What an open page asks again by; as long as it is the same, there is nothing to swap.
    seen = f"{order.status}-{len(scans)}"
    if request.GET.get("seen") == seen:
        return HttpResponse(status=204)
    context = {
        "order": order,
        "seen": seen,
        "is_moving": order.status in HELD,
        "lines": lines,
        "tone": tone_of(order),
        "timeline": timeline(order, scans),
        "money": money_bar(order, for_seller=False),
        "shipment": shipment,
        "parcel": parcel_steps(scans),
        "tracking": tracking_of(shipment),
        "promise": in_short(read_promise(lines[0].promise)),
        "may_accept": rules.may_accept(status=order.status),
        "may_confirm_arrival": rules.may_confirm_arrival(status=order.status),
        "may_cancel": rules.may_shopper_cancel(
            status=order.status, promise_ends_at=order.promise_ends_at, now=clock.now()
        ),
        "may_review": order.delivered_at is not None and user_of(request) is not None,
    }
    is_part = request.headers.get("HX-Target") == "progress"
    return render(request, "orders/detail.html#progress" if is_part else "orders/detail.html", context)


@require_safe
@for_shoppers
def promise(request: HttpRequest, number: str, position: int) -> HttpResponse:
    """What was promised with one line, word for word."""
    order = get_object_or_404(orders_of(request).select_related("shop"), number=number)
    line = get_object_or_404(order.lines.select_related("promise"), position=position)
    context = {"order": order, "line": line, "promise": read_promise(line.promise)}
    return render(request, "orders/promise.html", context)


@require_POST
@for_shoppers
def accept(request: HttpRequest, number: str) -> HttpResponse:
    """All is well: let the money go now."""
    return _act(request, number, services.accept_order, _("Thank you. The money is released to the shop."))


@require_POST
@for_shoppers
def confirm_arrival(request: HttpRequest, number: str) -> HttpResponse:
    """The parcel is here; the time to inspect it begins."""
    return _act(request, number, services.confirm_arrival, _("Thank you. Take your time to look at everything."))


@require_POST
@for_shoppers
def cancel(request: HttpRequest, number: str) -> HttpResponse:
    """Cancel before it is packed; the money comes back."""

    def by_shopper(order: Order, *, by: User | None) -> Order:
        return services.cancel_order(order, because=CancelledBecause.BY_SHOPPER, by=by)

    return _act(request, number, by_shopper, _("The order is cancelled, and the money goes back to you."))


def _act(request: HttpRequest, number: str, act: Callable[..., object], done: str) -> HttpResponse:
    order = get_object_or_404(orders_of(request), number=number)
    try:
        act(order, by=user_of(request))
    except DomainError as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, done)
    return redirect("orders:detail", number=order.number)
