"""Bringing the queue to what waits. It can be worked out anew at any time, and is, whenever something changes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from core import clock
from core.timers import sweep
from sellers.models import Application, Credential, CredentialCheck, QueueEntry, Recheck
from sellers.reviewing.rules import Turn, turn_of
from sellers.reviewing.services.claiming import end_checks
from sellers.reviewing.states import EntryKind, Pressing, RecheckWhy
from sellers.selectors import risks_in
from sellers.states import ApplicationStatus, SellerStatus
from sellers.vetting.querysets import CredentialQuerySet
from sellers.vetting.states import Checker, CheckOutcome, CredentialKind

# What waits for a code that its owner types in waits for nobody here.
BY_CODE = (CredentialKind.EMAIL, CredentialKind.PHONE)
ENDS_SOON = timedelta(days=7)
WARNED = {CheckOutcome.FAILED: Pressing.CHECK_FAILED, CheckOutcome.SUSPICIOUS: Pressing.CHECK_WARNS}
FIELDS = ("country", "since", "due_at", "urgent_at", "pressing", "is_risky")


@transaction.atomic
def stand_in_line(application: Application) -> None:
    """
    Bring the entries of an application, and of the seller that came of it, to what waits of them. Doing it twice does
    it once; who has taken one up stays.
    """
    wanted = {_key(entry): entry for entry in _entries_of(application)}
    known = {_key(entry): entry for entry in QueueEntry.objects.filter(application=application)}
    gone = [entry for key, entry in known.items() if key not in wanted]
    changed = []
    for key, entry in known.items():
        if key in wanted and any(getattr(entry, name) != getattr(wanted[key], name) for name in FIELDS):
            for name in FIELDS:
                setattr(entry, name, getattr(wanted[key], name))
            changed.append(entry)
    for entry in gone:
        end_checks(entry)
    QueueEntry.objects.filter(pk__in=[entry.pk for entry in gone]).delete()
    QueueEntry.objects.bulk_update(changed, FIELDS)
    # Of two that work it out at once, both are right.
    QueueEntry.objects.bulk_create((entry for key, entry in wanted.items() if key not in known), ignore_conflicts=True)


def mend_queue() -> int:
    """Stand in line what does not, and take out what waits no more; returns how many were put right."""
    entries = QueueEntry.objects.filter(application=OuterRef("pk"), kind=EntryKind.APPLICATION)
    forgotten = Application.objects.waiting().filter(~Exists(entries))
    credentials = _for_reviewers(Credential.objects.open()).filter(seller__isnull=False, entry=None)
    rechecks = Recheck.objects.open().filter(entry=None)
    stale = QueueEntry.objects.exclude(pk__in=QueueEntry.objects.waiting().values("pk"))
    wrong = (
        Q(pk__in=forgotten.values("pk"))
        | Q(pk__in=credentials.values("application"))
        | Q(seller__in=rechecks.values("seller"))
        | Q(pk__in=stale.values("application"))
    )
    return sweep(Application.objects.filter(wrong).order_by("pk"), stand_in_line)


def work_out_urgency() -> int:
    """The same for all that waits: what ends soon presses more each day."""
    waiting = Application.objects.filter(pk__in=QueueEntry.objects.values("application"))
    return sweep(waiting.order_by("pk"), stand_in_line, limit=1_000_000)


def _entries_of(application: Application) -> Iterator[QueueEntry]:
    waiting = list(
        _for_reviewers(
            Credential.objects.open().filter(application=application).select_related("renews", "seller", "requirement")
        )
    )
    if application.status == ApplicationStatus.SUBMITTED:
        pressing = _warnings(waiting)
        if risks_in(application):
            pressing.add(Pressing.HIGH_RISK)
        if application.request_for_more:
            pressing.add(Pressing.ASKED_BEFORE)
        turn = turn_of(since=application.submitted_at, pressing=pressing)
        yield _entry(EntryKind.APPLICATION, application, turn, since=application.submitted_at)
    for credential in waiting:
        if credential.seller is None:
            continue
        pressing = _warnings([credential])
        if _is_off_sale(credential):
            pressing.add(Pressing.OFF_SALE)
        elif _ends_soon(credential):
            pressing.add(Pressing.ENDS_SOON)
        turn = turn_of(since=credential.claimed_at, pressing=pressing)
        yield _entry(EntryKind.CREDENTIAL, application, turn, since=credential.claimed_at, credential=credential)
    for recheck in Recheck.objects.open().filter(seller__application=application):
        pressing = {Pressing.REPORTED} if recheck.why == RecheckWhy.REPORT else set()
        turn = turn_of(since=recheck.asked_at, pressing=pressing, due_at=recheck.due_at)
        yield _entry(EntryKind.RECHECK, application, turn, since=recheck.asked_at, recheck=recheck)


def _entry(kind: EntryKind, application: Application, turn: Turn, **fields: Any) -> QueueEntry:
    return QueueEntry(
        kind=kind,
        application=application,
        country=application.country,
        due_at=turn.due_at,
        urgent_at=turn.urgent_at,
        pressing=[str(reason) for reason in turn.pressing],
        is_risky=Pressing.HIGH_RISK in turn.pressing,
        **fields,
    )


def _for_reviewers(credentials: CredentialQuerySet) -> CredentialQuerySet:
    """What they decide about; with a seller who has closed, nothing is left to decide."""
    by_code = Q(requirement__checked_by=Checker.SOFTWARE, requirement__credential__in=BY_CODE)
    return credentials.exclude(by_code).exclude(seller__status=SellerStatus.CLOSED)


def _warnings(credentials: Iterable[Credential]) -> set[str]:
    """What the last run of each check says against any of these."""
    last: dict[tuple[int, str], str] = {}
    checks = CredentialCheck.objects.filter(credential__in=[each.pk for each in credentials]).order_by("pk")
    for credential, code, outcome in checks.values_list("credential_id", "check_code", "outcome"):
        last[credential, code] = outcome
    return {str(WARNED[CheckOutcome(outcome)]) for outcome in last.values() if outcome in WARNED}


def _is_off_sale(credential: Credential) -> bool:
    seller, now = credential.seller, clock.now()
    assert seller is not None
    stopped = seller.stops.filter(requirement=credential.requirement_id, from_at__lte=now)
    return (seller.sells_until <= now and credential.requirement.category_id is None) or stopped.exists()


def _ends_soon(credential: Credential) -> bool:
    until = credential.renews.valid_until if credential.renews else None
    return until is not None and until <= clock.now() + ENDS_SOON


def _key(entry: QueueEntry) -> tuple[str, int | None, int | None]:
    return entry.kind, entry.credential_id, entry.recheck_id
