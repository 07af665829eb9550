"""What the worker does for orders: each task calls one service, may run twice, and does the work once."""

from celery import shared_task

from orders import services


@shared_task
def complete_paid_purchases() -> int:
    return services.complete_paid_purchases()


@shared_task
def expire_purchases() -> int:
    return services.expire_purchases()


@shared_task
def presume_deliveries() -> int:
    return services.presume_deliveries()


@shared_task
def release_due_orders() -> int:
    return services.release_due_orders()


@shared_task
def move_parcels() -> int:
    return services.move_parcels()


@shared_task
def forget_old_baskets() -> int:
    return services.forget_old_baskets()


@shared_task
def note_sales() -> int:
    return services.note_all_sales()
