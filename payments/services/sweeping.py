"""What is due: asking about payments, reading the inbox, sending refunds."""

from __future__ import annotations

from core import clock
from core.timers import sweep
from payments.models import Payment, Refund, WebhookMessage
from payments.services.inbox import process_webhook
from payments.services.paying import close_payment, refresh_payment
from payments.services.refunding import send_refund
from payments.states import PaymentStatus


def sweep_payments(*, limit: int = 200) -> int:
    """Do what is due, oldest first; returns how many rows were looked at. May run twice, or at the same time."""
    done = sweep(WebhookMessage.objects.due().order_by("due_at", "pk"), process_webhook, limit=limit)
    done += sweep(Payment.objects.due().order_by("due_at", "pk"), look_again, limit=limit)
    done += sweep(Refund.objects.due().select_related("payment").order_by("due_at", "pk"), send_refund, limit=limit)
    return done


def look_again(payment: Payment) -> Payment:
    """Ask about an undecided payment; close it when the time to pay is over and nothing is on its way."""
    if payment.status != PaymentStatus.PROCESSING and payment.pay_until <= clock.now():
        return close_payment(payment)
    return refresh_payment(payment)
