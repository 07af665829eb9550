"""Whoever bought what was then taken down as illegal or unsafe is told (EU DSA, article 32)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from catalog import events as catalog
from catalog.models import Report
from catalog.states import ReportStatus, WarnedOf
from core import clock
from core.models import Event
from notifications.services import Reader, tell_shoppers
from orders.models import OrderLine
from orders.promises import read_promise
from orders.rules import BOUGHT_LATELY, what_now
from orders.states import WhatNow

# Of several orders of one person, the page of that one is opened in which most can still be done.
MOST_TO_DO = list(WhatNow)


def tell_who_bought_it(fact: catalog.ReportUpheld, event: Event) -> None:
    """Whoever bought it within six months reads what it was, who sold it, why it is gone, and what they can do."""
    report = Report.objects.select_related("listing").get(pk=fact.report_id)
    if report.ground not in WarnedOf.values or not _speaks(report):
        return
    since = (report.decided_at or event.occurred_at) - BOUGHT_LATELY
    # A member is told once of all their orders; a guest of each, for its link opens no other.
    bought: defaultdict[str, list[OrderLine]] = defaultdict(list)
    for line in OrderLine.objects.kept_of(report.listing, paid_since=since).with_who_bought():
        purchase = line.order.purchase
        bought[f"member {purchase.shopper_id}" if purchase.shopper_id else f"guest {purchase.pk}"].append(line)
    tell_shoppers("bought_taken_down", event, [_reader(report, lines) for lines in bought.values()])


def _speaks(report: Report) -> bool:
    """
    Whether this one tells: the listing is still down on this ground, and no earlier report told of the same.

    Two that were upheld one after the other are one warning; what was given back and taken down anew is another.
    """
    standing = Report.objects.filter(listing=report.listing_id, ground=report.ground, status=ReportStatus.UPHELD)
    first = standing.order_by("decided_at", "pk").first()
    return first is not None and (first.decided_at, first.pk) >= (report.decided_at, report.pk)


def _reader(report: Report, lines: Sequence[OrderLine]) -> Reader:
    now = clock.now()
    doing = {
        line.order.pk: what_now(status=line.order.status, promise_ends_at=line.order.promise_ends_at, now=now)
        for line in lines
    }
    line = min(lines, key=lambda line: MOST_TO_DO.index(doing[line.order.pk]))
    order, seller = line.order, read_promise(line.promise).says["seller"]
    about = {
        "order": order.number,
        "orders": ", ".join(dict.fromkeys(line.order.number for line in lines)),
        "title": line.title,
        "shop": order.shop.name,
        "seller": seller["legal_name"],
        "warned": WarnedOf(report.ground),
        "now": doing[order.pk],
    }
    letter = {
        "parts": [(line, doing[line.order.pk].label) for line in lines],
        "seller": seller,
        "warned": WarnedOf(report.ground).label,
        "taken_down_at": report.decided_at,
    }
    return Reader(order.purchase, about, letter)
