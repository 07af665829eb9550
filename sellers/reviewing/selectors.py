"""What the queue shows: what waits, sorted and filtered, with the clock of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from accounts.models import User
from core import clock
from sellers.models import QueueEntry
from sellers.places import country_name
from sellers.reviewing.querysets import QueueEntryQuerySet
from sellers.reviewing.rules import glow_of, working_time_left
from sellers.reviewing.states import EntryKind, Glow, Pressing, RecheckWhy
from sellers.states import SellerKind

ROWS = 50


@dataclass(frozen=True)
class Filters:
    """What a reviewer wants to see: whose, which kind, from where, only what is of high risk."""

    who: str = ""
    kind: str = ""
    country: str = ""
    risk: bool = False
    page: int = 1


@dataclass(frozen=True)
class Waiting:
    """A line of the queue."""

    entry: QueueEntry
    what: str
    about: str
    glow: Glow
    clock: str
    pressing: Sequence[str]
    # Who else has it, or "".
    holder: str
    is_mine: bool


@dataclass(frozen=True)
class Queue:
    """One page of the queue, and how much there is."""

    lines: Sequence[Waiting]
    has_more: bool
    all: int
    mine: int
    free: int
    risky: int
    late: int
    countries: Sequence[tuple[str, str, int]]


def queue_of(user: User, filters: Filters) -> Queue:
    """The queue for one reviewer, the most urgent first. Four statements, however much waits."""
    first = (max(filters.page, 1) - 1) * ROWS
    # Sorted by what stands on the entries alone; only those of this page are read with what they are about.
    keys = list(_chosen(user, filters).most_urgent_first().values_list("pk", flat=True)[first : first + ROWS + 1])
    entries = QueueEntry.objects.waiting().filter(pk__in=keys[:ROWS]).with_what_waits().most_urgent_first()
    held = Q(claimed_until__gt=clock.database_now())
    counts = QueueEntry.objects.aggregate(
        all=Count("pk"),
        mine=Count("pk", filter=held & Q(claimed_by=user)),
        taken=Count("pk", filter=held),
        risky=Count("pk", filter=Q(is_risky=True)),
        late=Count("pk", filter=Q(due_at__lte=clock.database_now())),
    )
    taken = counts.pop("taken")
    countries = QueueEntry.objects.values_list("country").annotate(Count("pk")).order_by("country")
    return Queue(
        lines=[line_of(entry, user) for entry in entries],
        has_more=len(keys) > ROWS,
        free=counts["all"] - taken,
        countries=[(code, country_name(code), count) for code, count in countries],
        **counts,
    )


def line_of(entry: QueueEntry, user: User) -> Waiting:
    """An entry as its line says it, without a query of its own."""
    now = clock.now()
    holder = entry.claimed_by if entry.claimed_until and entry.claimed_until > now else None
    return Waiting(
        entry=entry,
        what=what_waits(entry),
        about=f"{country_name(entry.country)} · {SellerKind(entry.application.kind).label}",
        glow=glow_of(now=now, due_at=entry.due_at),
        clock=clock_in_words(working_time_left(now=now, due_at=entry.due_at)),
        pressing=[str(Pressing(reason).label) for reason in entry.pressing if reason in Pressing],
        holder=holder.name if holder and holder != user else "",
        is_mine=holder == user,
    )


def what_waits(entry: QueueEntry) -> str:
    """What there is to decide."""
    if entry.credential:
        name = entry.credential.requirement.local_name
        return _("Renewal: %(name)s") % {"name": name} if entry.credential.renews_id else name
    if entry.recheck:
        return _("Look again: %(why)s") % {"why": RecheckWhy(entry.recheck.why).label}
    return _("Application")


def clock_in_words(left: timedelta) -> str:
    """ "2 d left", "5 h left", "1 d over": in working time, short enough for a column."""
    over, minutes = left <= timedelta(), abs(left) // timedelta(minutes=1)
    if minutes >= 24 * 60:
        time = _("%(days)d d") % {"days": minutes // (24 * 60)}
    elif minutes >= 60:
        time = _("%(hours)d h") % {"hours": minutes // 60}
    else:
        time = _("%(minutes)d min") % {"minutes": minutes}
    return (_("%(time)s over") if over else _("%(time)s left")) % {"time": time}


def _chosen(user: User, filters: Filters) -> QueueEntryQuerySet:
    entries = QueueEntry.objects.all()
    if filters.who == "mine":
        entries = entries.claimed_by_user(user)
    elif filters.who == "free":
        entries = entries.free()
    if filters.kind in EntryKind:
        entries = entries.filter(kind=filters.kind)
    if filters.country:
        entries = entries.filter(country=filters.country)
    return entries.filter(is_risky=True) if filters.risk else entries
