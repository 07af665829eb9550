"""How the desk is doing: what waits, how long decisions take, why refusals happen, what ends soon."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from core import clock
from core.models import StatementOfReasons
from sellers.models import Application, Credential, QueueEntry, Recheck
from sellers.reviewing.rules import percentile
from sellers.services.deciding import REFUSED
from sellers.states import DECIDED, ReasonCode
from sellers.vetting.rules import WARNED_BEFORE

WINDOWS = (30, 90)
REASONS = 8
# By how many days ago it came: up to one, up to two, up to three, longer.
AGES = (1, 2, 3)


@dataclass(frozen=True)
class Bar:
    """A bar of a chart: its label, its number, and how long it is in percent of the longest."""

    label: str
    count: int
    share: int
    tone: str = ""


@dataclass(frozen=True)
class Took:
    """How long decisions took that were made in the last so many days, in hours."""

    days: int
    decided: int
    median: float | None
    slow: float | None


@dataclass(frozen=True)
class Numbers:
    waiting: int
    late: int
    late_rechecks: int
    by_age: Sequence[Bar]
    took: Sequence[Took]
    refused: Sequence[Bar]
    ending: Sequence[Bar]


def numbers() -> Numbers:
    """Counted now, the same on both databases. Five statements."""
    now = clock.now()
    ages = QueueEntry.objects.aggregate(
        all=Count("pk"),
        late=Count("pk", filter=Q(due_at__lte=now)),
        **{f"age{days}": Count("pk", filter=Q(since__gt=now - timedelta(days=days))) for days in AGES},
    )
    return Numbers(
        waiting=ages["all"],
        late=ages["late"],
        late_rechecks=Recheck.objects.late().count(),
        by_age=_by_age(ages),
        took=_took(),
        refused=_refused(),
        ending=_ending(),
    )


def bars(counts: Sequence[tuple[str, int]], tones: Sequence[str] = ()) -> list[Bar]:
    """Bars of a chart, the longest at a hundred percent."""
    longest = max((count for _label, count in counts), default=0) or 1
    tones = tones or [""] * len(counts)
    return [
        Bar(label, count, round(100 * count / longest), tone)
        for (label, count), tone in zip(counts, tones, strict=True)
    ]


def _by_age(ages: dict[str, int]) -> list[Bar]:
    younger, counts = 0, []
    for days in AGES:
        label = _("up to a day") if days == 1 else _("up to %(days)d days") % {"days": days}
        counts.append((label, ages[f"age{days}"] - younger))
        younger = ages[f"age{days}"]
    counts.append((_("longer"), ages["all"] - younger))
    return bars(counts, ["", "", "", "late"])


def _took() -> list[Took]:
    now = clock.now()
    since = now - timedelta(days=max(WINDOWS))
    decided = Application.objects.filter(status__in=DECIDED, decided_at__gt=since)
    times = [
        (at, (at - submitted) / timedelta(hours=1))
        for submitted, at in decided.values_list("submitted_at", "decided_at").iterator()
        if at is not None
    ]
    found = []
    for days in WINDOWS:
        hours = [took for at, took in times if at > now - timedelta(days=days)]
        found.append(Took(days, len(hours), percentile(hours, 0.5), percentile(hours, 0.95)))
    return found


def _refused() -> list[Bar]:
    """By the reason that was chosen: the words beside it are of one case, and no two are alike."""
    since = clock.now() - timedelta(days=max(WINDOWS))
    stated = StatementOfReasons.objects.filter(decision=REFUSED, issued_at__gt=since)
    counts = stated.order_by().values_list("code").annotate(count=Count("pk")).order_by("-count", "code")[:REASONS]
    return bars([(str(ReasonCode(code).label) if code in ReasonCode else code, count) for code, count in counts])


def _ending() -> list[Bar]:
    now = clock.now()
    ending = Credential.objects.ending_before(now + timedelta(days=max(WARNED_BEFORE))).filter(seller__isnull=False)
    counts = ending.aggregate(
        **{f"in{days}": Count("pk", filter=Q(valid_until__lte=now + timedelta(days=days))) for days in WARNED_BEFORE}
    )
    return bars(
        [(_("within %(days)d days") % {"days": days}, counts[f"in{days}"]) for days in WARNED_BEFORE],
        ["", "", "late"],
    )
