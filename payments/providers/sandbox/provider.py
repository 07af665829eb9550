"""The market's side of the sandbox: the same interface that real providers have."""

from __future__ import annotations

import json
from collections.abc import Mapping

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.errors import ImpossibleMove
from core.money import Money
from payments.models import Payment, SandboxCharge
from payments.providers.base import ProviderEvent, ProviderState, WebhookRefused
from payments.providers.sandbox import bank, signing
from payments.states import ChargeStatus, PaymentStatus

MEANS = {
    ChargeStatus.OPEN: PaymentStatus.ACTION_REQUIRED,
    ChargeStatus.CONFIRMING: PaymentStatus.ACTION_REQUIRED,
    ChargeStatus.PENDING: PaymentStatus.PROCESSING,
    ChargeStatus.SUCCEEDED: PaymentStatus.CAPTURED,
    ChargeStatus.DECLINED: PaymentStatus.DECLINED,
    ChargeStatus.CANCELLED: PaymentStatus.CANCELLED,
}


class SandboxProvider:
    """See `payments.providers.base.Provider` for what each call promises."""

    name = "sandbox"

    def start(self, payment: Payment, *, return_url: str) -> ProviderState:
        charge = bank.open_charge(
            key=payment.key, amount=payment.amount, description=payment.description, return_url=return_url
        )
        return _state_of(charge)

    def fetch(self, reference: str) -> ProviderState:
        return _state_of(bank.charge_with(reference))

    def cancel(self, reference: str) -> ProviderState:
        charge = bank.charge_with(reference)
        try:
            bank.cancel(charge)
        except ImpossibleMove:
            charge.refresh_from_db()
        return _state_of(charge)

    def refund(self, reference: str, *, amount: Money, key: str) -> None:
        bank.give_back(bank.charge_with(reference), amount=amount, key=key)

    def parse_webhook(self, body: bytes, headers: Mapping[str, str]) -> ProviderEvent:
        named = {name.lower(): value for name, value in headers.items()}
        signing.check(body, named.get(signing.HEADER.lower(), ""))
        try:
            told = json.loads(body)
            return ProviderEvent(
                event_id=_text(told["id"]),
                kind=_text(told["kind"]),
                reference=_text(told["reference"]),
                amount=Money(int(told["amount"]), _text(told["currency"])),
            )
        except (ValueError, KeyError, TypeError):
            raise WebhookRefused(_("The message cannot be read.")) from None


def _state_of(charge: SandboxCharge) -> ProviderState:
    return ProviderState(
        reference=charge.reference,
        status=MEANS[ChargeStatus(charge.status)],
        amount=charge.amount,
        redirect_url=reverse("payments:sandbox", args=[charge.reference]),
    )


def _text(value: object) -> str:
    if not isinstance(value, str) or not value:
        raise ValueError
    return value
