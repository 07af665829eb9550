"""
The webhook inbox: proven, stored once, then taken as a hint to look.

What a message says moves nothing. It names a payment; that payment's truth is fetched from the provider and compared
with our own record, so messages may come in any order, any number of times, or never.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.roles import Role
from core import clock
from core.audit import STANDS_WITH_IT, name_acts, record
from core.events import announce
from payments import rules
from payments.bell import ring_after_commit
from payments.events import WebhookQuarantined
from payments.models import Payment, WebhookMessage
from payments.providers import ProviderRefused, ProviderUnavailable, provider_named
from payments.services.paying import apply_provider_state
from payments.states import WebhookStatus

if TYPE_CHECKING:
    from accounts.models import User

SETTLED = "payments.settled_message"
name_acts({SETTLED: gettext_lazy("closed it, after a look")})


def receive_webhook(provider: str, body: bytes, headers: Mapping[str, str]) -> WebhookMessage:
    """
    Store a provider's signed message, once, and ring for the worker. Repeated, returns the first.

    Raises UnknownProvider and WebhookRefused; then nothing was stored.
    """
    told = provider_named(provider).parse_webhook(body, headers)
    with transaction.atomic():
        message, is_new = WebhookMessage.objects.get_or_create(
            provider=provider,
            event_id=told.event_id,
            defaults={
                "kind": told.kind,
                "provider_reference": told.reference,
                "told_minor_units": told.amount.amount if told.amount else None,
                "told_currency": told.amount.currency if told.amount else "",
                "body": body.decode("utf-8", errors="replace"),
            },
        )
        if is_new:
            ring_after_commit()
    return message


def process_webhook(message: WebhookMessage) -> WebhookMessage:
    """
    Look at the payment that the message names, and put the message away: processed, or quarantined with the reason.

    A message about a payment that we do not know may be early and waits; without an answer from the provider it waits
    too. Must not be called inside a transaction.
    """
    payment = Payment.objects.filter(provider=message.provider, provider_reference=message.provider_reference).first()
    if payment is None:
        return _wait_for_payment(message)
    if problem := rules.misfit(payment.amount, message.amount_told):
        return _quarantine(message, problem, payment)
    if payment.is_captured:
        return _put_away(message, payment)
    try:
        state = provider_named(message.provider).fetch(message.provider_reference)
    except ProviderUnavailable:
        return _wait(message)
    except ProviderRefused as refusal:
        return _quarantine(message, refusal.message, payment)
    with transaction.atomic(durable=True):
        apply_provider_state(payment, state)
        if payment.problem:
            return _quarantine(message, payment.problem, payment)
        return _put_away(message, payment)


@transaction.atomic
@transaction.atomic
def settle_webhook(message: WebhookMessage, *, by: User) -> WebhookMessage:
    """Close a quarantined message that staff have looked at. It stays stored, with who closed it."""
    message.move_to(WebhookStatus.SETTLED, settled_by=by, processed_at=clock.now())
    record(SETTLED, by=by, role=by.acts_as(Role.FINANCE), thing=message, because=STANDS_WITH_IT)
    return message


def _wait_for_payment(message: WebhookMessage) -> WebhookMessage:
    if clock.now() - message.received_at > rules.UNKNOWN_REFERENCE_LIMIT:
        return _quarantine(message, _("The message is about a payment that we do not know."), None)
    return _wait(message)


def _wait(message: WebhookMessage) -> WebhookMessage:
    due_at = clock.now() + rules.wait_before_retrying(message.attempts)
    WebhookMessage.objects.filter(pk=message.pk).update(attempts=F("attempts") + 1, due_at=due_at)
    message.refresh_from_db()
    return message


@transaction.atomic
def _put_away(message: WebhookMessage, payment: Payment) -> WebhookMessage:
    message.move_to(WebhookStatus.PROCESSED, payment=payment, processed_at=clock.now(), problem="")
    return message


@transaction.atomic
def _quarantine(message: WebhookMessage, problem: str, payment: Payment | None) -> WebhookMessage:
    message.move_to(WebhookStatus.QUARANTINED, payment=payment, problem=problem)
    announce(WebhookQuarantined(webhook_id=message.pk))
    return message
