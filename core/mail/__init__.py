"""Outgoing mail: a row that the worker sends, so that a hanging mail server never holds a page."""

from core.mail.queueing import queue_mail, queue_message, render_mail
from core.mail.sending import purge_old_mail, send_due_mail

__all__ = ["purge_old_mail", "queue_mail", "queue_message", "render_mail", "send_due_mail"]
