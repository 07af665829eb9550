"""What the worker does for reviews."""

from __future__ import annotations

from celery import shared_task

from reviews import services


@shared_task
def process_review_photos() -> int:
    """Prepare the photos that wait. Rung when one was added, and by the clock for whatever the bell missed."""
    return services.process_review_photos()
