"""Draw pictures beforehand, for those who shall not wait for it (see `settings.PREPARED_PICTURES`)."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from core.errors import DomainError
from core.pictures import render_picture
from core.pictures.prepared import forget_others, write_prepared


class Command(BaseCommand):
    help = "Draw every picture under a folder in all widths and formats, and keep them in another."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("source", type=Path, help="folder with the pictures, searched to the bottom")
        parser.add_argument("target", type=Path, help="folder for what is made of them; the rest in it is deleted")

    def handle(self, *args: Any, source: Path, target: Path, **options: Any) -> None:
        if not source.is_dir():
            raise CommandError(f"There is no folder {source}.")
        paths = sorted(path for path in source.rglob("*") if path.suffix in {".jpg", ".jpeg", ".png", ".webp", ".avif"})
        kept = set()
        for number, path in enumerate(paths, 1):
            content = path.read_bytes()
            try:
                kept.add(write_prepared(target, content, render_picture(content)))
            except DomainError as refusal:
                raise CommandError(f"{path}: {refusal.message}") from None
            self.stdout.write(f"{number} of {len(paths)}", ending="\r")
        gone = forget_others(target, kept)
        self.stdout.write(f"{len(paths)} pictures are prepared in {target}; {gone} others were deleted.")
