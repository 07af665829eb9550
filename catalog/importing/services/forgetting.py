"""Files and reports are kept for a while, then forgotten; how an import ended stays."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Exists, OuterRef, Q

from catalog.importing.services.deciding import cancel_import
from catalog.models import CatalogueImport, ImportRow
from catalog.states import ImportStatus
from core import clock
from core.files import delete_private
from core.timers import sweep

DECIDE_WITHIN = timedelta(days=7)
KEEP_FILES = timedelta(days=7)
KEEP_REPORTS = timedelta(days=90)
OVER = (ImportStatus.FINISHED, ImportStatus.FAILED, ImportStatus.CANCELLED)


def forget_old_imports() -> int:
    """Cancel what nobody decided about, delete files that nobody needs any more, and old reports; returns how many."""
    now = clock.now()
    imports = CatalogueImport.objects
    undecided = imports.filter(status=ImportStatus.UPLOADED, uploaded_at__lt=now - DECIDE_WITHIN)
    done = sweep(undecided, cancel_import)
    over = imports.filter(status__in=OVER)
    kept = Q(file__deleted_at=None) | Q(pictures__isnull=False, pictures__deleted_at=None)
    done += sweep(over.filter(kept, ended_at__lt=now - KEEP_FILES), _forget_files)
    reported = Exists(ImportRow.objects.filter(catalogue_import=OuterRef("pk")))
    return done + sweep(over.filter(reported, ended_at__lt=now - KEEP_REPORTS), _forget_report)


def _forget_files(taken: CatalogueImport) -> None:
    delete_private(taken.file)
    if taken.pictures is not None:
        delete_private(taken.pictures)


def _forget_report(taken: CatalogueImport) -> None:
    ImportRow.objects.filter(catalogue_import=taken).delete()
    CatalogueImport.objects.filter(pk=taken.pk).update(survey={})
