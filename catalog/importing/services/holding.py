"""Who works on an import: one worker at a time, for as long as its lease lasts, by the database's clock."""

from __future__ import annotations

import secrets
from datetime import timedelta

from django.db.models import F
from django.utils.translation import gettext as _

from catalog.events import CatalogueImported, CatalogueImportStopped
from catalog.models import CatalogueImport
from catalog.querysets import CatalogueImportQuerySet
from catalog.states import ImportStatus
from core import clock
from core.errors import DomainError, ImpossibleMove
from core.events import Fact, announce

# Longer than the slowest single thing that a worker does between two steps: one picture.
LEASE = timedelta(seconds=90)
AGAIN_AFTER = timedelta(seconds=10)
MOST_ATTEMPTS = 5


class NoLongerOurs(Exception):
    """The import was cancelled, or its lease ran out and another worker has it."""


def claim(pk: int) -> CatalogueImport | None:
    """Take hold of a free import; None when somebody else was quicker."""
    taken = CatalogueImport.objects.free().select_related("shop", "by", "file", "pictures").filter(pk=pk).first()
    if taken is None:
        return None
    mine = secrets.token_hex(16)
    lease = {"claim": mine, "lease_until": clock.database_now() + LEASE}
    if taken.status == ImportStatus.MAPPED:
        try:
            taken.move_to(ImportStatus.RUNNING, started_at=taken.started_at or clock.now(), attempts=1, **lease)
        except ImpossibleMove:
            return None
    elif not CatalogueImport.objects.free().filter(pk=pk).update(attempts=F("attempts") + 1, **lease):
        return None
    taken.refresh_from_db(fields=["claim", "attempts", "status", "lease_until"])
    return taken if taken.claim == mine else None


def hold_on(taken: CatalogueImport) -> None:
    """
    Renew the lease; inside a transaction, nobody can take the import away until it ends.

    Raises NoLongerOurs.
    """
    if not _ours(taken).update(lease_until=clock.database_now() + LEASE):
        raise NoLongerOurs


def note_progress(taken: CatalogueImport, **steps: int) -> None:
    """Count further, in the transaction of what is counted. Raises NoLongerOurs."""
    counted = {name: F(name) + step for name, step in steps.items() if step}
    if not _ours(taken).update(attempts=0, **counted):
        raise NoLongerOurs


def let_go(taken: CatalogueImport, *, later: bool = False) -> None:
    """Leave it to whoever comes next; `later` after something went wrong that may pass."""
    _ours(taken).update(claim="", lease_until=clock.database_now() + AGAIN_AFTER if later else None)


def finish(taken: CatalogueImport) -> None:
    """Everything is taken in; called in a transaction. Raises NoLongerOurs."""
    _end(taken, ImportStatus.FINISHED, CatalogueImported(catalogue_import_id=taken.pk))


def stop(taken: CatalogueImport, *, because: str) -> None:
    """It cannot go on; called in a transaction. Raises NoLongerOurs."""
    _end(taken, ImportStatus.FAILED, CatalogueImportStopped(catalogue_import_id=taken.pk), failure=because[:300])


def has_worn_out(taken: CatalogueImport) -> bool:
    """Whether so many workers have begun without getting any further that the next would not either."""
    return taken.attempts > MOST_ATTEMPTS


def worn_out_sentence() -> str:
    return _("Something in the file keeps us from going on. What was taken in until here stays.")


def _ours(taken: CatalogueImport) -> CatalogueImportQuerySet:
    return CatalogueImport.objects.filter(pk=taken.pk, status=ImportStatus.RUNNING, claim=taken.claim)


def _end(taken: CatalogueImport, status: ImportStatus, fact: Fact, **fields: object) -> None:
    hold_on(taken)
    try:
        taken.move_to(status, ended_at=clock.now(), claim="", lease_until=None, **fields)
    except DomainError:
        raise NoLongerOurs from None
    announce(fact, actor=taken.by)
