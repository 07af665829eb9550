from __future__ import annotations

import time
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.models import User
from marketplace.demo.seed import seed


class Command(BaseCommand):
    help = "Build the demo market in an empty database, through the services. Only with DEMO=1."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--if-empty", action="store_true", help="do nothing when there are people already")
        parser.add_argument("--small", action="store_true", help="only the story's cast, with a dozen listings")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            if options["if_empty"]:
                return
            raise CommandError("The demo's passwords are known to everybody: set DEMO=1 if this is a demo.")
        if User.objects.exists():
            if options["if_empty"]:
                return
            raise CommandError("This market is not empty.")
        self.stdout.write("Seeding the demo market …")
        begun = time.monotonic()
        seed(lambda said: self.stdout.write(f"  {time.monotonic() - begun:5.1f} s  {said}"), small=options["small"])
