"""Ringing for the worker when a payment, a webhook or a refund waits. Rows say what; the bell only says now."""

from __future__ import annotations

from django.db import connection, transaction

from core.bell import ring


def ring_after_commit() -> None:
    """Once per transaction, however much it left to be done."""
    if any(call[1] is _ring for call in connection.run_on_commit):
        return
    # Robust: what must be done is committed by then, and the sweep finds it without the bell.
    transaction.on_commit(_ring, robust=True)


def _ring() -> None:
    ring("payments.tasks.sweep_payments")
