"""Who must have a second factor, and how long somebody counts as just signed in. Pure: facts in, a verdict out."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from enum import Enum, auto

from django.utils.translation import gettext_lazy as _

from core.verdict import Verdict

# How long after a password, a passkey or a code somebody may decide about others, or change how they sign in.
FRESH_FOR = timedelta(minutes=15)


class Duty(Enum):
    """Why somebody may not do without a second factor."""

    STAFF = auto()
    MONEY = auto()


class Factor(Enum):
    """What is known of somebody's second factor in one session."""

    NONE = auto()
    NOT_SHOWN = auto()
    SHOWN = auto()


REASONS = {
    Duty.STAFF: _(
        "You work for the market: you see what others keep to themselves and decide about them. "
        "A password alone can be stolen, so your account needs a second factor."
    ),
    Duty.MONEY: _(
        "You keep a shop, and with it other people's money and trust. "
        "A password alone can be stolen, so its settings need a second factor."
    ),
}
LAST_FACTOR = _(
    "This is your last second factor, and what you do here needs one. Add another first, then take this away."
)


def may_enter(*, duties: Collection[Duty], factor: Factor) -> Verdict:
    """Whether a guarded door opens: to whoever has no such duty, and to whoever has shown a second factor."""
    if not duties or factor is Factor.SHOWN:
        return Verdict(True)
    if factor is Factor.NOT_SHOWN:
        return Verdict(False, _("You signed in here without your second factor. Show it, and you can go on."))
    return Verdict(False, REASONS[Duty.STAFF if Duty.STAFF in duties else Duty.MONEY])


def may_take_away(*, duties: Collection[Duty], others: int) -> Verdict:
    """Whether somebody may give up one of their second factors, who keeps `others` besides."""
    if not duties or others:
        return Verdict(True)
    return Verdict(False, LAST_FACTOR)


def is_fresh(*, confirmed_at: datetime | None, now: datetime) -> bool:
    """Whether somebody showed recently enough that it is they who sit there."""
    return confirmed_at is not None and now - confirmed_at < FRESH_FOR
