"""
How an order looks to the two who share it: its timeline, and the bar of its money.

Both sides see the same bar, made by the same function from the same row; only the last words differ, because the
seller is owed the total less the commission.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.formatting import day, moment, money, number, short_day
from core.text import isolated
from orders.models import Order, Shipment, TrackingEvent
from orders.rules import is_late, is_on_time
from orders.states import ON_THE_WAY, SENT, TO_SEND, Carrier, OrderStatus, TrackingCode, TrackingSource
from orders.tracking_numbers import Found, judge, tracking_url


@dataclass(frozen=True)
class Step:
    """One stop of a timeline or bar. `state` is done, now or next; `at` a moment, or words."""

    title: str
    state: str
    at: datetime | str | None = None
    place: str = ""

    @property
    def label(self) -> str:
        return self.title


# --- The order's way


def timeline(order: Order, scans: Iterable[TrackingEvent] = ()) -> list[Step]:
    """Paid, packed, handed over, in transit, out for delivery, delivered: when it was, or when it is promised."""
    if order.status == OrderStatus.CANCELLED:
        return _cut_short(order)
    first = _first_scans(scans)
    stops: list[tuple[OrderStatus, str, datetime | None]] = [
        (OrderStatus.PAID, _("Paid"), order.paid_at),
        (OrderStatus.PACKED, _("Packed"), order.packed_at),
        (OrderStatus.HANDED_OVER, _("Handed over"), order.handed_over_at),
        (OrderStatus.IN_TRANSIT, _("In transit"), _at(first, TrackingCode.IN_TRANSIT)),
        (OrderStatus.OUT_FOR_DELIVERY, _("Out for delivery"), _at(first, TrackingCode.OUT_FOR_DELIVERY)),
        (OrderStatus.DELIVERED, _("Delivered"), order.delivered_at),
    ]
    reached, is_there = _reached(order), order.status in (OrderStatus.DELIVERED, OrderStatus.COMPLETED)
    return [
        Step(
            title=title,
            state=_state(place, reached, is_over=is_there),
            at=_delivery_words(order) if status == OrderStatus.DELIVERED and at is None else at,
            place=_place(first, status, order),
        )
        for place, (status, title, at) in enumerate(stops)
        # A stop that no scan ever told of is left out once the parcel is past it.
        if at is not None or place >= reached - 1
    ]


def parcel_steps(scans: Iterable[TrackingEvent]) -> list[Step]:
    """Every scan of the parcel, oldest first; who said so where it was not the carrier."""
    known = list(scans)
    return [
        Step(
            title=str(TrackingCode(scan.code).label),
            state="now" if scan is known[-1] and scan.code != TrackingCode.DELIVERED else "done",
            at=scan.happened_at,
            place=" · ".join(filter(None, [scan.place, _said_by(scan)])),
        )
        for scan in known
    ]


def _cut_short(order: Order) -> list[Step]:
    steps = [Step(_("Paid"), "done", order.paid_at)] if order.paid_at else []
    return [*steps, Step(_("Cancelled"), "done", order.cancelled_at, place=order.get_cancelled_because_display())]


def _reached(order: Order) -> int:
    """How many stops are behind or here."""
    order_of_stops = [
        OrderStatus.PAID,
        OrderStatus.PACKED,
        OrderStatus.HANDED_OVER,
        OrderStatus.IN_TRANSIT,
        OrderStatus.OUT_FOR_DELIVERY,
        OrderStatus.DELIVERED,
    ]
    if order.status == OrderStatus.COMPLETED:
        return len(order_of_stops)
    return order_of_stops.index(OrderStatus(order.status)) + 1 if order.status in order_of_stops else 0


def _state(place: int, reached: int, *, is_over: bool) -> str:
    if place < reached - 1 or is_over:
        return "done"
    return "now" if place == reached - 1 else "next"


def _delivery_words(order: Order) -> str:
    return _("promised by %(day)s") % {"day": day(order.promised_by)}


def _first_scans(scans: Iterable[TrackingEvent]) -> dict[str, TrackingEvent]:
    first: dict[str, TrackingEvent] = {}
    for scan in scans:
        first.setdefault(scan.code, scan)
    return first


def _at(first: dict[str, TrackingEvent], code: TrackingCode) -> datetime | None:
    return first[code].happened_at if code in first else None


def _place(first: dict[str, TrackingEvent], status: OrderStatus, order: Order) -> str:
    if status == OrderStatus.DELIVERED and order.delivered_at:
        on_time = is_on_time(delivered_at=order.delivered_at, promise_ends_at=order.promise_ends_at)
        return _("on time") if on_time else _("promised by %(day)s") % {"day": day(order.promised_by)}
    return first[status].place if status in first else ""


def _said_by(scan: TrackingEvent) -> str:
    return {
        TrackingSource.SELLER: _("says the shop"),
        TrackingSource.SHOPPER: _("says the shopper"),
        TrackingSource.TIME: _("no other word came"),
    }.get(TrackingSource(scan.source), "")


def next_steps(orders: Sequence[Order]) -> list[Step]:
    """What a purchase that is paid waits for, over all its orders; nothing once everything is sent, or cancelled."""
    waiting = [order for order in orders if order.status in TO_SEND]
    if not waiting:
        return []
    first, last = min(order.promised_from for order in waiting), max(order.promised_by for order in waiting)
    days = sorted({order.inspection_days for order in waiting})
    words = {"days": " – ".join(map(number, dict.fromkeys([days[0], days[-1]])))}
    return [
        Step(_("Paid"), "done", waiting[0].paid_at),
        Step(
            ngettext("The shop packs and sends it", "Each shop packs and sends its part", len(orders)),
            "now",
            place=_("We write to you when it is on its way. You can follow it on the page of the order."),
        ),
        Step(_("It arrives"), "next", f"{short_day(first)} – {short_day(last)}"),
        Step(
            _("You look at everything"),
            "next",
            ngettext("%(days)s day", "%(days)s days", days[-1]) % words,
            place=_("All that time the money is held, not yet the seller's."),
        ),
        Step(_("The money goes to the shop"), "next", place=_("Earlier only if you say that all is well.")),
    ]


# --- The order's money


@dataclass(frozen=True)
class MoneyBar:
    """Where the money is, in one sentence, and by which rule it moves on."""

    steps: list[Step]
    headline: str
    note: str


def money_bar(order: Order, *, for_seller: bool) -> MoneyBar:
    """The bar that both sides see; load the order with its shop."""
    if for_seller:
        return MoneyBar(_money_steps(order), _sellers_headline(order), _sellers_note(order))
    return MoneyBar(_money_steps(order), _shoppers_headline(order), _shoppers_note(order))


def _money_steps(order: Order) -> list[Step]:
    if order.status == OrderStatus.CANCELLED:
        words = [_("Paid"), _("Cancelled")] if order.paid_at else [_("Cancelled")]
        return [Step(word, "done") for word in words]
    words = [_("Paid"), _("Sent"), _("Delivered"), _("Time to inspect"), _("Released")]
    here = _money_place(order)
    return [Step(word, "done" if at < here else "now" if at == here else "next") for at, word in enumerate(words)]


def _money_place(order: Order) -> int:
    """Which step of the bar is now; beyond the last when all is over."""
    if order.status == OrderStatus.COMPLETED:
        return 5
    if order.status == OrderStatus.DELIVERED:
        return 3
    if order.status in ON_THE_WAY:
        return 1
    return 0 if order.status in TO_SEND else -1


def _shoppers_headline(order: Order) -> str:
    words = {"total": money(order.total), "shop": isolated(order.shop.name)}
    if order.status == OrderStatus.COMPLETED:
        return _("%(total)s was released to %(shop)s") % words
    if order.status == OrderStatus.CANCELLED:
        return _("%(total)s goes back to you") % words if order.paid_at else _("Nothing was paid")
    if order.status == OrderStatus.AWAITING_PAYMENT:
        return _("%(total)s is not paid yet") % words
    return _("%(total)s is held, not yet the seller's") % words


def _shoppers_note(order: Order) -> str:
    if order.status == OrderStatus.DELIVERED and order.release_at:
        return _("Released to %(shop)s on %(moment)s. If all is well, you can release it earlier.") % {
            "shop": isolated(order.shop.name),
            "moment": moment(order.release_at),
        }
    if order.status in ON_THE_WAY | TO_SEND:
        return f"{_window_words(order)} {_silence_words(order)}".strip()
    if order.status == OrderStatus.CANCELLED and order.paid_at:
        return _("All of it, delivery included, by the way in which you paid.")
    return ""


def _sellers_headline(order: Order) -> str:
    words = {"share": money(order.sellers_share), "total": money(order.total)}
    if order.status == OrderStatus.COMPLETED:
        return _("%(share)s is yours") % words
    if order.status == OrderStatus.CANCELLED:
        return _("%(total)s goes back to the shopper") % words
    return _("%(total)s is held; %(share)s of it will be yours") % words


def _sellers_note(order: Order) -> str:
    if order.status == OrderStatus.DELIVERED and order.release_at:
        return _("Released to you on %(moment)s, or earlier if the shopper says that all is well.") % {
            "moment": moment(order.release_at)
        }
    if order.status in ON_THE_WAY | TO_SEND:
        return f"{_window_words(order)} {_silence_words(order)}".strip()
    return ""


def _window_words(order: Order) -> str:
    return ngettext(
        "The money moves %(days)d day after the parcel has arrived: that is the time to inspect it.",
        "The money moves %(days)d days after the parcel has arrived: that is the time to inspect it.",
        order.inspection_days,
    ) % {"days": order.inspection_days}


def _silence_words(order: Order) -> str:
    if order.presumed_delivered_at is None or order.status not in SENT:
        return ""
    return _("If nobody says anything, it counts as arrived on %(day)s.") % {"day": day(order.presumed_delivered_at)}


def commission_rate(order: Order) -> str:
    """ "8%", as it was at the sale."""
    return f"{number(order.commission_basis_points / 100)} %"


@dataclass(frozen=True)
class Tracking:
    """How sure a parcel's number is, and the carrier's page to follow it."""

    is_verified: bool
    url: str


def tracking_of(shipment: Shipment | None) -> Tracking | None:
    """Nothing before there is a parcel, and of the demo's own carrier."""
    if shipment is None or shipment.carrier == Carrier.SIMULATED:
        return None
    number, name = shipment.tracking_number, shipment.carrier_name
    return Tracking(
        is_verified=judge(number, carrier_name=name).found is Found.VERIFIED,
        url=tracking_url(number, carrier_name=name),
    )


@dataclass(frozen=True)
class Card:
    """An order in a list, with what its row does not say by itself."""

    order: Order
    tone: str
    is_late: bool


def cards(orders: Iterable[Order], *, now: datetime) -> list[Card]:
    return [
        Card(
            order=order,
            tone=tone_of(order),
            is_late=is_late(status=order.status, promise_ends_at=order.promise_ends_at, now=now),
        )
        for order in orders
    ]


def tone_of(order: Order) -> str:
    """The colour of the order's badge: held money, all well, or ended."""
    if order.status == OrderStatus.COMPLETED:
        return "good"
    if order.status == OrderStatus.CANCELLED:
        return "bad"
    return "held" if order.is_held else "plain"
