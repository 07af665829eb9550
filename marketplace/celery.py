"""The worker: how it is configured. What it does by the clock stands in `marketplace.schedule`."""

import os
from typing import Any

from celery import Celery
from celery.signals import setup_logging, task_postrun, task_prerun

from core import occasion

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "marketplace.settings")

app = Celery("marketplace")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


def keep_our_logging(**about: Any) -> None:
    """Django has set up the log; with a receiver of this signal Celery leaves it alone."""


def name_task_in_log(task_id: str, task: Any, **about: Any) -> None:
    occasion.begin(task_id=task_id, task=task.name)


def forget_task_in_log(**about: Any) -> None:
    occasion.begin()


setup_logging.connect(keep_our_logging)
task_prerun.connect(name_task_in_log)
task_postrun.connect(forget_task_in_log)
