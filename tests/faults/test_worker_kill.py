"""
A worker that is killed in the middle of its deliveries loses nothing and repeats next to nothing.

The whole worker (parent and children) is killed with SIGKILL again and again while it tells twelve people of twenty
events by inbox and mail. The moments are drawn by a seeded generator; the mail server answers slowly, so that some
kills fall between its answer and our note of it.
"""

from __future__ import annotations

import asyncio
import email
import json
import random
import time
from collections import Counter
from collections.abc import Iterator
from email.message import EmailMessage, Message
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.stack import PYTHON, Stack, free_port, fresh_market, kill_group

KILLS = 5
EVENTS = 20
PEOPLE = 12
SEED = 20261121

MAKE_EVENTS = f"""
from django.contrib.auth.models import Group
from accounts.models import User
from accounts.roles import Role
from sellers.models import Shop, ShopRole
from sellers.services import suspend_seller
from sellers.tests.factories import a_reviewer, open_shop, reinstated, works_in

rina = a_reviewer()
shop = open_shop()
columns = ("name", "currency", "language", "city", "country", "opened_at")
alike = {{column: getattr(shop, column) for column in columns}}
for number in range({PEOPLE} - 1):
    member = User.objects.create_user(f"member{{number}}@example.com")
    # A shop has one owner; a seller may have many shops, and all of their owners are told.
    works_in(Shop.objects.create(seller=shop.seller, slug=f"shop{{number}}", **alike), member, ShopRole.OWNER)
for turn in range({EVENTS} // 2):
    suspend_seller(shop.seller, by=rina, because="A check is due.")
    reinstated(shop.seller)
"""

KEEP_RINGING = """
import time
import django; django.setup()
from core.bell import ring
while True:
    ring("core.tasks.deliver_events")
    ring("core.tasks.send_mail")
    time.sleep(1)
"""

STATE = """
import asyncio
import email
import json
from core.models import Event, EventDelivery, MailStatus, OutgoingMail
from notifications.models import Notification
names = ["SellerSuspended", "SellerReinstated"]
print(json.dumps({
    "pending": EventDelivery.objects.filter(done_at=None).count(),
    "waiting": OutgoingMail.objects.filter(status=MailStatus.WAITING).count(),
    "told": list(Notification.objects.filter(event__name__in=names).values_list("event_id", "user_id")),
    "mails": list(OutgoingMail.objects.values_list("message_id", flat=True)),
}))
"""

# What the killed worker had claimed is due again when its lease has ended: the clock is moved there.
SWEEP_LATER = """
from datetime import timedelta
from core import clock
from core.events import deliver_due
from core.mail import send_due_mail
for hour in range(1, 4):
    with clock.at(clock.now() + timedelta(hours=hour)):
        while deliver_due() + send_due_mail():
            pass
"""


class SlowSink:
    """A mail server that takes its time, and remembers every Message-ID that it took."""

    def __init__(self) -> None:
        self.taken: list[str] = []

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        content = envelope.content if isinstance(envelope.content, bytes) else b""
        self.taken.append(str(message_from(content)["Message-ID"]))
        await asyncio.sleep(0.01)
        return "250 taken"


def message_from(content: bytes) -> Message:
    return email.message_from_bytes(content, _class=EmailMessage)


@pytest.fixture
def sink() -> Iterator[tuple[SlowSink, int]]:
    handler = SlowSink()
    port = free_port()
    controller = Controller(handler, hostname="127.0.0.1", port=port)
    controller.start()
    yield handler, port
    controller.stop()


def state(market: Stack) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(market.run(STATE).splitlines()[-1])
    return found


def test_killing_the_worker_loses_no_notification_and_doubles_none(tmp_path: Path, sink: tuple[SlowSink, int]) -> None:
    handler, port = sink
    moments = random.Random(SEED)
    with fresh_market(tmp_path / "market", EMAIL_URL=f"smtp://127.0.0.1:{port}") as market:
        market.run(MAKE_EVENTS)
        market.start(PYTHON, "-c", KEEP_RINGING)
        in_the_middle = 0
        for _ in range(KILLS):
            before = len(handler.taken)
            worker = market.start_worker()
            deadline = time.monotonic() + 60
            while len(handler.taken) == before and time.monotonic() < deadline:
                time.sleep(0.01)
            time.sleep(moments.uniform(0.0, 0.4))
            kill_group(worker)
            in_the_middle += before < len(handler.taken) < EVENTS * PEOPLE
        market.run(SWEEP_LATER)
        end = state(market)

    assert in_the_middle >= KILLS - 2, "the worker was killed while it told people, not before or after"
    assert (end["pending"], end["waiting"]) == (0, 0)
    told = Counter((event, person) for event, person in end["told"])
    assert len(told) == EVENTS * PEOPLE, "everybody was told of everything"
    assert set(told.values()) == {1}, "nobody was told twice"
    sent = Counter(handler.taken)
    assert set(sent) == set(end["mails"]), "every mail was sent, each under its own Message-ID"
    repeated = sum(sent.values()) - len(sent)
    assert repeated <= 2 * KILLS, "a mail is sent again only when the kill fell into its window (two processes)"
