"""What the catalogue does when it hears a fact."""

from __future__ import annotations

from django.db import transaction

from catalog.events import PhotoAdded
from core.bell import ring
from core.models import Event
from taxonomy.events import BrandChanged


def prepare_photo(fact: PhotoAdded, event: Event) -> None:
    """Let the worker prepare the photo after this delivery: decoding is slow and must not hold a transaction."""
    transaction.on_commit(ring_for_photos, robust=True)


def ring_for_photos() -> None:
    ring("catalog.tasks.process_photos")


def look_at_brands_again(fact: BrandChanged, event: Event) -> None:
    """Let the worker look at the words of all listings after this delivery."""
    transaction.on_commit(ring_for_brands, robust=True)


def ring_for_brands() -> None:
    ring("catalog.tasks.resolve_brands")
