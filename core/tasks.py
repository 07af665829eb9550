"""The ground's periodic work. Each may run twice, or at the same time, and does its work once."""

from __future__ import annotations

from celery import shared_task

from core import files, foureyes, mail, text_messages
from core.api import idempotency
from core.events import deliver_due


@shared_task
def deliver_events() -> int:
    return deliver_due()


@shared_task
def send_mail() -> int:
    return mail.send_due_mail()


@shared_task
def send_texts() -> int:
    return text_messages.send_due_texts()


@shared_task
def purge_texts() -> int:
    return text_messages.purge_old_texts()


@shared_task
def purge_mail() -> int:
    return mail.purge_old_mail()


@shared_task
def delete_orphaned_files() -> int:
    return files.delete_orphans()


@shared_task
def forget_idempotency_keys() -> int:
    return idempotency.forget_old_keys()


@shared_task
def expire_proposals() -> int:
    return foureyes.expire_due()
