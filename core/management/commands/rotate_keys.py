from __future__ import annotations

import sys
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from core.rotation import rotate_everything


class Command(BaseCommand):
    help = (
        "Put everything that is kept encrypted under the first key of FILE_KEYS. May be stopped, and run again. "
        "Exits 1 when something opens with none of the keys."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        renewed, unreadable = 0, 0
        for count in rotate_everything():
            renewed += count.renewed
            unreadable += len(count.unreadable)
            if count.renewed or count.current or count.unreadable:
                self.stdout.write(f"{count.what}: {count.renewed} renewed, {count.current} current")
            for row in count.unreadable:
                self.stderr.write(f"{count.what}: {row} opens with none of the keys.")
        others = len(settings.FILE_KEYS) - 1
        if unreadable:
            self.stderr.write(f"{unreadable} could not be read. Keep every key that you have.")
            sys.exit(1)
        if renewed:
            # A process that still ran with the old keys may have written meanwhile: the second run would find it.
            self.stdout.write("Run it once more: when nothing is left to renew, the other keys can be removed.")
        elif others:
            self.stdout.write(f"Nothing needs the other {others} of FILE_KEYS any more: remove them, and restart.")
        else:
            self.stdout.write("There is one key, and everything is under it.")
