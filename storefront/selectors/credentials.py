"""What a seller must hold, beside what they offer: which of it each thing takes off sale."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count

from catalog.models import Listing
from catalog.states import ListingStatus
from core import clock
from sellers.models import Seller, Shop
from sellers.selectors.checked import name_of
from sellers.vetting.holdings import Holding, holdings_of
from sellers.vetting.rules import WARNED_BEFORE, certification_due
from sellers.vetting.slip import HOLDS, state_at


@dataclass(frozen=True)
class Required:
    """One thing that is required, and how many published listings of theirs need it."""

    holding: Holding
    listings: int

    @property
    def takes_off(self) -> int:
        """How many it keeps off sale now."""
        return self.listings if self.holding.stops_now else 0


@dataclass(frozen=True)
class Section:
    """Those that are for selling at all, for what they offer, or for what they could offer."""

    code: str
    rows: Sequence[Required]


@dataclass(frozen=True)
class CredentialsPage:
    sections: Sequence[Section]
    certified_by: datetime
    asks_to_certify: bool


def credentials_page(seller: Seller) -> CredentialsPage:
    """Everything that is required of a seller, for the desk: four statements."""
    offered = _offered(seller)
    rows = [Required(holding, _within(offered, holding.path)) for holding in holdings_of(seller)]
    sections = (
        Section("at_all", [row for row in rows if not row.holding.path]),
        Section("offered", [row for row in rows if row.holding.path and row.listings]),
        Section("possible", [row for row in rows if row.holding.path and not row.listings]),
    )
    due_at = certification_due(seller.approved_at, seller.certified_at)
    asks = due_at <= clock.now() + timedelta(days=max(WARNED_BEFORE))
    return CredentialsPage([section for section in sections if section.rows], due_at, asks)


def _offered(seller: Seller) -> Mapping[str, int]:
    """How many listings are published in each category, by its path."""
    published = Listing.objects.filter(shop__seller=seller, status=ListingStatus.PUBLISHED)
    counted = published.order_by().values("category__path").annotate(count=Count("pk"))
    return {row["category__path"]: row["count"] for row in counted}


def _within(offered: Mapping[str, int], path: str) -> int:
    return sum(count for each, count in offered.items() if not path or each == path or each.startswith(f"{path}/"))


@dataclass(frozen=True)
class CredentialsToday:
    """What of it needs somebody today: names of what is missing and what ends soon, and what is off sale for it."""

    missing: Sequence[str]
    ending: Sequence[tuple[str, datetime]]
    is_stopped: bool
    stopped: int
    certify_by: datetime | None

    def __bool__(self) -> bool:
        return bool(self.missing or self.ending or self.is_stopped or self.stopped or self.certify_by)


def credentials_today(shop: Shop, *, stopped: int) -> CredentialsToday:
    """The same in short, without a query: of the slip that stands on the seller; `stopped` are listings off sale."""
    seller, now = shop.seller, clock.now()
    soon = now + timedelta(days=max(WARNED_BEFORE))
    held = {entry["code"] for entry in seller.checked if state_at(entry, now) == HOLDS}
    missing, ending = list[str](), list[tuple[str, datetime]]()
    for entry in seller.checked:
        state = state_at(entry, now)
        if state == HOLDS:
            until = entry["until"] and datetime.fromisoformat(entry["until"])
            if until and until <= soon:
                ending.append((name_of(entry), until))
        elif entry["is_asked"] and entry["code"] not in held:
            missing.append(name_of(entry))
    due_at = certification_due(seller.approved_at, seller.certified_at)
    return CredentialsToday(
        missing=list(dict.fromkeys(missing)),
        ending=ending,
        is_stopped=seller.sells_until <= now,
        stopped=stopped,
        certify_by=due_at if due_at <= soon else None,
    )
