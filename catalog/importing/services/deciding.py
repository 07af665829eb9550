"""What the seller decides about an import: what the columns mean, to begin, to end it."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from catalog.importing.choices import Choices
from catalog.importing.sniffing import Form
from catalog.importing.survey import survey_of
from catalog.models import CatalogueImport
from catalog.states import ImportStatus
from core import clock
from core.bell import ring
from core.errors import DomainError, ImpossibleMove
from core.large_files import open_large

RUN = "catalog.tasks.run_imports"


class AnotherImportRuns(DomainError):
    """A shop takes in one file at a time."""

    code = "catalog.another_import_runs"


def choose_meanings(taken: CatalogueImport, *, form: Form, choices: Choices) -> CatalogueImport:
    """
    Say how the file is read and what its columns mean, and look at it again in that light. Nothing is written to the
    shop.

    Raises ImpossibleMove once it has begun, Unreadable when the file makes no sense when it is read so.
    """
    if taken.status != ImportStatus.UPLOADED:
        raise ImpossibleMove
    with open_large(taken.file) as file:
        survey = survey_of(file, form, choices)
    changed = CatalogueImport.objects.filter(pk=taken.pk, status=ImportStatus.UPLOADED).update(
        form=form.as_json(), choices=choices.as_json(), survey=survey.as_json()
    )
    if not changed:
        raise ImpossibleMove
    taken.refresh_from_db()
    return taken


@transaction.atomic
def start_import(taken: CatalogueImport, *, by: User) -> CatalogueImport:
    """
    Let the worker take the file in, or go on where it stopped.

    Raises AnotherImportRuns while the shop takes in another file, ImpossibleMove when it has begun or is over.
    """
    try:
        with transaction.atomic():
            taken.move_to(ImportStatus.MAPPED, by=by, attempts=0, failure="", claim="", lease_until=None, ended_at=None)
    except IntegrityError:
        raise AnotherImportRuns(_("Another file is being taken in. This one can follow when it is done.")) from None
    transaction.on_commit(_ring, robust=True)
    return taken


@transaction.atomic
def cancel_import(taken: CatalogueImport) -> CatalogueImport:
    """
    End an import before its end. What was written until now stays; the worker stops at its next step.

    Raises ImpossibleMove when it is over.
    """
    taken.move_to(ImportStatus.CANCELLED, ended_at=clock.now(), claim="", lease_until=None)
    return taken


def _ring() -> None:
    ring(RUN)
