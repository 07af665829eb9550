"""What the worker does for sellers: each task calls one service, may run twice, and does the work once."""

from celery import shared_task

from sellers import services
from sellers.vetting import services as vetting


@shared_task
def expire_invitations() -> int:
    return services.expire_invitations()


@shared_task
def forget_addresses() -> int:
    return services.forget_addresses()


@shared_task
def forget_idle_drafts() -> int:
    return services.forget_idle_drafts()


@shared_task
def forget_documents() -> int:
    return services.forget_documents()


@shared_task
def warn_of_ends() -> int:
    return vetting.warn_of_ends()


@shared_task
def expire_credentials() -> int:
    return vetting.expire_credentials()


@shared_task
def ask_silent_registers() -> int:
    return vetting.ask_silent_registers()


@shared_task
def forget_credential_documents() -> int:
    return vetting.forget_credential_documents()


@shared_task
def work_out_all_ends() -> int:
    """Every night, whatever changed it: the tree of categories, or a requirement that somebody wrote by hand."""
    return vetting.work_out_all_ends()
