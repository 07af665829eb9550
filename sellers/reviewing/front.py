"""What the admin's front page and its side menu say of the desk, to those who review."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Count, Min
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.staff import is_one_of
from core import clock
from sellers.models import Ending, QueueEntry, Recheck
from sellers.services.deciding import REVIEWERS


def for_front_page(request: HttpRequest, context: dict[str, Any]) -> dict[str, Any]:
    """Adds what waits; for everybody else nothing is counted."""
    if is_one_of(request.user, *REVIEWERS):
        waiting = QueueEntry.objects.waiting()
        endings = Ending.objects.announced().aggregate(count=Count("pk"), next=Min("closes_at"))
        context["desk"] = {
            "waiting": waiting.count(),
            "late": waiting.filter(due_at__lte=clock.now()).count(),
            "mine": waiting.claimed_by_user(request.user).count(),  # type: ignore[arg-type]
            "late_rechecks": Recheck.objects.late().count(),
            "endings": endings["count"],
            "next_ending": endings["next"],
        }
    return context


def for_every_page(request: HttpRequest) -> dict[str, Any]:
    """The desk's pages have no model that the side menu knows them by: they stand on top of it."""
    if not is_one_of(request.user, *REVIEWERS):
        return {}
    queue = reverse("admin:sellers_application_queue")
    pages = [
        (_("Queue"), "queue", queue),
        (_("How the desk is doing"), "desk", reverse("admin:sellers_application_desk")),
    ]
    desk = {
        "name": _("Reviewing"),
        "app_label": "reviewing",
        "app_url": queue,
        "models": [{"name": name, "object_name": of, "admin_url": url} for name, of, url in pages],
    }
    apps = admin.site.get_app_list(request)
    if request.path.startswith(tuple(url for _name, _of, url in pages)):
        # Their addresses begin as that of the applications does: the menu would mark both as the one that is open.
        for model in (model for app in apps for model in app["models"] if (model["admin_url"] or "?") in request.path):
            model["admin_url"] += "?"
    return {"available_apps": [desk, *apps]}
