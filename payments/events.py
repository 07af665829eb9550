"""Facts that payments announce. Each stands in the stream of its payment, except a refund's and a webhook's."""

from __future__ import annotations

from dataclasses import dataclass

from core.events import Fact


@dataclass(frozen=True)
class PaymentActionRequired(Fact):
    """The shopper must do something at the provider's page."""

    payment_id: int
    purchase_number: str


@dataclass(frozen=True)
class PaymentCaptured(Fact):
    """The provider has the shopper's money. Announced exactly once for a payment."""

    payment_id: int
    purchase_number: str


@dataclass(frozen=True)
class PaymentDeclined(Fact):
    """The provider said no. Money may still arrive later; then PaymentCaptured follows."""

    payment_id: int
    purchase_number: str


@dataclass(frozen=True)
class PaymentCancelled(Fact):
    """Nobody paid in time, or the purchase ended first. Money may still arrive later; then PaymentCaptured follows."""

    payment_id: int
    purchase_number: str


@dataclass(frozen=True)
class RefundSent(Fact):
    """The provider took the order to give money back; `order_number` is empty when a whole payment was returned."""

    refund_id: int
    purchase_number: str
    order_number: str


@dataclass(frozen=True)
class RefundRefused(Fact):
    """The provider will not give the money back; staff must look."""

    refund_id: int
    purchase_number: str
    order_number: str


@dataclass(frozen=True)
class WebhookQuarantined(Fact):
    """A provider's signed message does not fit our record; nothing was changed by it and staff must look."""

    webhook_id: int
