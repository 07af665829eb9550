"""Writing a mail down, in its receiver's language and time zone."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NotRequired, TypedDict
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import connection, transaction
from django.template import TemplateDoesNotExist
from django.template.loader import render_to_string
from django.utils import timezone, translation

from core.bell import ring
from core.models import OutgoingMail
from core.text import plain_line

BATCH = 500  # rows in one statement


@dataclass(frozen=True)
class Letter:
    subject: str
    text: str
    html: str


class Envelope(TypedDict):
    """What queue_mail takes."""

    key: str
    to: str
    template: str
    context: Mapping[str, object]
    language: str
    time_zone: NotRequired[str]
    sensitive: NotRequired[bool]


def render_mail(template: str, context: Mapping[str, object], *, language: str, time_zone: str = "UTC") -> Letter:
    """
    Render `mail/<template>.subject.txt`, `.txt` and, where it exists, `.html`, as its receiver would read it.

    Templates also get `site_url` and `market_name`.
    """
    words = {"site_url": settings.SITE_URL, "market_name": settings.MARKET_NAME, **context}
    with translation.override(language), timezone.override(ZoneInfo(time_zone)):
        subject = plain_line(render_to_string(f"mail/{template}.subject.txt", words))
        text = render_to_string(f"mail/{template}.txt", words).strip() + "\n"
        try:
            html: str = render_to_string(f"mail/{template}.html", words)
        except TemplateDoesNotExist:
            html = ""
    return Letter(subject, text, html)


def queue_mail(
    *,
    key: str,
    to: str,
    template: str,
    context: Mapping[str, object],
    language: str,
    time_zone: str = "UTC",
    sensitive: bool = False,
) -> OutgoingMail:
    """
    Write a mail to be sent after commit; a second call with the same `key` returns the first one's row.

    `sensitive` mails (codes, links that open something) lose their words an hour after sending.
    """
    letter = render_mail(template, context, language=language, time_zone=time_zone)
    return queue_message(
        key=key,
        to=to,
        subject=letter.subject,
        text=letter.text,
        html=letter.html,
        language=language,
        sensitive=sensitive,
    )


def queue_mails(envelopes: Iterable[Envelope]) -> None:
    """The same for many people at once: as few statements for a hundred of them as for one."""
    rows = []
    for envelope in envelopes:
        letter = render_mail(
            envelope["template"],
            envelope["context"],
            language=envelope["language"],
            time_zone=envelope.get("time_zone", "UTC"),
        )
        rows.append(
            OutgoingMail(
                key=envelope["key"][:160],
                to=envelope["to"],
                **_written(envelope["key"], letter, envelope["language"], sensitive=envelope.get("sensitive", False)),
            )
        )
    # The key is all that is unique: a mail that is there already stays as it is.
    OutgoingMail.objects.bulk_create(rows, batch_size=BATCH, ignore_conflicts=True)
    if rows:
        _ring_once()


def queue_message(
    *, key: str, to: str, subject: str, text: str, html: str = "", language: str, sensitive: bool = False
) -> OutgoingMail:
    """The same for a mail that is already worded."""
    mail, is_new = OutgoingMail.objects.get_or_create(
        key=key[:160],
        defaults={"to": to, **_written(key, Letter(subject, text, html), language, sensitive=sensitive)},
    )
    if is_new:
        _ring_once()
    return mail


def _written(key: str, letter: Letter, language: str, *, sensitive: bool) -> dict[str, Any]:
    return {
        "language": language,
        "message_id": message_id_of(key),
        "subject": plain_line(letter.subject),
        "text": letter.text,
        "html": letter.html,
        "is_sensitive": sensitive,
    }


def message_id_of(key: str) -> str:
    """The mail's Message-ID: the same whenever, and however often, the mail for this key is sent."""
    host = urlsplit(settings.SITE_URL).hostname or "localhost"
    return f"<{hashlib.sha256(key.encode()).hexdigest()[:32]}@{host}>"


def _ring_once() -> None:
    if not any(call[1] is _ring_for_mail for call in connection.run_on_commit):
        transaction.on_commit(_ring_for_mail, robust=True)


def _ring_for_mail() -> None:
    ring("core.tasks.send_mail")
