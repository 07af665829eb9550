"""
The private store: documents and evidence, encrypted from the first byte, without a URL.

A file is written under a random name in settings.PRIVATE_ROOT, synced, and only then gets its row; a row without
a file cannot exist, and a file without a row is swept away after a day (`delete_orphans`).
"""

from __future__ import annotations

import hashlib
import os
import uuid
from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from core import clock
from core.audit import OPENED_FILE, key_of, record
from core.errors import DomainError
from core.models import PrivateFile, Trace, TraceQuerySet
from core.scanning import Scan
from core.secrets import decrypt, encrypt

if TYPE_CHECKING:
    from accounts.models import User


class FileIsGone(DomainError):
    """The file's time has passed: its digest and history remain, its content does not."""

    code = "core.file_is_gone"


def private_path(pk: uuid.UUID) -> Path:
    """Where the file of that key lies in the private store."""
    return Path(settings.PRIVATE_ROOT) / pk.hex[:2] / pk.hex


def write_durably(path: Path, content: bytes | Iterable[bytes]) -> None:
    """
    Write so that after a crash the file is there whole or not at all: temporary name, fsync, rename.

    What is too large for the memory comes in parts.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{uuid.uuid4().hex}")
    try:
        with temporary.open("wb") as file:
            file.writelines([content] if isinstance(content, bytes) else content)
            file.flush()
            os.fsync(file.fileno())
        temporary.rename(path)
    except BaseException:
        # A full disk must not stay full of halves.
        temporary.unlink(missing_ok=True)
        raise


def store_private(
    content: bytes, *, name: str, content_type: str, purpose: str, scan: Scan = Scan.NOT_SCANNED
) -> PrivateFile:
    """Encrypt and keep `content`. What may be stored (type, size, malware) is for the caller to have decided."""
    pk = uuid.uuid4()
    write_durably(private_path(pk), encrypt(content))
    return PrivateFile.objects.create(
        pk=pk,
        name=name[:200],
        content_type=content_type,
        size=len(content),
        digest=hashlib.sha256(content).hexdigest(),
        purpose=purpose,
        scan=scan,
    )


def read_private(file: PrivateFile) -> bytes:
    """
    The decrypted content. Who may see it is for the caller to have decided, and to record (`record_view`).

    Raises FileIsGone when it was deleted.
    """
    try:
        return decrypt(private_path(file.pk).read_bytes())
    except FileNotFoundError:
        raise FileIsGone(_("This file is no longer kept.")) from None


def record_view(file: PrivateFile, *, viewer: User, role: str, about: Iterable[int], because: str) -> Trace:
    """Put on record that `viewer` opens the file, as what and why; `about` are those whose file it is."""
    return record(OPENED_FILE, by=viewer, role=role, thing=file, about=about, because=because)


def views_of(file: PrivateFile) -> TraceQuerySet:
    """Who opened a file, the last of them first."""
    return Trace.objects.of(key_of(file)).filter(act=OPENED_FILE).order_by("-pk")


def views_of_all(files: Iterable[PrivateFile]) -> TraceQuerySet:
    """The same for several files, in one statement."""
    return Trace.objects.filter(thing__in=[key_of(file) for file in files], act=OPENED_FILE).order_by("-pk")


def delete_private(file: PrivateFile) -> None:
    """Delete the content; the row stays with its digest, as the proof of what was there."""
    PrivateFile.objects.filter(pk=file.pk, deleted_at__isnull=True).update(deleted_at=clock.now(), name="")
    file.refresh_from_db()
    private_path(file.pk).unlink(missing_ok=True)


def delete_orphans(*, older_than: timedelta = timedelta(days=1)) -> int:
    """Delete stored files that no row knows: what a crash between file and row leaves behind."""
    limit = clock.now().timestamp() - older_than.total_seconds()
    removed = 0
    for path in Path(settings.PRIVATE_ROOT).glob("??/*"):
        if path.stat().st_mtime > limit:
            continue
        name = path.name
        known = len(name) == 32 and PrivateFile.objects.filter(pk=uuid.UUID(name), deleted_at__isnull=True).exists()
        if not known:
            path.unlink(missing_ok=True)
            removed += 1
    return removed
