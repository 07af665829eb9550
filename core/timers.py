"""Timers are rows: whatever is due later has a `due_at` column, and a periodic task sweeps it."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from typing import TypeVar

from django.db import models

from core.errors import DomainError

log = logging.getLogger(__name__)

Row = TypeVar("Row", bound=models.Model)


AT_ONCE = 200


def sweep(rows: models.QuerySet[Row], act: Callable[[Row], object], *, limit: int = 10_000) -> int:
    """
    Act on each due row, each in the transaction of its own service; returns how many succeeded.

    Which rows are due is asked once, so that rows that must wait a little longer do not keep the others waiting; each
    is read again shortly before its turn. A refusal means that somebody else was quicker; any other failure is
    logged. Neither stops the rest.
    """
    done = 0
    for row in _one_by_one(rows, list(rows.values_list("pk", flat=True)[:limit])):
        try:
            act(row)
        except DomainError as refusal:
            log.info("sweep_refused", extra={"row": f"{row._meta.label}:{row.pk}", "code": refusal.code})
        except Exception:
            log.exception("sweep_failed", extra={"row": f"{row._meta.label}:{row.pk}"})
        else:
            done += 1
    return done


def _one_by_one(rows: models.QuerySet[Row], pks: list[int]) -> Iterator[Row]:
    for start in range(0, len(pks), AT_ONCE):
        some = pks[start : start + AT_ONCE]
        found = {row.pk: row for row in rows.filter(pk__in=some)}
        yield from (found[pk] for pk in some if pk in found)
