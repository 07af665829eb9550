"""
What the reviewers' queue costs with 10,000 applications beside 100: the same number of statements, and at most twice
the time.

    scripts/with_services.py -- .venv/bin/python -m bench.queue

`make bench` measures it after everything else. Whatever it makes stays in the database: give it one that goes away.
"""

from __future__ import annotations

import logging
import os
import sys
import time
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import django
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test import Client

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "marketplace.settings")
django.setup()

from accounts.models import User  # noqa: E402  the models must be there first
from core import clock  # noqa: E402
from core.models import PrivateFile  # noqa: E402
from sellers.models import Application, QueueEntry  # noqa: E402
from sellers.reviewing.rules import turn_of  # noqa: E402
from sellers.reviewing.states import EntryKind, Pressing  # noqa: E402
from sellers.states import SellerKind  # noqa: E402
from sellers.tests.factories import a_reviewer  # noqa: E402

FEW, MANY = 100, 10_000
TIMES, WARMING_UP = 40, 10
MOST_TIMES_AS_LONG = 2.0
COUNTRIES = ("ID", "DE", "US", "PH", "CN", "FR")
PAGE = "/admin/sellers/application/queue/"


@dataclass(frozen=True)
class Cost:
    """Of the queue's first page: statements, and milliseconds. The shortest of many times is what it takes alone."""

    applications: int
    statements: int
    shortest: float
    median: float
    cpu: float


def main() -> int:
    """Fill, measure, fill up, measure again. Returns 1 when the goal was missed."""
    logging.disable(logging.INFO)
    call_command("prepare", stdout=sys.stderr)
    few, many = measure(FEW), measure(MANY)
    for cost in (few, many):
        print(
            f"Reviewers' queue, {cost.applications:,} applications: {cost.statements} statements,"
            f" {cost.shortest:.1f} ms at best, {cost.median:.1f} ms in the middle, {cost.cpu:.1f} ms CPU of the web"
        )
    misses = missed(few, many)
    for miss in misses:
        print(miss, file=sys.stderr)
    return 1 if misses else 0


def missed(few: Cost, many: Cost) -> list[str]:
    """Which part of the goal was not met, in sentences."""
    found = []
    if not few.statements or many.statements != few.statements:
        found.append(f"The queue takes {many.statements} statements for many, and {few.statements} for few.")
    if many.shortest > MOST_TIMES_AS_LONG * few.shortest:
        found.append(f"The queue takes {many.shortest:.1f} ms for many, and {few.shortest:.1f} ms for few.")
    return found


def measure(applications: int) -> Cost:
    """Fill up to so many, and ask for the first page again and again."""

    settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, "testserver"]
    fill(applications)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")
    client = Client()
    client.force_login(a_reviewer())

    def ask() -> None:
        answer = client.get(PAGE)
        assert answer.status_code == 200, answer.status_code
        assert answer.content.count(b"data-turn") >= 50

    # The first ones read templates and fill caches.
    for _each in range(WARMING_UP):
        ask()
    statements: list[str] = []

    def remember(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        statements.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(remember):
        ask()
    times, cpu = [], time.process_time()
    for _each in range(TIMES):
        begun = time.perf_counter()
        ask()
        times.append((time.perf_counter() - begun) * 1000)
    used = (time.process_time() - cpu) * 1000 / TIMES
    return Cost(applications, len(statements), min(times), sorted(times)[TIMES // 2], used)


def fill(applications: int) -> None:
    """In bulk, as only benchmarks do: people, what they applied with, and their places in the queue."""
    now, known = clock.now(), Application.objects.count()
    places = range(known, applications)
    people = User.objects.bulk_create(User(email=f"applicant{place}@queue.example", name="Nadia") for place in places)
    document = PrivateFile.objects.create(name="deed.pdf", content_type="image/png", size=1, purpose="application")
    made = Application.objects.bulk_create(
        Application(
            applicant=person,
            trading_name=f"Shop {place}",
            legal_name=f"Shop {place} Ltd",
            country=COUNTRIES[place % len(COUNTRIES)],
            kind=SellerKind.SOLE_TRADER,
            contact_name="Nadia",
            contact_email=person.email,
            contact_phone="+62 21 555 0100",
            street="Jalan 1",
            city="Jakarta",
            currency="IDR",
            document=document,
            submitted_at=now - timedelta(minutes=7 * place),
        )
        for place, person in zip(places, people, strict=True)
    )
    entries = []
    for place, application in zip(places, made, strict=True):
        turn = turn_of(since=application.submitted_at, pressing=[Pressing.HIGH_RISK] if place % 9 == 0 else [])
        entries.append(
            QueueEntry(
                kind=EntryKind.APPLICATION,
                application=application,
                country=application.country,
                since=application.submitted_at,
                due_at=turn.due_at,
                urgent_at=turn.urgent_at,
                pressing=[str(reason) for reason in turn.pressing],
                is_risky=bool(turn.pressing),
            )
        )
    QueueEntry.objects.bulk_create(entries)


if __name__ == "__main__":
    sys.exit(main())
