"""Prepare the photos that wait, as the worker does."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from catalog import services


class Command(BaseCommand):
    help = "Prepare the photos that wait, as the worker does."

    def handle(self, *args: Any, **options: Any) -> None:
        done = 0
        while prepared := services.process_photos():
            done += prepared
        self.stdout.write(f"{done} photos prepared.")
