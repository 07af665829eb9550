"""Outgoing mail: rows, in the receiver's language, at least once, under one Message-ID."""

from __future__ import annotations

import socket
import time
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail as django_mail
from django.db import connection
from pytest_django.fixtures import Settings

from core import clock
from core.mail import purge_old_mail, queue_message, send_due_mail
from core.models import MailStatus, OutgoingMail

LOCMEM = "django.core.mail.backends.locmem.EmailBackend"


@pytest.fixture(autouse=True)
def post_office(db: None, settings: Settings) -> None:
    settings.MAIL_TRANSPORT = LOCMEM
    settings.SITE_URL = "https://market.example"


def write(key: str = "event:1:alice", **fields: Any) -> OutgoingMail:
    words: dict[str, Any] = {
        "to": "alice@example.com",
        "subject": "Your parcel",
        "text": "It is here.",
        "language": "en",
    } | fields
    return queue_message(key=key, **words)


def test_a_mail_waits_as_a_row_and_is_sent_once() -> None:
    write(html="<p>It is here.</p>")
    assert django_mail.outbox == []

    assert (send_due_mail(), send_due_mail()) == (1, 0)

    [sent] = django_mail.outbox
    assert (sent.to, sent.subject, sent.body) == (["alice@example.com"], "Your parcel", "It is here.")
    assert OutgoingMail.objects.get().status == MailStatus.SENT


def test_the_same_key_is_one_mail_with_one_message_id() -> None:
    first, second = write(), write()

    assert first.pk == second.pk
    assert first.message_id.endswith("@market.example>")
    send_due_mail()
    assert django_mail.outbox[0].extra_headers["Message-ID"] == first.message_id


def test_a_mail_killed_between_sending_and_writing_it_down_goes_again_under_the_same_id() -> None:
    write()
    send_due_mail()
    OutgoingMail.objects.update(status=MailStatus.WAITING)

    with clock.at(clock.now() + timedelta(minutes=3)):
        send_due_mail()

    assert len({message.extra_headers["Message-ID"] for message in django_mail.outbox}) == 1
    assert len(django_mail.outbox) == 2


def test_words_are_encrypted_at_rest() -> None:
    write(text="Your code is 4711.")

    with connection.cursor() as cursor:
        cursor.execute("SELECT subject, text FROM core_outgoingmail")
        stored = " ".join(cursor.fetchone())
    assert "4711" not in stored
    assert "parcel" not in stored
    assert OutgoingMail.objects.get().text == "Your code is 4711."


def test_a_subject_cannot_carry_a_second_header() -> None:
    write(subject="Hello\r\nBcc: everyone@example.com")
    send_due_mail()

    assert "\n" not in django_mail.outbox[0].subject
    assert django_mail.outbox[0].bcc == []


def test_a_refusing_server_is_tried_again_later_and_in_the_end_parked(settings: Settings) -> None:
    settings.MAIL_TRANSPORT = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", 9, 1
    start = clock.now()
    write()

    for hour in range(12):
        with clock.at(start + timedelta(hours=2 * hour)):
            assert send_due_mail() == 0

    mail = OutgoingMail.objects.get()
    assert (mail.status, mail.attempts) == (MailStatus.PARKED, 10)
    assert "alice" not in mail.last_error


def test_a_server_that_never_answers_is_given_up_in_time(settings: Settings) -> None:
    tarpit = socket.create_server(("127.0.0.1", 0))  # the kernel accepts, nobody greets
    settings.MAIL_TRANSPORT = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", tarpit.getsockname()[1], 1
    write()

    started = time.monotonic()
    assert send_due_mail() == 0

    assert time.monotonic() - started < 5
    tarpit.close()


def test_every_other_mail_of_django_becomes_a_row_too(settings: Settings) -> None:
    settings.EMAIL_BACKEND = "core.mail_backends.QueueBackend"

    django_mail.send_mail("Hello", "Words", None, ["bob@example.com"])

    row = OutgoingMail.objects.get()
    assert (row.to, row.subject, row.status) == ("bob@example.com", "Hello", MailStatus.WAITING)


def test_words_are_forgotten_when_their_time_has_passed() -> None:
    write("code", sensitive=True)
    write("receipt")
    send_due_mail()
    start = clock.now()

    with clock.at(start + timedelta(hours=2)):
        assert purge_old_mail() == 1
    assert OutgoingMail.objects.get(key="code").text == ""
    assert OutgoingMail.objects.get(key="receipt").text == "It is here."
    with clock.at(start + timedelta(days=31)):
        assert purge_old_mail() == 1


def test_the_words_of_a_mail_that_could_never_be_sent_are_forgotten_too() -> None:
    write("code", sensitive=True)
    OutgoingMail.objects.update(status=MailStatus.PARKED)

    assert purge_old_mail() == 0
    with clock.at(clock.now() + timedelta(hours=2)):
        assert purge_old_mail() == 1
    assert OutgoingMail.objects.get().text == ""
