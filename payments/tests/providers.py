"""A sandbox that can be made to fail in the ways in which real providers fail."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from core.money import Money
from payments.models import Payment
from payments.providers import ProviderEvent, ProviderRefused, ProviderState, ProviderUnavailable
from payments.providers.sandbox import SandboxProvider


@dataclass
class Faults:
    """Which calls fail, and how; the calls that were made."""

    down: set[str] = field(default_factory=set)
    answer_lost: set[str] = field(default_factory=set)
    refuses: set[str] = field(default_factory=set)
    amount: Money | None = None
    reference: str = ""
    calls: list[str] = field(default_factory=list)


FAULTS = Faults()


class FaultyProvider:
    """The sandbox, behind a line that breaks before the call arrives (down) or before the answer does (answer_lost)."""

    name = "sandbox"

    def __init__(self) -> None:
        self.sandbox = SandboxProvider()

    def start(self, payment: Payment, *, return_url: str) -> ProviderState:
        self._before("start")
        return self._after("start", self.sandbox.start(payment, return_url=return_url))

    def fetch(self, reference: str) -> ProviderState:
        self._before("fetch")
        return self._after("fetch", self.sandbox.fetch(reference))

    def cancel(self, reference: str) -> ProviderState:
        self._before("cancel")
        return self._after("cancel", self.sandbox.cancel(reference))

    def refund(self, reference: str, *, amount: Money, key: str) -> None:
        self._before("refund")
        self.sandbox.refund(reference, amount=amount, key=key)
        if "refund" in FAULTS.answer_lost:
            raise ProviderUnavailable

    def parse_webhook(self, body: bytes, headers: Mapping[str, str]) -> ProviderEvent:
        return self.sandbox.parse_webhook(body, headers)

    def _before(self, call: str) -> None:
        FAULTS.calls.append(call)
        if call in FAULTS.down:
            raise ProviderUnavailable
        if call in FAULTS.refuses:
            raise ProviderRefused("No.")

    def _after(self, call: str, state: ProviderState) -> ProviderState:
        if call in FAULTS.answer_lost:
            raise ProviderUnavailable
        if FAULTS.amount is not None:
            state = replace(state, amount=FAULTS.amount)
        return replace(state, reference=FAULTS.reference or state.reference)
