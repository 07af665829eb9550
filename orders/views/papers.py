"""Papers of an order as PDF files, for those who may see the order itself."""

from __future__ import annotations

from allauth.core.ratelimit import consume_or_429
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from core import clock
from core.papers import PapersBusy
from core.verdict import Verdict
from orders import papers, rules
from orders.downloads import has_it_already, paper_response
from orders.models import Order
from orders.views.desk import order_of_place, place_of
from orders.views.shopper import for_shoppers
from orders.visitors import orders_of
from sellers.models import Membership


@require_safe
@for_shoppers
def confirmation(request: HttpRequest, number: str) -> HttpResponse:
    """The shopper's confirmation of one order."""
    return _file(request, papers.confirmation(_own(request, number)), f"{number}-confirmation.pdf")


@require_safe
@for_shoppers
def invoice(request: HttpRequest, number: str) -> HttpResponse:
    """The shopper's invoice of one order."""
    return _file(request, papers.invoice(_own(request, number)), f"{number}-invoice.pdf")


@require_safe
@login_required
def invoice_copy(request: HttpRequest, shop: str, number: str) -> HttpResponse:
    """The seller's copy of the invoice, for whoever may see the order's money."""
    place = place_of(request, shop, *rules.MAY_SEE_ORDERS)
    order = order_of_place(place, number)
    return _file(request, papers.invoice_copy(order, address=_address(order, place)), f"{number}-invoice-copy.pdf")


@require_safe
@login_required
def packing_slip(request: HttpRequest, shop: str, number: str) -> HttpResponse:
    """What the seller puts into the parcel."""
    place = place_of(request, shop, *rules.MAY_SEND)
    order = order_of_place(place, number)
    return _file(request, papers.packing_slip(order, address=_address(order, place)), f"{number}-packing-slip.pdf")


def _address(order: Order, place: Membership) -> Verdict:
    """Whether this worker of the shop may still see where the parcel goes."""
    return rules.may_see_address(status=order.status, released_at=order.released_at, now=clock.now(), role=place.role)


def _own(request: HttpRequest, number: str) -> Order:
    return get_object_or_404(orders_of(request).with_everything().filter(paid_at__isnull=False), number=number)


def _file(request: HttpRequest, html: str, name: str) -> HttpResponse:
    if known := has_it_already(request, html):
        return known
    if slower := consume_or_429(request, action="paper"):
        return slower
    try:
        return paper_response(html, name=name)
    except PapersBusy as refusal:
        context = {"reason": refusal.message}
        answer = render(request, "orders/paper_later.html", context, status=refusal.http_status)
        answer.headers["Retry-After"] = str(refusal.wait)
        return answer
