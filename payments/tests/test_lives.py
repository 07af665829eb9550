"""Every state × every move, of everything here that has a life."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import Any

import pytest

from core import clock
from core.errors import ImpossibleMove
from core.lives import Living
from core.money import Money
from payments.models import Payment, Refund, SandboxCharge, WebhookMessage
from payments.providers import ProviderState
from payments.services import apply_provider_state
from payments.states import (
    CHARGE_LIFE,
    OPEN,
    PASSING,
    PAYMENT_LIFE,
    REFUND_LIFE,
    WEBHOOK_LIFE,
    ChargeStatus,
    PaymentStatus,
    RefundStatus,
    WebhookStatus,
)

pytestmark = pytest.mark.django_db

NOBODYS = {"return_url": "/", "minor_units": 100, "currency": "EUR"}


def payment_in(status: str) -> Payment:
    now = clock.now()
    captured_at = now if status == PaymentStatus.CAPTURED else None
    return Payment.objects.create(
        **NOBODYS, purchase_number="P", key=f"key-{status}", provider="sandbox", provider_reference="ref",
        status=status, pay_until=now, due_at=now, captured_at=captured_at,
    )  # fmt: skip


def webhook_in(status: str) -> WebhookMessage:
    return WebhookMessage.objects.create(provider="sandbox", event_id="1", body="{}", status=status, problem="Odd.")


def refund_in(status: str) -> Refund:
    payment = payment_in(PaymentStatus.CAPTURED)
    return Refund.objects.create(
        payment=payment, key="k", minor_units=1, currency="EUR", because="Broken.", status=status
    )


def charge_in(status: str) -> SandboxCharge:
    return SandboxCharge.objects.create(**NOBODYS, key="k", status=status)


LIVES: list[tuple[Callable[[str], Any], Any, Any]] = [
    (payment_in, PAYMENT_LIFE, PaymentStatus),
    (webhook_in, WEBHOOK_LIFE, WebhookStatus),
    (refund_in, REFUND_LIFE, RefundStatus),
    (charge_in, CHARGE_LIFE, ChargeStatus),
]
MOVES = [
    pytest.param(make, life, was, to, id=f"{make.__name__}-{was}-{to}")
    for make, life, statuses in LIVES
    for was, to in itertools.product(statuses, statuses)
]


@pytest.mark.parametrize(("make", "life", "was", "to"), MOVES)
def test_a_move_happens_exactly_when_its_table_says_so(
    make: Callable[[str], Living], life: dict[str, set[str]], was: str, to: str
) -> None:
    row = make(was)
    moment = {"captured_at": clock.now()} if to == PaymentStatus.CAPTURED else {}

    if to in life[was]:
        row.move_to(to, **moment)
    else:
        with pytest.raises(ImpossibleMove):
            row.move_to(to, **moment)

    row.refresh_from_db()
    assert row.status == (to if to in life[was] else was)


@pytest.mark.parametrize(("make", "life", "statuses"), LIVES)
def test_every_status_has_its_moves_and_every_row_of_the_table_is_a_status(
    make: object, life: dict[str, set[str]], statuses: type[PaymentStatus]
) -> None:
    assert set(life) == set(statuses)


def test_of_two_that_move_the_same_payment_one_wins() -> None:
    payment = payment_in(PaymentStatus.PROCESSING)
    twin = Payment.objects.get(pk=payment.pk)
    payment.move_to(PaymentStatus.CAPTURED, captured_at=clock.now())

    with pytest.raises(ImpossibleMove):
        twin.move_to(PaymentStatus.DECLINED)

    payment.refresh_from_db()
    assert payment.status == PaymentStatus.CAPTURED


TOLD = [status for status in PaymentStatus if status != PaymentStatus.CREATED]


@pytest.mark.parametrize(("was", "told"), list(itertools.product(PaymentStatus, TOLD)))
def test_news_of_a_provider_moves_a_payment_forward_or_not_at_all(
    was: PaymentStatus, told: PaymentStatus, announced: Callable[..., list[object]]
) -> None:
    payment = payment_in(was)

    apply_provider_state(payment, ProviderState(reference="ref", status=told, amount=Money(100, "EUR")))

    moves = told in PAYMENT_LIFE[was]
    assert Payment.objects.get(pk=payment.pk).status == payment.status == (told if moves else was)
    assert len(announced()) == (moves and told != PaymentStatus.PROCESSING)


def test_what_passes_is_open_and_what_is_open_can_end_well() -> None:
    assert PASSING < OPEN
    assert all(PaymentStatus.CAPTURED in PAYMENT_LIFE[status] for status in OPEN)
