"""Telling providers to give money back."""

from __future__ import annotations

from django.db import transaction
from django.db.models import F

from core import clock
from core.events import announce
from payments import rules
from payments.bell import ring_after_commit
from payments.events import RefundRefused, RefundSent
from payments.models import AccountKind, Refund, TransactionKind
from payments.providers import ProviderRefused, ProviderUnavailable, provider_named
from payments.services.ledger import Line, account_of, post
from payments.states import RefundStatus


def send_refund(refund: Refund) -> Refund:
    """
    Tell the provider, and book that the money is on its way out. Without a clear answer it is tried again later.

    Must not be called inside a transaction.
    """
    payment = refund.payment
    try:
        provider_named(payment.provider).refund(payment.provider_reference, amount=refund.amount, key=refund.key)
    except ProviderUnavailable:
        due_at = clock.now() + rules.wait_before_retrying(refund.attempts)
        Refund.objects.filter(pk=refund.pk).update(attempts=F("attempts") + 1, due_at=due_at)
        refund.refresh_from_db()
        return refund
    except ProviderRefused as refusal:
        return _put_aside(refund, refusal)
    return _book_as_sent(refund)


@transaction.atomic
def retry_refund(refund: Refund) -> Refund:
    """Let a refused refund be tried again. Raises ImpossibleMove unless it was refused."""
    refund.move_to(RefundStatus.REQUESTED, problem="", due_at=clock.now(), attempts=0)
    ring_after_commit()
    return refund


@transaction.atomic(durable=True)
def _book_as_sent(refund: Refund) -> Refund:
    # The move comes first: of two workers that told the provider (which counted it once), one books it.
    refund.move_to(RefundStatus.SENT, sent_at=clock.now(), problem="")
    due = account_of(AccountKind.REFUNDS_DUE, currency=refund.currency)
    outside = account_of(AccountKind.PROVIDER_CLEARING, currency=refund.currency)
    post(
        f"refund-sent:{refund.number}",
        kind=TransactionKind.REFUND_SENT,
        lines=[Line(due, -refund.amount, refund.order_number), Line(outside, refund.amount, refund.order_number)],
        payment=refund.payment,
    )
    announce(
        RefundSent(
            refund_id=refund.pk, purchase_number=refund.payment.purchase_number, order_number=refund.order_number
        )
    )
    return refund


@transaction.atomic(durable=True)
def _put_aside(refund: Refund, refusal: ProviderRefused) -> Refund:
    refund.move_to(RefundStatus.REFUSED, problem=refusal.message)
    announce(
        RefundRefused(
            refund_id=refund.pk, purchase_number=refund.payment.purchase_number, order_number=refund.order_number
        )
    )
    return refund
