"""Outgoing mail: a row that the worker sends, so that a hanging mail server never holds a page."""

from core.mail.queueing import Envelope, queue_mail, queue_mails, queue_message, render_mail
from core.mail.sending import purge_old_mail, send_due_mail

__all__ = [
    "Envelope",
    "purge_old_mail",
    "queue_mail",
    "queue_mails",
    "queue_message",
    "render_mail",
    "send_due_mail",
]
