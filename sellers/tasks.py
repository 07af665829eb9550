"""What the worker does for sellers, at night."""

from celery import shared_task

from sellers import services


@shared_task
def forget_documents() -> int:
    return services.forget_documents()
