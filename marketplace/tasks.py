"""What the worker does for the house itself, at night."""

import logging

from celery import shared_task
from django.core.management import call_command
from django.db import connection

from core.invariants import violations

log = logging.getLogger(__name__)


@shared_task
def look_for_violations() -> int:
    """Log every row that breaks what must always be true; returns how many."""
    found = 0
    for invariant, violation in violations():
        found += 1
        log.error(
            "invariant_broken",
            extra={"invariant": invariant.code, "row": violation.row, "sentence": violation.sentence},
        )
    return found


@shared_task
def tidy_up() -> None:
    """Forget sessions that have ended, and let SQLite look anew at how its tables are filled."""
    call_command("clearsessions")
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA optimize")
