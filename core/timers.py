"""Timers are rows: whatever is due later has a `due_at` column, and a periodic task sweeps it."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import TypeVar

from django.db import models

from core.errors import DomainError

log = logging.getLogger(__name__)

Row = TypeVar("Row", bound=models.Model)


def sweep(rows: models.QuerySet[Row], act: Callable[[Row], object], *, limit: int = 200) -> int:
    """
    Act on each due row, each in the transaction of its own service; returns how many succeeded.

    A refusal means that somebody else was quicker; any other failure is logged. Neither stops the rest.
    """
    done = 0
    for row in list(rows[:limit]):
        try:
            act(row)
        except DomainError as refusal:
            log.info("sweep_refused", extra={"row": f"{row._meta.label}:{row.pk}", "code": refusal.code})
        except Exception:
            log.exception("sweep_failed", extra={"row": f"{row._meta.label}:{row.pk}"})
        else:
            done += 1
    return done
