"""
What stands on the papers of an order: confirmation, invoice, packing slip.

Each is made of what was frozen at the purchase and of the order's own row; days are those of the shopper's zone, with
their year. The same order in the same state and language gives the same page, and so the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.zones import zone_named
from core.errors import DomainError
from core.formatting import day
from core.verdict import Verdict
from orders.models import Order, OrderLine
from orders.promises import ReadPromise, in_short, read_promise
from orders.states import OrderStatus
from policies.wording import PromiseLine


class NoPaper(DomainError):
    """There is no such paper of this order."""

    code = "orders.no_paper"


@dataclass(frozen=True)
class PaperLine:
    """A line of the order with the promise that binds it."""

    line: OrderLine
    promise: ReadPromise


def confirmation(order: Order) -> str:
    """The page of the order confirmation: what was bought, where it goes, what is promised. Load with_everything."""
    return _page("papers/confirmation.html", order)


def invoice(order: Order) -> str:
    """The page of the invoice: who sold what to whom for how much, and that it was paid. Load with_everything."""
    return _page("papers/invoice.html", order, address=Verdict(True), is_copy=False)


def invoice_copy(order: Order, *, address: Verdict) -> str:
    """The seller's copy of the invoice; without the address when the verdict says no. Load with_everything."""
    return _page("papers/invoice.html", order, address=address, is_copy=True)


def packing_slip(order: Order, *, address: Verdict) -> str:
    """The page that goes into the parcel; without the address when the verdict says no. Load with_everything."""
    return _page("papers/packing_slip.html", order, address=address)


def _page(template: str, order: Order, **more: object) -> str:
    if order.paid_at is None:
        raise NoPaper(_("This order is not paid yet."))
    lines = [PaperLine(line, read_promise(line.promise)) for line in order.lines.all()]
    first = lines[0].promise
    with _in_zone_of_shopper(order):
        context = {
            "MARKET_NAME": settings.MARKET_NAME,
            "order": order,
            "purchase": order.purchase,
            "lines": lines,
            "units": sum(each.line.quantity for each in lines),
            "seller": first.says["seller"],
            "shop": first.says["shop"],
            "is_business": first.says["seller"]["address"] is not None,
            "promise": _promise(first),
            "is_cancelled": order.status == OrderStatus.CANCELLED,
            **more,
        }
        return render_to_string(template, context)


def _promise(promise: ReadPromise) -> list[PromiseLine]:
    """In short, but with whole days: what is printed is read in another year, too."""
    _arrives, *others = in_short(promise)
    days = f"{day(promise.arrives.first)} – {day(promise.arrives.last)}"
    return [PromiseLine(_("Arrives"), days), *others]


@contextmanager
def _in_zone_of_shopper(order: Order) -> Iterator[None]:
    with timezone.override(zone_named(order.purchase.time_zone)):
        yield
