"""What the worker does for sellers: each task calls one service, may run twice, and does the work once."""

from celery import shared_task

from sellers import services


@shared_task
def expire_invitations() -> int:
    return services.expire_invitations()


@shared_task
def forget_addresses() -> int:
    return services.forget_addresses()


@shared_task
def forget_documents() -> int:
    return services.forget_documents()


@shared_task
def expire_authorisations() -> int:
    return services.expire_authorisations()


@shared_task
def forget_brand_papers() -> int:
    return services.forget_brand_papers()
