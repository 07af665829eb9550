"""What reviews do when they hear a fact."""

from __future__ import annotations

from django.db import transaction

from core.bell import ring
from core.models import Event
from reviews.events import ReviewPhotoAdded


def prepare_review_photo(fact: ReviewPhotoAdded, event: Event) -> None:
    """Let the worker prepare the photo after this delivery: decoding is slow and must not hold a transaction."""
    transaction.on_commit(ring_for_review_photos, robust=True)


def ring_for_review_photos() -> None:
    ring("reviews.tasks.process_review_photos")
