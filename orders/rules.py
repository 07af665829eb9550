"""
Decisions about buying, sending and releasing, without a database: facts and a moment in, a verdict out.

How we sell stands here too: the commission, the length of a reservation, the inspection window.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from django.utils.translation import gettext as said
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from core.money import Money
from core.verdict import Verdict
from orders.states import HELD, ON_THE_WAY, TO_SEND, Carrier, OrderStatus, PurchaseStatus, WhatNow
from orders.tracking_numbers import Found, judge
from payments.rules import split_commission
from sellers.models import ShopRole

MOST_OF_ONE_THING = 99
MOST_LINES = 100  # what is bought at once is locked at once
MOST_UNPAID = 6  # purchases of one shopper that reserve things at the same time
VISITORS_BASKET = timedelta(days=60)
EMPTY_BASKET = timedelta(days=1)
RESERVATION = timedelta(minutes=30)
PROCESSING_GRACE = timedelta(hours=1)
# So long after a reservation's end the sweep still looks for money that came for it.
LATE_MONEY = timedelta(days=3)
# Money that comes later than this after the purchase was placed goes back: the promised days would no longer be true.
PROMISE_HOLDS_UNPAID = timedelta(days=1)
COMMISSION_BASIS_POINTS = 800  # 8 % of the things, none of the delivery

# The inspection window is the shop's return window, within these ends.
SHORTEST_INSPECTION_DAYS = 3
LONGEST_INSPECTION_DAYS = 14

# A parcel whose scans nobody sends us counts as delivered so long after the promised date, unless the
# shopper says so earlier. The seller's own word never starts the inspection window.
PRESUMED_DELIVERED_AFTER = timedelta(days=7)

# Whoever bought within so long is told when what they bought proves to be illegal (EU DSA, article 32: six months).
BOUGHT_LATELY = timedelta(days=184)

# After completion the seller keeps the address for questions about the parcel, then no longer sees it.
ADDRESS_KEPT_AFTER_COMPLETION = timedelta(days=30)

MAY_SEND = (ShopRole.OWNER, ShopRole.MANAGER, ShopRole.FULFILMENT)
MAY_SEE_ORDERS = (*MAY_SEND, ShopRole.FINANCE)


@dataclass(frozen=True)
class DateRange:
    """The days between which a parcel is promised to arrive, both included."""

    first: date
    last: date


# --- Choosing


def may_take(*, quantity: int, available: int) -> Verdict:
    """May somebody put `quantity` of one thing into the basket?"""
    if quantity < 1:
        return Verdict(False, _("Choose at least one."))
    if quantity > MOST_OF_ONE_THING:
        return Verdict(False, _("At most %(most)d of one thing can be bought at once.") % {"most": MOST_OF_ONE_THING})
    if available < 1:
        return Verdict(False, _("This is sold out."))
    if quantity > available:
        return Verdict(
            False,
            ngettext_lazy("Only %(count)d is left.", "Only %(count)d are left.", available) % {"count": available},
        )
    return Verdict(True)


def may_add_a_line(*, lines: int) -> Verdict:
    """May one more kind of thing be put into a basket of so many?"""
    if lines >= MOST_LINES:
        return Verdict(False, _("A basket holds at most %(most)d different things.") % {"most": MOST_LINES})
    return Verdict(True)


def may_buy_from(*, works_there: bool, is_guest: bool = False) -> Verdict:
    """Nobody buys from a shop in which they work: sales and reviews must come from others."""
    if works_there and is_guest:
        # Whoever types somebody's address must not learn where that person works.
        return Verdict(False, _("This cannot be bought with this e-mail address."))
    if works_there:
        return Verdict(False, _("You work in this shop, so you cannot buy from it."))
    return Verdict(True)


# --- Promising


def delivery_dates(*, on: date, handling_days: int, min_days: int, max_days: int) -> DateRange:
    """Calendar days: a promise that does not depend on anybody's holidays."""
    return DateRange(on + timedelta(days=handling_days + min_days), on + timedelta(days=handling_days + max_days))


