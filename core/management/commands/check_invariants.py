from __future__ import annotations

import sys
from typing import Any

from django.core.management.base import BaseCommand

from core.invariants import REGISTRY, violations


class Command(BaseCommand):
    help = "Check what must always be true. Exits 0 when it is, 1 with every row that breaks it."

    def handle(self, *args: Any, **options: Any) -> None:
        broken = 0
        for invariant, violation in violations():
            broken += 1
            self.stdout.write(f"{invariant.code} {invariant.title}: {violation.row}: {violation.sentence}")
        if broken:
            self.stderr.write(f"{broken} violations.")
            sys.exit(1)
        self.stdout.write(f"{len(REGISTRY)} invariants hold.")
