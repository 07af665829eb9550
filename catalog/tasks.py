"""What the worker does for the catalogue."""

from __future__ import annotations

from celery import shared_task

from catalog import services
from catalog.importing import services as importing
from catalog.importing.services.deciding import RUN
from catalog.reporting import services as reporting
from core.bell import ring


@shared_task
def process_photos() -> int:
    """Prepare the photos that wait. Rung when one was added, and by the clock for whatever the bell missed."""
    return services.process_photos()


@shared_task
def run_imports() -> int:
    """Go on with files that shops take in, for a slice; what is left comes after whatever else waits."""
    if left := importing.run_imports():
        ring(RUN)
    return left


@shared_task
def forget_old_imports() -> int:
    return importing.forget_old_imports()


@shared_task
def resolve_brands() -> int:
    """Rung when the register of brands changed, and by the clock for whatever the bell missed."""
    return services.resolve_brands()


@shared_task
def forget_reporters() -> int:
    return reporting.forget_reporters()
