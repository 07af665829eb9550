"""What the catalogue does when it hears a fact."""

from __future__ import annotations

from django.db import transaction

from catalog.events import PhotoAdded
from core.bell import ring
from core.models import Event


def prepare_photo(fact: PhotoAdded, event: Event) -> None:
    """Let the worker prepare the photo after this delivery: decoding is slow and must not hold a transaction."""
    transaction.on_commit(ring_for_photos, robust=True)


def ring_for_photos() -> None:
    ring("catalog.tasks.process_photos")