def promise_ends_at(*, promised_by: date, zone: tzinfo) -> datetime:
    """The last moment of the last promised day, as the shopper's clock shows it: a parcel is late there, not in UTC."""
    return datetime.combine(promised_by, time.max, tzinfo=zone).astimezone(UTC)


def inspection_days(*, return_window_days: int) -> int:
    return max(SHORTEST_INSPECTION_DAYS, min(LONGEST_INSPECTION_DAYS, return_window_days))


def commission(items: Money, *, basis_points: int = COMMISSION_BASIS_POINTS) -> Money:
    """The platform's part of the price of the things."""
    return split_commission(items, basis_points=basis_points).commission


# --- Paying


def may_pay(*, status: str, due_at: datetime, now: datetime) -> Verdict:
    if status == PurchaseStatus.PAID:
        return Verdict(False, _("This purchase is already paid."))
    if status == PurchaseStatus.CANCELLED or now >= due_at:
        return Verdict(False, _("The time to pay is over, and the things are no longer reserved for you."))
    return Verdict(True)


def may_place(*, unpaid: int) -> Verdict:
    """Things are reserved for those who pay, not kept from others."""
    if unpaid >= MOST_UNPAID:
        return Verdict(False, _("Several of your purchases wait to be paid. Pay or cancel one of them first."))
    return Verdict(True)


def may_revive(*, placed_at: datetime, now: datetime) -> Verdict:
    """May money that came after the reservation ended still buy, under the promise of that moment?"""
    if now >= placed_at + PROMISE_HOLDS_UNPAID:
        return Verdict(False, _("The promise is too old to be kept."))
    return Verdict(True)


def keep_reserved(*, is_processing: bool, due_at: datetime, now: datetime) -> bool:
    """The shopper has paid and only machines are still at work: the reservation waits for them, but not for ever."""
    return is_processing and now < due_at + PROCESSING_GRACE


# --- Sending


def may_send(*, status: str) -> Verdict:
    if status in TO_SEND:
        return Verdict(True)
    if status == OrderStatus.AWAITING_PAYMENT:
        return Verdict(False, _("This order is not paid yet."))
    if status == OrderStatus.CANCELLED:
        return Verdict(False, _("This order was cancelled."))
    return Verdict(False, _("This order was already sent."))


def is_late(*, status: str, promise_ends_at: datetime, now: datetime) -> bool:
    """Not delivered, and the promised day has passed where the shopper is."""
    return status in TO_SEND | ON_THE_WAY and now > promise_ends_at


def is_on_time(*, delivered_at: datetime, promise_ends_at: datetime) -> bool:
    """Delivered on the last promised day, or earlier."""
    return delivered_at <= promise_ends_at


def may_use_carrier(*, carrier: str, is_demo: bool) -> Verdict:
    """The simulated carrier moves parcels in the demo only."""
    if carrier == Carrier.SIMULATED and not is_demo:
        return Verdict(False, _("The demo carrier works only in the demo."))
    return Verdict(True)


def may_use_number(tracking_number: str, *, carrier_name: str) -> Verdict:
    """A number that its carrier cannot have written would lead the shopper nowhere."""
    if not tracking_number:
        return Verdict(False, _("Enter the tracking number, so that the shopper can follow the parcel."))
    answer = judge(tracking_number, carrier_name=carrier_name)
    names = {"carrier": one_of(answer.carriers)}
    if answer.found is Found.NO_SUCH_FORMAT:
        return Verdict(
            False,
            _("No number of %(carrier)s looks like this: look for a typing mistake, or name another carrier.") % names,
        )
    if answer.found is Found.WRONG_DIGIT:
        return Verdict(
            False,
            _(
                "This looks like a number of %(carrier)s, but its check digit is wrong: look for a typing mistake, "
                "or name another carrier."
            )
            % names,
        )
    return Verdict(True)


def may_leave_carrier_unnamed(tracking_number: str) -> Verdict:
    """Only where the number says clearly whose it is."""
    answer = judge(tracking_number)
    if len(answer.carriers) > 1:
        names = {"carriers": one_of(answer.carriers)}
        return Verdict(False, _("This can be a number of %(carriers)s: say which carrier has the parcel.") % names)
    if not answer.carriers:
        return Verdict(False, _("Say which carrier has the parcel."))
    return Verdict(True)


