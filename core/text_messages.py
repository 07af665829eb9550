"""
Text messages to phones: rows that the worker hands to whoever sends them (settings.TEXT_SENDER).

As with mail: the claim is committed before the sender is asked, and no transaction is open while it answers. Without a
sender none is written: whoever would write one asks `can_send` first, and says so.
"""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import Protocol

from django.conf import settings
from django.db import transaction
from django.db.models import F, QuerySet
from django.utils.module_loading import import_string

from core import clock
from core.bell import ring
from core.models import MailStatus, OutgoingText

log = logging.getLogger(__name__)

# A code that comes later than this opens nothing any more.
MAX_ATTEMPTS = 6
LEASE = timedelta(seconds=60)
KEEP_WORDS = timedelta(hours=1)


class TextSender(Protocol):
    """What hands a text message to a phone. Raises whatever it likes when it could not."""

    def send(self, *, to: str, words: str) -> None: ...


class SandboxSender:
    """Sends nothing: the demo shows what stands in the rows (/demo/codes/)."""

    def send(self, *, to: str, words: str) -> None:
        pass


def can_send() -> bool:
    """Whether this house has somebody who sends text messages."""
    return bool(settings.TEXT_SENDER)


def queue_text(*, key: str, to: str, words: str) -> OutgoingText:
    """Write a text message to be sent after commit; a second call with the same `key` returns the first one's row."""
    row, is_new = OutgoingText.objects.get_or_create(key=key[:160], defaults={"to": to, "words": words})
    if is_new:
        transaction.on_commit(lambda: ring("core.tasks.send_texts"), robust=True)
    return row


def send_due_texts(*, limit: int = 100) -> int:
    """Send what is due, oldest first; returns how many the sender took."""
    due = _waiting().order_by("due_at", "pk").values_list("pk", flat=True)[:limit]
    return sum(_send(pk) for pk in list(due))


def _send(pk: int) -> bool:
    if not _waiting().filter(pk=pk).update(attempts=F("attempts") + 1, due_at=clock.now() + LEASE):
        return False
    row = OutgoingText.objects.get(pk=pk)
    try:
        sender: TextSender = import_string(str(settings.TEXT_SENDER))()
        sender.send(to=row.to, words=row.words)
    except Exception as error:  # noqa: BLE001  whatever the sender raises, it is tried again later
        parked = row.attempts >= MAX_ATTEMPTS
        OutgoingText.objects.filter(pk=pk, status=MailStatus.WAITING).update(
            status=MailStatus.PARKED if parked else MailStatus.WAITING,
            due_at=clock.now() + timedelta(seconds=15 * 2**row.attempts),
            # The sender's answer may repeat the number: only the kind of failure is kept.
            last_error=type(error).__name__,
        )
        log.warning("text_not_sent", extra={"text": pk, "error": type(error).__name__, "parked": parked})
        return False
    OutgoingText.objects.filter(pk=pk).update(status=MailStatus.SENT, sent_at=clock.now(), last_error="")
    return True


def _waiting() -> QuerySet[OutgoingText]:
    return OutgoingText.objects.filter(status=MailStatus.WAITING, due_at__lte=clock.now())


def purge_old_texts() -> int:
    """Forget words and receivers an hour after they were written, sent or not; returns how many."""
    old = OutgoingText.objects.filter(purged_at=None, created_at__lt=clock.now() - KEEP_WORDS)
    old.filter(status=MailStatus.WAITING).update(status=MailStatus.PARKED)
    return old.update(to="", words="", purged_at=clock.now())


def shown_in_the_demo() -> list[OutgoingText]:
    """The last messages whose words are still there."""
    return list(OutgoingText.objects.filter(purged_at=None).order_by("-pk")[:20])
