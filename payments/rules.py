"""Decisions about money and waiting, without a database."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from core.money import Money

# How long a shopper has for the provider's page when the caller does not say.
PAY_WITHIN = timedelta(hours=1)
# The limit of I5: a payment that waits only on machines is decided, or in sight of staff, by then.
PASSING_LIMIT = timedelta(hours=1)
# A captured payment is held for its orders, or returned, within this time.
HOLD_LIMIT = timedelta(minutes=30)
# A webhook about a payment that we do not know may be early; after this it is staff's.
UNKNOWN_REFERENCE_LIMIT = timedelta(days=3)
# A webhook signed longer ago than this (or in the future) is a replay or a broken clock.
WEBHOOK_TOLERANCE = timedelta(minutes=5)

WHOLE = 10_000  # basis points


@dataclass(frozen=True)
class Split:
    """One amount in two parts that add up to it."""

    commission: Money
    seller: Money


def split_commission(amount: Money, *, basis_points: int) -> Split:
    """
    The platform's commission on `amount`, and what is left for the seller.

    Half a minor unit is rounded up, once, on the commission; the seller's part is the rest, so nothing is lost.
    """
    if amount.amount < 0 or not 0 <= basis_points <= WHOLE:
        raise ValueError(f"No commission of {basis_points} basis points on {amount}.")
    commission = Money((amount.amount * basis_points + WHOLE // 2) // WHOLE, amount.currency)
    return Split(commission=commission, seller=amount - commission)


def share_out(amount: Money, weights: Sequence[int]) -> list[Money]:
    """
    `amount` in parts in proportion to `weights`; the parts add up to it to the minor unit.

    Units that do not divide go to the largest remainders, the earlier part first. Without any weight the first
    part takes all.
    """
    if not weights or min(weights) < 0 or amount.amount < 0:
        raise ValueError("Shares need an amount and weights that are not below zero.")
    whole = sum(weights)
    if not whole:
        weights, whole = [1, *weights[1:]], 1
    parts = [amount.amount * weight // whole for weight in weights]
    remainders = [amount.amount * weight % whole for weight in weights]
    by_remainder = sorted(range(len(weights)), key=lambda place: (-remainders[place], place))
    for place in by_remainder[: amount.amount - sum(parts)]:
        parts[place] += 1
    return [Money(part, amount.currency) for part in parts]


def misfit(ours: Money, told: Money | None) -> str:
    """What is wrong with the amount that a provider tells, compared with our record. Empty when nothing is."""
    if told is None or told == ours:
        return ""
    if told.currency != ours.currency:
        return _("The provider says %(told)s, our record says %(ours)s.") % {
            "told": told.currency,
            "ours": ours.currency,
        }
    return _("The provider says %(told)s %(currency)s, our record says %(ours)s %(currency)s.") % {
        "told": told.decimal,
        "ours": ours.decimal,
        "currency": ours.currency,
    }


def wait_before_asking(attempts: int) -> timedelta:
    """How long until an undecided payment is asked about again: often at first, then every ten minutes."""
    return min(timedelta(seconds=20 * 2 ** min(attempts, 10)), timedelta(minutes=10))


def next_look(*, now: datetime, attempts: int, pay_until: datetime) -> datetime:
    """When an undecided payment is asked about again: not later than the moment at which the time to pay ends."""
    due_at = now + wait_before_asking(attempts)
    return min(due_at, pay_until) if pay_until > now else due_at


def wait_before_retrying(attempts: int) -> timedelta:
    """How long until something that failed is tried again: quickly at first, then every hour."""
    return min(timedelta(seconds=15 * 2 ** min(attempts, 10)), timedelta(hours=1))


def is_fresh(signed_at: datetime, *, now: datetime) -> bool:
    """Whether a signature of that moment may still be accepted."""
    return abs(now - signed_at) <= WEBHOOK_TOLERANCE
