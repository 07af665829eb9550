"""Which rows of payments, refunds, webhooks and the ledger."""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn, Self

from django.db import models

from core import clock
from core.statements import Given
from payments.kinds import SELLER_SEES, SHOPPER_SEES
from payments.states import OPEN, PaymentStatus, RefundStatus, WebhookStatus

if TYPE_CHECKING:
    from payments.models import (  # noqa: F401  named in the generic bases
        LedgerTransaction,
        Payment,
        Posting,
        Refund,
        SandboxCharge,
        WebhookMessage,
    )


class PaymentQuerySet(models.QuerySet["Payment"]):
    def of_purchase(self, purchase_number: str | Given) -> Self:
        return self.filter(purchase_number=purchase_number)

    def open(self) -> Self:
        """Not decided yet."""
        return self.filter(status__in=OPEN)

    def captured(self) -> Self:
        return self.filter(status=PaymentStatus.CAPTURED)

    def due(self) -> Self:
        """Open, and it is time to ask the provider again."""
        return self.open().filter(due_at__lte=clock.now())


class RefundQuerySet(models.QuerySet["Refund"]):
    def due(self) -> Self:
        """Owed, and it is time to tell the provider (again)."""
        return self.filter(status=RefundStatus.REQUESTED, due_at__lte=clock.now())


class WebhookQuerySet(models.QuerySet["WebhookMessage"]):
    def due(self) -> Self:
        return self.filter(status=WebhookStatus.RECEIVED, due_at__lte=clock.now())

    def quarantined(self) -> Self:
        return self.filter(status=WebhookStatus.QUARANTINED)


class SandboxChargeQuerySet(models.QuerySet["SandboxCharge"]):
    def to_settle(self) -> Self:
        """Paid “later”, and later is now."""
        return self.filter(settles_at__lte=clock.now())

    def to_tell(self) -> Self:
        """The market has not been told of the newest status, and a try is due."""
        return self.filter(due_at__lte=clock.now())


class LedgerTransactionQuerySet(models.QuerySet["LedgerTransaction"]):
    def update(self, **kwargs: object) -> NoReturn:
        refuse_change()

    def delete(self) -> NoReturn:
        refuse_change()


class PostingQuerySet(models.QuerySet["Posting"]):
    def of_order(self, order_number: str) -> Self:
        return self.filter(order_number=order_number)

    def seen_by_shopper(self) -> Self:
        """What moves in the shopper's sight: money held for them, and money on its way back. No one's commission."""
        return self.filter(account__kind__in=SHOPPER_SEES)

    def seen_by_seller(self) -> Self:
        """What was held for the seller, what became theirs, and what the platform kept."""
        return self.filter(account__kind__in=SELLER_SEES)

    def update(self, **kwargs: object) -> NoReturn:
        refuse_change()

    def delete(self) -> NoReturn:
        refuse_change()


def refuse_change() -> NoReturn:
    raise TypeError("The ledger is only ever added to; a mistake is put right by a transaction that reverses it.")
