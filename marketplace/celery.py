"""The worker: how it is configured, and what it does by the clock."""

import os
from typing import Any

import structlog
from celery import Celery
from celery.schedules import crontab
from celery.signals import setup_logging, task_postrun, task_prerun

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "marketplace.settings")

app = Celery("marketplace")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


def every(seconds: float, task: str) -> dict[str, Any]:
    # A sweep that nobody took before the next one is due would only be done twice.
    return {"task": task, "schedule": seconds, "options": {"expires": seconds}}


def nightly(hour: int, task: str) -> dict[str, Any]:
    return {"task": task, "schedule": crontab(hour=str(hour), minute="17"), "options": {"expires": 12 * 3600}}


# Each of these looks for rows that are due, so a missed turn is made up by the next one.
app.conf.beat_schedule = {
    "deliver events": every(5, "core.tasks.deliver_events"),
    "send mail": every(5, "core.tasks.send_mail"),
    "purge mail": nightly(2, "core.tasks.purge_mail"),
    "delete orphaned files": nightly(3, "core.tasks.delete_orphaned_files"),
}


@setup_logging.connect
def keep_our_logging(**about: Any) -> None:
    """Django has set up the log; with a receiver here Celery leaves it alone."""


@task_prerun.connect
def name_task_in_log(task_id: str, task: Any, **about: Any) -> None:
    structlog.contextvars.bind_contextvars(task_id=task_id, task=task.name)


@task_postrun.connect
def forget_task_in_log(**about: Any) -> None:
    structlog.contextvars.clear_contextvars()
