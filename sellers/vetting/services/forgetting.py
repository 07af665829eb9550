"""Deleting the documents of credentials whose time is over; digests and decisions stay."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Q, QuerySet

from core import clock
from core.files import delete_private
from core.models import PrivateFile
from core.timers import sweep
from sellers.models import Application, Seller
from sellers.vetting.models import CredentialDocument


def forget_credential_documents() -> int:
    """Delete the documents that no credential and no application needs any more; returns how many were looked at."""
    ended = Q(credential__ended_at__isnull=False) | Q(credential__seller__in=_forgotten())
    over = CredentialDocument.objects.filter(ended, file__deleted_at=None)
    return sweep(over.select_related("file"), lambda document: forget_unless_needed(document.file))


def forget_after_commit(files: Iterable[PrivateFile]) -> None:
    """Delete these, unless something else needs them. After commit: a deletion cannot be rolled back."""
    for file in files:
        transaction.on_commit(lambda file=file: forget_unless_needed(file), robust=True)  # type: ignore[misc]


def forget_unless_needed(file: PrivateFile) -> None:
    if file.deleted_at is None and not is_needed(file):
        delete_private(file)


def is_needed(file: PrivateFile) -> bool:
    """Whether an application, or a credential that holds, waits or ended a short while ago, rests on the file."""
    now = clock.now()
    if Application.objects.need_their_document(now=now).filter(document=file).exists():
        return True
    shows = CredentialDocument.objects.filter(file=file).exclude(credential__seller__in=_forgotten())
    shows = shows.select_related("credential__requirement")
    return any(document.credential.needs_documents(now) for document in shows)


def _forgotten() -> QuerySet[Seller]:
    """Who is gone, and whose file is deleted: what they held needs its documents no more."""
    return Seller.objects.filter(endings__forgotten_at__isnull=False)
