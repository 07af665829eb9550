"""What the worker does for payments. Each may run twice, or at the same time, and does its work once."""

from __future__ import annotations

from celery import shared_task

from payments import services
from payments.providers.sandbox import send_due_webhooks


@shared_task
def sweep_payments(*, limit: int = 200) -> int:
    return services.sweep_payments(limit=limit)


@shared_task
def send_sandbox_webhooks(*, limit: int = 100) -> int:
    return send_due_webhooks(limit=limit)
