"""The lives of a payment, a webhook message and a refund. Read this file to know every move that they can make."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class PaymentStatus(TextChoices):
    CREATED = "created", _("Created")
    ACTION_REQUIRED = "action_required", _("Waiting for the shopper")
    PROCESSING = "processing", _("Processing")
    CAPTURED = "captured", _("Paid")
    DECLINED = "declined", _("Declined")
    CANCELLED = "cancelled", _("Cancelled")


# Forward only, so that news which arrives late or twice changes nothing: any order of the same news ends the same.
PAYMENT_LIFE: dict[str, set[str]] = {
    PaymentStatus.CREATED: {
        PaymentStatus.ACTION_REQUIRED,
        PaymentStatus.PROCESSING,
        PaymentStatus.CAPTURED,
        PaymentStatus.DECLINED,
        PaymentStatus.CANCELLED,
    },
    PaymentStatus.ACTION_REQUIRED: {
        PaymentStatus.PROCESSING,
        PaymentStatus.CAPTURED,
        PaymentStatus.DECLINED,
        PaymentStatus.CANCELLED,
    },
    PaymentStatus.PROCESSING: {PaymentStatus.CAPTURED, PaymentStatus.DECLINED, PaymentStatus.CANCELLED},
    PaymentStatus.CAPTURED: set(),
    # Money that a provider took after it had said no is still money that came in: never ignored.
    PaymentStatus.DECLINED: {PaymentStatus.CAPTURED},
    PaymentStatus.CANCELLED: {PaymentStatus.CAPTURED},
}
# What is not decided yet; the sweep keeps asking about these.
OPEN = frozenset({PaymentStatus.CREATED, PaymentStatus.ACTION_REQUIRED, PaymentStatus.PROCESSING})
# Waits on nobody but machines: must not last (I5).
PASSING = frozenset({PaymentStatus.CREATED, PaymentStatus.PROCESSING})


class WebhookStatus(TextChoices):
    RECEIVED = "received", _("Received")
    PROCESSED = "processed", _("Processed")
    QUARANTINED = "quarantined", _("Quarantined")
    SETTLED = "settled", _("Looked at by staff")


WEBHOOK_LIFE: dict[str, set[str]] = {
    WebhookStatus.RECEIVED: {WebhookStatus.PROCESSED, WebhookStatus.QUARANTINED},
    WebhookStatus.PROCESSED: set(),
    WebhookStatus.QUARANTINED: {WebhookStatus.SETTLED},
    WebhookStatus.SETTLED: set(),
}


class RefundStatus(TextChoices):
    REQUESTED = "requested", _("On its way")
    SENT = "sent", _("Sent")
    REFUSED = "refused", _("Refused by the provider")


REFUND_LIFE: dict[str, set[str]] = {
    RefundStatus.REQUESTED: {RefundStatus.SENT, RefundStatus.REFUSED},
    RefundStatus.SENT: set(),
    # Staff may let it be tried again once they know why.
    RefundStatus.REFUSED: {RefundStatus.REQUESTED},
}


class ChargeStatus(TextChoices):
    """What the sandbox's own bank knows of a charge; only the sandbox reads it."""

    OPEN = "open", _("Open")
    CONFIRMING = "confirming", _("Waiting for confirmation")
    PENDING = "pending", _("Pending")
    SUCCEEDED = "succeeded", _("Succeeded")
    DECLINED = "declined", _("Declined")
    CANCELLED = "cancelled", _("Cancelled")


CHARGE_LIFE: dict[str, set[str]] = {
    ChargeStatus.OPEN: {
        ChargeStatus.CONFIRMING,
        ChargeStatus.PENDING,
        ChargeStatus.SUCCEEDED,
        ChargeStatus.DECLINED,
        ChargeStatus.CANCELLED,
    },
    ChargeStatus.CONFIRMING: {ChargeStatus.SUCCEEDED, ChargeStatus.DECLINED, ChargeStatus.CANCELLED},
    ChargeStatus.PENDING: {ChargeStatus.SUCCEEDED},
    ChargeStatus.SUCCEEDED: set(),
    ChargeStatus.DECLINED: set(),
    ChargeStatus.CANCELLED: set(),
}