def one_of(names: Sequence[str]) -> str:
    """ "FedEx", "FedEx or Purolator", "FedEx, DPD or Purolator"."""
    *others, last = names or ("",)
    return said("%(others)s or %(last)s") % {"others": ", ".join(others), "last": last} if others else last


def presumed_delivered_at(*, promise_ends_at: datetime, handed_over_at: datetime) -> datetime:
    """When a parcel without scans counts as delivered; a parcel that was sent late is given the same time."""
    return max(promise_ends_at, handed_over_at) + PRESUMED_DELIVERED_AFTER


# --- Inspecting, releasing


def release_at(*, delivered_at: datetime, known_at: datetime, inspection_days: int) -> datetime:
    """The window begins when the arrival is known here: a scan that comes late must not shorten it."""
    return max(delivered_at, known_at) + timedelta(days=inspection_days)


def may_accept(*, status: str) -> Verdict:
    """May the shopper say that all is well, and release the money now?"""
    if status in ON_THE_WAY or status == OrderStatus.DELIVERED:
        return Verdict(True)
    if status == OrderStatus.COMPLETED:
        return Verdict(False, _("The money of this order was already released."))
    if status == OrderStatus.CANCELLED:
        return Verdict(False, _("This order was cancelled."))
    return Verdict(False, _("This order was not sent yet."))


def may_confirm_arrival(*, status: str) -> Verdict:
    """May the shopper say that the parcel arrived, and take the time to inspect it?"""
    if status in ON_THE_WAY:
        return Verdict(True)
    if status in (OrderStatus.DELIVERED, OrderStatus.COMPLETED):
        return Verdict(False, _("This order has already arrived."))
    return Verdict(False, _("This order was not sent yet."))


def may_release(*, status: str, release_at: datetime | None, now: datetime) -> Verdict:
    if status != OrderStatus.DELIVERED or release_at is None:
        return Verdict(False, _("This order has not been delivered, or its money was already released."))
    if now < release_at:
        return Verdict(False, _("The time to inspect is not over yet."))
    return Verdict(True)


# --- Cancelling


def may_shopper_cancel(*, status: str, promise_ends_at: datetime, now: datetime) -> Verdict:
    """Freely until it is packed; once packed, only when the promised date has passed and it was still not sent."""
    if status == OrderStatus.PAID:
        return Verdict(True)
    if status == OrderStatus.AWAITING_PAYMENT:
        return Verdict(False, _("This order is not paid yet."))
    if status == OrderStatus.PACKED:
        if now > promise_ends_at:
            return Verdict(True)
        return Verdict(False, _("The shop has already packed this order."))
    if status == OrderStatus.CANCELLED:
        return Verdict(False, _("This order was already cancelled."))
    return Verdict(False, _("This order was already sent."))


def may_seller_cancel(*, status: str) -> Verdict:
    return may_send(status=status)


def what_now(*, status: str, promise_ends_at: datetime, now: datetime) -> WhatNow:
    """What is left to whoever bought something that was taken down; of an order that is kept (states.KEPT)."""
    if may_shopper_cancel(status=status, promise_ends_at=promise_ends_at, now=now):
        return WhatNow.CANCEL
    if status in TO_SEND:
        return WhatNow.PACKED
    return WhatNow.HELD if status in HELD else WhatNow.RELEASED


# --- Seeing


def may_see_address(*, status: str, released_at: datetime | None, now: datetime, role: str) -> Verdict:
    """Only those who send the parcel, and only while they need the address."""
    if role not in MAY_SEND:
        return Verdict(False, _("The address is shown only to those who send parcels."))
    if status in HELD:
        return Verdict(True)
    if status == OrderStatus.COMPLETED and released_at and now < released_at + ADDRESS_KEPT_AFTER_COMPLETION:
        return Verdict(True)
    return Verdict(False, _("The address is no longer needed, so it is no longer shown."))
