"""
What a payment provider must be able to do.

Every call takes at most TIMEOUT seconds and is made outside a transaction. A call that did not end with a clear
answer raises ProviderUnavailable: then nobody knows what happened at the other side, and asking again (with the same
key, or by `fetch`) is the only way to learn it. It never means that the payment was declined.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from django.utils.translation import gettext_lazy as _

from core.errors import DomainError
from core.money import Money
from payments.models import Payment
from payments.states import PaymentStatus

TIMEOUT = 5.0  # seconds


class ProviderUnavailable(DomainError):
    """The provider gave no clear answer; the outcome is unknown."""

    code = "payments.provider_unavailable"

    def __init__(self, message: object = "", **details: object) -> None:
        super().__init__(message or _("The payment provider does not answer at the moment."), **details)


class ProviderRefused(DomainError):
    """The provider answered, and its answer is a definite no."""

    code = "payments.provider_refused"


class WebhookRefused(DomainError):
    """The message is not proven to come from the provider, or cannot be read. Nothing was stored."""

    code = "payments.webhook_refused"


class UnknownProvider(DomainError):
    """No provider of this name is in use here."""

    code = "payments.unknown_provider"


@dataclass(frozen=True)
class ProviderState:
    """What the provider knows of a payment at this moment."""

    reference: str
    status: PaymentStatus
    amount: Money
    redirect_url: str = ""


@dataclass(frozen=True)
class ProviderEvent:
    """What a webhook says, once its signature was found to be right. The amount is None when it names none."""

    event_id: str
    kind: str
    reference: str
    amount: Money | None = None


class Provider(Protocol):
    """One payment provider. Implementations keep no state of ours and write to no table of ours."""

    name: str

    def start(self, payment: Payment, *, return_url: str) -> ProviderState:
        """
        Begin to collect `payment.amount`; the shopper comes back to `return_url`.

        Idempotent by `payment.key`: the same key returns the same payment of theirs.
        Raises ProviderUnavailable, ProviderRefused.
        """
        ...

    def fetch(self, reference: str) -> ProviderState:
        """What the provider knows now. Raises ProviderUnavailable, ProviderRefused (unknown reference)."""
        ...

    def cancel(self, reference: str) -> ProviderState:
        """
        Let nobody pay it any more, if it is not too late; returns what is true afterwards.

        Raises ProviderUnavailable, ProviderRefused.
        """
        ...

    def refund(self, reference: str, *, amount: Money, key: str) -> None:
        """
        Give `amount` back; idempotent by `key`.

        Raises ProviderUnavailable, ProviderRefused (more than was taken, not captured).
        """
        ...

    def parse_webhook(self, body: bytes, headers: Mapping[str, str]) -> ProviderEvent:
        """Check signature and age, then read. Raises WebhookRefused; never touches a database."""
        ...
