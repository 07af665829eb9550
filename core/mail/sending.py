"""
Sending what waits: at least once, under a stable Message-ID.

The claim (one more attempt, `due_at` as lease) is committed before the mail server is asked, and no transaction is
open while it answers. A worker killed between sending and writing it down sends once more: that is the window.
"""

from __future__ import annotations

import logging
from datetime import timedelta

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.db.models import F
from django.db.models.functions import Coalesce

from core import clock
from core.models import MailStatus, OutgoingMail

log = logging.getLogger(__name__)

MAX_ATTEMPTS = 10
LEASE = timedelta(seconds=120)
KEEP_WORDS = timedelta(days=30)
KEEP_SENSITIVE_WORDS = timedelta(hours=1)


def send_due_mail(*, limit: int = 100) -> int:
    """Send what is due, oldest first; returns how many the mail server took."""
    due = (
        OutgoingMail.objects.filter(status=MailStatus.WAITING, due_at__lte=clock.now())
        .order_by("due_at", "pk")
        .values_list("pk", flat=True)[:limit]
    )
    return sum(send(pk) for pk in list(due))


def send(pk: int) -> bool:
    """Send one mail if it is due and nobody else is at it; False otherwise, or when the server refused."""
    claimed = OutgoingMail.objects.filter(pk=pk, status=MailStatus.WAITING, due_at__lte=clock.now()).update(
        attempts=F("attempts") + 1, due_at=clock.now() + LEASE
    )
    if not claimed:
        return False
    mail = OutgoingMail.objects.get(pk=pk)
    try:
        _hand_over(mail)
    except Exception as error:  # noqa: BLE001  whatever the transport raises, the mail is tried again later
        _record_failure(mail, error)
        return False
    OutgoingMail.objects.filter(pk=pk).update(status=MailStatus.SENT, sent_at=clock.now(), last_error="")
    return True


def _hand_over(mail: OutgoingMail) -> None:
    message = EmailMultiAlternatives(
        mail.subject, mail.text, settings.DEFAULT_FROM_EMAIL, [mail.to], headers={"Message-ID": mail.message_id}
    )
    if mail.html:
        message.attach_alternative(mail.html, "text/html")
    get_connection(settings.MAIL_TRANSPORT).send_messages([message])


def _record_failure(mail: OutgoingMail, error: Exception) -> None:
    parked = mail.attempts >= MAX_ATTEMPTS
    OutgoingMail.objects.filter(pk=mail.pk, status=MailStatus.WAITING).update(
        status=MailStatus.PARKED if parked else MailStatus.WAITING,
        due_at=clock.now() + timedelta(seconds=min(30 * 2**mail.attempts, 3600)),
        # The server's answer may repeat the address: only the kind of failure is kept.
        last_error=type(error).__name__,
    )
    log.warning("mail_not_sent", extra={"mail": mail.pk, "error": type(error).__name__, "parked": parked})


def purge_old_mail() -> int:
    """
    Forget the words of mails whose time has passed: codes and keys an hour after sending, the rest after thirty days.

    A mail that could never be sent keeps its words as long, counted from when it was last tried.
    """
    over = OutgoingMail.objects.filter(status__in=(MailStatus.SENT, MailStatus.PARKED), purged_at__isnull=True)
    over = over.annotate(ended_at=Coalesce("sent_at", "due_at"))
    short = over.filter(is_sensitive=True, ended_at__lt=clock.now() - KEEP_SENSITIVE_WORDS)
    long = over.filter(ended_at__lt=clock.now() - KEEP_WORDS)
    return sum(rows.update(subject="", text="", html="", purged_at=clock.now()) for rows in (short, long))
