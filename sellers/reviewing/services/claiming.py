"""Taking something up, and giving it back: a lease on an entry of the queue, won by one conditional UPDATE."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.roles import Role
from core import clock
from core.audit import name_acts, record
from core.errors import DomainError
from core.timers import sweep
from sellers.downloads import REVIEW
from sellers.models import Credential, QueueEntry
from sellers.reviewing.rules import CLAIM_HOLDS, may_claim
from sellers.reviewing.states import EntryKind
from sellers.selectors import is_own_business
from sellers.vetting.querysets import CredentialQuerySet
from sellers.vetting.services.deciding import begin_check
from sellers.vetting.states import CredentialStatus

REVIEWERS = (Role.REVIEWER, Role.SENIOR_REVIEWER)
# So many colleagues may be quicker in a row.
MOST_ATTEMPTS = 20

name_acts(
    {
        "sellers.took_up": _("took it up"),
        "sellers.took_over": _("took it over from a colleague"),
        "sellers.put_back": _("put it back"),
    }
)


class MayNotClaim(DomainError):
    """Who asks is no reviewer, it is their own business, or somebody else has it."""

    code = "sellers.may_not_claim"


class WaitsNoMore(MayNotClaim):
    """It was decided, withdrawn or given back meanwhile."""

    code = "sellers.waits_no_more"

    def __init__(self) -> None:
        super().__init__(_("This waits no more: it was decided or taken back meanwhile. Choose another."))


class NothingWaits(DomainError):
    """Nothing in the queue is free for whoever asks."""

    code = "sellers.nothing_waits"

    def __init__(self) -> None:
        super().__init__(_("Nothing waits that nobody has taken up."))


@transaction.atomic
def claim(entry: QueueEntry, *, by: User, take_over: bool = False) -> QueueEntry:
    """
    Take something up for half an hour; `take_over` takes it from whoever has it. What was claimed is being checked from
    now on.

    Raises MayNotClaim, or WaitsNoMore; of two who try at once, one wins.
    """
    had = QueueEntry.objects.select_related("claimed_by").filter(pk=entry.pk).first()
    if had is None:
        raise WaitsNoMore
    holder = _other_holder(had, by)
    _obey(had, by, holder=holder, take_over=take_over)
    # What was read is part of the condition: whoever comes second finds another holder, or another end.
    until = clock.now() + CLAIM_HOLDS
    read = QueueEntry.objects.filter(pk=had.pk, claimed_by=had.claimed_by, claimed_until=had.claimed_until)
    if not read.update(claimed_by=by, claimed_until=until):
        raise MayNotClaim(_("A colleague was quicker by a moment. Choose another."))
    entry.claimed_by, entry.claimed_until = by, until
    if had.claimed_by != by:
        _record("sellers.took_over" if holder else "sellers.took_up", entry, by)
    _begin(entry, by)
    return entry


def claim_next(*, by: User) -> QueueEntry:
    """Take up the most urgent thing that is free, and not one's own. Raises NothingWaits."""
    free = QueueEntry.objects.waiting().free().for_somebody_else(by).most_urgent_first()
    for _attempt in range(MOST_ATTEMPTS):
        entry = free.first()
        if entry is None:
            break
        try:
            return claim(entry, by=by)
        except MayNotClaim:
            # A colleague was quicker: then the next one is the most urgent that is free.
            continue
    raise NothingWaits


def keep_claim(entry: QueueEntry, *, by: User) -> bool:
    """Hold what one has for another while, as long as it is still one's own; says whether it is."""
    mine = QueueEntry.objects.claimed_by_user(by).filter(pk=entry.pk)
    return bool(mine.update(claimed_until=clock.now() + CLAIM_HOLDS))


@transaction.atomic
def release(entry: QueueEntry, *, by: User) -> QueueEntry:
    """Give back what one has taken up. Raises MayNotClaim unless it is one's own."""
    if not QueueEntry.objects.filter(pk=entry.pk, claimed_by=by).update(claimed_by=None, claimed_until=None):
        raise MayNotClaim(_("You have not taken this up."))
    entry.claimed_by = entry.claimed_until = None
    _record("sellers.put_back", entry, by)
    end_checks(entry)
    return entry


def put_back_lapsed() -> int:
    """Put back what somebody took up and left; returns how many."""
    return sweep(QueueEntry.objects.lapsed().order_by("pk"), put_back)


@transaction.atomic
def put_back(entry: QueueEntry) -> QueueEntry:
    """Say of one that lapsed that nobody has it. Raises MayNotClaim when somebody has it again."""
    if not QueueEntry.objects.lapsed().filter(pk=entry.pk).update(claimed_by=None, claimed_until=None):
        raise MayNotClaim(_("Somebody has taken this up again."))
    entry.claimed_by = entry.claimed_until = None
    end_checks(entry)
    return entry


def _other_holder(entry: QueueEntry, by: User) -> str:
    """The name of whoever else has it now, or ""."""
    is_over = entry.claimed_until is None or entry.claimed_until <= clock.now()
    if entry.claimed_by is None or entry.claimed_by == by or is_over:
        return ""
    return entry.claimed_by.name


def _obey(entry: QueueEntry, by: User, *, holder: str, take_over: bool) -> None:
    verdict = may_claim(
        is_reviewer=by.has_role(*REVIEWERS),
        is_own=is_own_business(entry.application, by),
        holder=holder,
        take_over=take_over,
    )
    if not verdict:
        raise MayNotClaim(verdict.reason)


def _begin(entry: QueueEntry, by: User) -> None:
    """What only a senior reviewer checks stays claimed until one comes."""
    for credential in _credentials_of(entry).filter(status=CredentialStatus.CLAIMED):
        try:
            begin_check(credential, by=by)
        except DomainError:
            continue


def end_checks(entry: QueueEntry) -> None:
    """Nobody looks at what was claimed any more: it waits, and whose it is may change it."""
    for credential in _credentials_of(entry).filter(status=CredentialStatus.CHECKING):
        credential.move_to(CredentialStatus.CLAIMED)


def _credentials_of(entry: QueueEntry) -> CredentialQuerySet:
    credentials = Credential.objects.open().select_related("requirement", "application")
    if entry.kind == EntryKind.APPLICATION:
        return credentials.filter(application=entry.application_id)
    return credentials.filter(entry=entry)


def _record(act: str, entry: QueueEntry, by: User) -> None:
    about = [entry.application.applicant_id]
    record(act, by=by, role=by.acts_as(*REVIEWERS), thing=entry.application, about=about, because=REVIEW)
