from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from marketplace.reference import render


class Command(BaseCommand):
    help = "Write docs/reference.md from the code."

    def handle(self, *args: Any, **options: Any) -> None:
        page = settings.BASE_DIR / "docs" / "reference.md"
        page.write_text(render())
        self.stdout.write(f"Wrote {page}.")
