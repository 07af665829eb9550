"""Write the index of words anew: after a category was renamed, or the tokeniser changed."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from catalog.search import reindex_everything


class Command(BaseCommand):
    help = "Write the index of words anew, a few hundred listings at a time; the market can stay open."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{reindex_everything()} listings indexed.")
