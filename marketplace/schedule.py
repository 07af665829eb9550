"""
What the worker does by the clock.

Each task looks for rows that are due, so a turn that was missed is made up by the next one.
"""

from typing import Any

from celery.schedules import crontab

Schedule = dict[str, dict[str, Any]]


def every(seconds: float, task: str) -> dict[str, Any]:
    # A turn that nobody took before the next one is due would only be done twice.
    return {"task": task, "schedule": seconds, "options": {"expires": seconds}}


def nightly(hour: int, task: str) -> dict[str, Any]:
    return {"task": task, "schedule": crontab(hour=str(hour), minute="17"), "options": {"expires": 12 * 3600}}


def schedule(*, demo: bool) -> Schedule:
    """Celery's beat schedule; only the demo has a simulated carrier and a sandbox that calls back."""
    always = {
        "deliver events": every(5, "core.tasks.deliver_events"),
        "send mail": every(5, "core.tasks.send_mail"),
        "send text messages": every(5, "core.tasks.send_texts"),
        "forget text messages": every(600, "core.tasks.purge_texts"),
        "process photos": every(20, "catalog.tasks.process_photos"),
        "process review photos": every(20, "reviews.tasks.process_review_photos"),
        "run imports": every(10, "catalog.tasks.run_imports"),
        "sweep payments": every(10, "payments.tasks.sweep_payments"),
        "send sandbox webhooks": every(5, "payments.tasks.send_sandbox_webhooks"),
        "complete paid purchases": every(10, "orders.tasks.complete_paid_purchases"),
        "expire purchases": every(30, "orders.tasks.expire_purchases"),
        "release due orders": every(60, "orders.tasks.release_due_orders"),
        "presume deliveries": every(300, "orders.tasks.presume_deliveries"),
        "expire invitations": every(300, "sellers.tasks.expire_invitations"),
        "expire credentials": every(60, "sellers.tasks.expire_credentials"),
        "ask registers": every(300, "sellers.tasks.ask_registers"),
        "warn of credentials that end": every(3600, "sellers.tasks.warn_of_ends"),
        "remind of yearly certifications": every(3600, "sellers.tasks.remind_of_certifications"),
        "note sales of twelve months": nightly(2, "orders.tasks.note_sales"),
        "work out when selling ends": nightly(1, "sellers.tasks.work_out_all_ends"),
        "mend the reviewers' queue": every(60, "sellers.tasks.mend_queue"),
        "put back what reviewers left": every(60, "sellers.tasks.put_back_lapsed"),
        "work out what is urgent": nightly(1, "sellers.tasks.work_out_urgency"),
        "ask for looks again": nightly(2, "sellers.tasks.ask_for_rechecks"),
        "forget documents of credentials": nightly(3, "sellers.tasks.forget_credential_documents"),
        "forget addresses of invitations": nightly(1, "sellers.tasks.forget_addresses"),
        "expire brand authorisations": every(300, "sellers.tasks.expire_authorisations"),
        "resolve brands": every(600, "catalog.tasks.resolve_brands"),
        "expire proposals": every(300, "core.tasks.expire_proposals"),
        "forget old baskets": nightly(1, "orders.tasks.forget_old_baskets"),
        "forget idempotency keys": nightly(1, "core.tasks.forget_idempotency_keys"),
        "purge mail": nightly(2, "core.tasks.purge_mail"),
        "delete orphaned files": nightly(3, "core.tasks.delete_orphaned_files"),
        "forget idle drafts": nightly(2, "sellers.tasks.forget_idle_drafts"),
        "forget documents": nightly(3, "sellers.tasks.forget_documents"),
        "finish endings of contracts": every(300, "sellers.tasks.finish_due_endings"),
        "forget applicants": nightly(3, "sellers.tasks.forget_applicants"),
        "forget sellers": nightly(3, "sellers.tasks.forget_sellers"),
        "forget papers of brands": nightly(3, "sellers.tasks.forget_brand_papers"),
        "forget reporters": nightly(3, "catalog.tasks.forget_reporters"),
        "forget old imports": nightly(3, "catalog.tasks.forget_old_imports"),
        "tidy up": nightly(4, "marketplace.tasks.tidy_up"),
        "look for violations": nightly(5, "marketplace.tasks.look_for_violations"),
    }
    return always | ({"move parcels": every(5, "orders.tasks.move_parcels")} if demo else {})
