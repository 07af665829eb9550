"""Two mail backends: one turns every mail of any library into a row; in the other, the demo's, the row is the mail."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import translation

from core.mail import queue_message


class QueueBackend(BaseEmailBackend):
    """settings.EMAIL_BACKEND: whoever calls Django's `send_mail` waits for a row, never for a mail server."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        for message in email_messages:
            html = ""
            if isinstance(message, EmailMultiAlternatives):
                html = next((str(content) for content, kind in message.alternatives if kind == "text/html"), "")
            for to in message.recipients():
                queue_message(
                    key=f"message:{uuid.uuid4()}",
                    to=to,
                    subject=str(message.subject),
                    text=str(message.body),
                    html=html,
                    language=translation.get_language() or "en",
                    sensitive=True,
                )
        return len(email_messages)


class DemoBackend(BaseEmailBackend):
    """settings.MAIL_TRANSPORT of the demo: nothing leaves the machine, mails are read at /demo/mail/."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        return len(email_messages)
