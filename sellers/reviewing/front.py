"""What the admin's front page says of the desk, to those who review."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from accounts.staff import is_one_of
from core import clock
from sellers.models import QueueEntry, Recheck
from sellers.services.deciding import REVIEWERS


def for_front_page(request: HttpRequest, context: dict[str, Any]) -> dict[str, Any]:
    """Adds what waits; for everybody else nothing is counted."""
    if is_one_of(request.user, *REVIEWERS):
        waiting = QueueEntry.objects.waiting()
        context["desk"] = {
            "waiting": waiting.count(),
            "late": waiting.filter(due_at__lte=clock.now()).count(),
            "mine": waiting.claimed_by_user(request.user).count(),  # type: ignore[arg-type]
            "late_rechecks": Recheck.objects.late().count(),
        }
    return context
