from __future__ import annotations

import hashlib
from contextlib import nullcontext
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from core import clock
from marketplace.demo.past import opened

# What nothing of ours loads is not worth hashing and compressing: the API answers in JSON, its page of documentation is
# our own; the other versions of htmx, and its extensions.
NOT_OURS = ["rest_framework", "htmax-*", "htmx-4*", "htmx-2.js", "ext"]


class Command(BaseCommand):
    help = "Make this home ready to serve: tables, the cache's table, static files. Quick when nothing is new."

    def handle(self, *args: Any, **options: Any) -> None:
        if connection.vendor == "postgresql":
            # The limit of a page's statement is not that of a migration.
            with connection.cursor() as cursor:
                cursor.execute("SET statement_timeout = 0")
        migrate()
        if settings.ENV.embedded:
            call_command("createcachetable", database="cache", verbosity=0)
        if not settings.DEBUG:
            self.collect_static()

    def collect_static(self) -> None:
        """Copy, hash and compress the static files, unless exactly these were the last ones."""
        note, now = Path(settings.STATIC_ROOT) / ".made-from", static_digest()
        if note.exists() and note.read_text() == now:
            return
        call_command("collectstatic", interactive=False, verbosity=0, clear=True, ignore_patterns=NOT_OURS)
        note.write_text(now)


def migrate() -> None:
    """Bring the tables up to date; those of a new demo in its past, so that its promises are older than its orders."""
    is_new = MigrationRecorder.Migration._meta.db_table not in connection.introspection.table_names()
    moment = opened(clock.now()) if settings.DEMO and is_new else None
    with clock.at(moment) if moment else nullcontext():
        call_command("migrate", interactive=False, verbosity=0)


def static_digest() -> str:
    """A digest of the names, sizes and times of all static files."""
    found = hashlib.sha256()
    for finder in get_finders():
        for name, storage in sorted(finder.list([]), key=lambda pair: pair[0]):
            status = Path(storage.path(name)).stat()
            found.update(f"{name} {status.st_size} {status.st_mtime_ns}\n".encode())
    return found.hexdigest()
