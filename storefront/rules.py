"""Decisions of the shop window, without a database: facts and a moment in, an answer out."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from catalog.states import ListingStatus
from core.verdict import Verdict
from sellers.states import SellerStatus, ShopStatus

# The lowest price of so many days stands beside the price (for traders in the EU: directive 98/6/EC, article 6a).
PRICE_MEMORY = timedelta(days=30)
LOW_STOCK = 3


def lowest_price(changes: Iterable[tuple[datetime, int]], *, now: datetime) -> int | None:
    """
    The lowest amount that held at any moment of the last 30 days.

    `changes` say what it cost from a moment on, in any order; the last change before those days counts, since its
    price held when they began. None when nothing is known.
    """
    begin = now - PRICE_MEMORY
    ordered = sorted(change for change in changes if change[0] <= now)
    before = [amount for moment, amount in ordered if moment <= begin]
    within = [amount for moment, amount in ordered if moment > begin]
    return min([*before[-1:], *within], default=None)


def next_forgotten_price(changed_at: Iterable[datetime], *, now: datetime) -> datetime | None:
    """When `lowest_price` may next be another one although no price changes; None when it cannot."""
    return min((moment + PRICE_MEMORY for moment in changed_at if moment + PRICE_MEMORY > now), default=None)


def may_trade(*, shop: str, seller: str, is_trading: bool) -> Verdict:
    """Does this shop sell at the moment? When not, the reason is what its page says."""
    if is_trading:
        return Verdict(True)
    if shop == ShopStatus.CLOSED:
        return Verdict(False, _("The shop is closed for good."))
    if seller != SellerStatus.APPROVED:
        return Verdict(False, _("This seller may not sell here at the moment."))
    if shop == ShopStatus.AWAY:
        return Verdict(False, _("The shop is taking a break. It may be back later."))
    # Run out, or without a credential that selling takes: either may end first, and which is theirs to say.
    return Verdict(
        False,
        _(
            "The approval of this seller, or something that it takes, does not hold at the moment. Nothing of theirs "
            "is on sale until it does."
        ),
    )


def may_be_shown(
    *, listing: str, shop: str, seller: str, is_on_sale: bool, is_trading: bool, taken_by_us: bool = False
) -> Verdict:
    """Is this thing for sale? When not, the reason is what its page says instead."""
    if is_on_sale:
        return Verdict(True)
    if listing == ListingStatus.RETRACTED:
        # Then the reason below it says that we did.
        return Verdict(False, _("It is no longer offered.") if taken_by_us else _("The shop took it down for good."))
    trading = may_trade(shop=shop, seller=seller, is_trading=is_trading)
    if not trading:
        return trading
    return Verdict(False, _("The shop is not offering it at the moment. It may be back later."))


def is_gone_for_good(*, listing: str, shop: str) -> bool:
    return listing == ListingStatus.RETRACTED or shop == ShopStatus.CLOSED
