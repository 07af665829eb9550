"""Load what is required of sellers from a JSON file; without a file, what a new market starts with."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from core.errors import DomainError
from sellers.vetting.loading import STARTING_REQUIREMENTS, load_requirements


class Command(BaseCommand):
    help = "Load what is required of sellers. Adds and updates, never deletes; can be run again."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", nargs="?", type=Path, default=STARTING_REQUIREMENTS, help="JSON like sellers/data")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            document = json.loads(options["file"].read_text(encoding="utf-8"))
            report = load_requirements(document)
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise CommandError(f"{options['file']} cannot be read as requirements: {error}") from error
        except DomainError as refusal:
            raise CommandError(refusal.message) from refusal
        self.stdout.write(f"{report.added} added, {report.changed} changed.")
