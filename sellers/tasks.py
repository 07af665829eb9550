"""What the worker does for sellers: each task calls one service, may run twice, and does the work once."""

from celery import shared_task

from sellers import services
from sellers.reviewing import services as reviewing
from sellers.reviewing.services import rechecking
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
def ask_registers() -> int:
    return vetting.ask_registers()


@shared_task
def forget_credential_documents() -> int:
    return vetting.forget_credential_documents()


@shared_task
def work_out_all_ends() -> int:
    """Every night, whatever changed it: the tree of categories, or a requirement that somebody wrote by hand."""
    return vetting.work_out_all_ends()


@shared_task
def finish_due_endings() -> int:
    return services.finish_due_endings()


@shared_task
def forget_sellers() -> int:
    return services.forget_sellers()


@shared_task
def forget_applicants() -> int:
    return services.forget_applicants()


@shared_task
def expire_authorisations() -> int:
    return services.expire_authorisations()


@shared_task
def forget_brand_papers() -> int:
    return services.forget_brand_papers()


@shared_task
def remind_of_certifications() -> int:
    return vetting.remind_of_certifications()


@shared_task
def mend_queue() -> int:
    return reviewing.mend_queue()


@shared_task
def put_back_lapsed() -> int:
    return reviewing.put_back_lapsed()


@shared_task
def work_out_urgency() -> int:
    return reviewing.work_out_urgency()


@shared_task
def ask_for_rechecks() -> int:
    return rechecking.ask_for_rechecks()
