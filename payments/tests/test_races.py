"""What must happen once although many try in the same instant. Proved on PostgreSQL, with threads."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from core.errors import DomainError
from core.money import Money
from core.numbers import new_number
from payments import services
from payments.events import PaymentCaptured
from payments.invariants import ledger_transactions_balance
from payments.models import LedgerTransaction, Payment, Refund, SandboxCharge, SandboxRefund, WebhookMessage
from payments.providers.sandbox import decide
from payments.services import HeldShare
from payments.states import PaymentStatus, RefundStatus, WebhookStatus
from sellers.models import Seller

from .factories import EUROS, captured_payment, charge_of, held_order, started_payment, webhook_about

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
Announced = Callable[..., list[object]]


def at_once(calls: Sequence[Callable[[], object]]) -> list[object]:
    """Start all calls at the same moment, each with a connection of its own; their results, refusals among them."""
    barrier = Barrier(len(calls))

    def run(call: Callable[[], object]) -> object:
        try:
            connection.ensure_connection()
            barrier.wait(timeout=20)
            return call()
        except DomainError as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as threads:
        return list(threads.map(run, calls))


def refusals(results: list[object]) -> int:
    return sum(isinstance(result, DomainError) for result in results)


def test_return_page_webhook_and_sweep_capture_a_payment_once(announced: Announced) -> None:
    for _ in range(10):
        payment = started_payment()
        decide(charge_of(payment), "pay")
        message = services.receive_webhook("sandbox", *webhook_about(payment))
        twins = [Payment.objects.get(pk=payment.pk) for _ in range(5)]
        calls: list[Callable[[], object]] = [lambda twin=twin: services.refresh_payment(twin) for twin in twins]  # type: ignore[misc]
        calls += [lambda message=message: services.process_webhook(message), services.sweep_payments]  # type: ignore[misc]

        at_once(calls)

        assert {twin.status for twin in twins} == {PaymentStatus.CAPTURED}
        message.refresh_from_db()
        assert message.status == WebhookStatus.PROCESSED
        assert announced(PaymentCaptured).count(PaymentCaptured(payment.pk, payment.purchase_number)) == 1


def test_a_checkout_that_is_sent_many_times_starts_one_payment() -> None:
    def start() -> Payment:
        return started_payment(key="purchase-1", purchase_number="7F2K-94QD")

    payments = at_once([start] * 8)

    assert len(set(payments)) == Payment.objects.count() == SandboxCharge.objects.count() == 1


def test_a_webhook_that_comes_many_times_at_once_is_stored_once() -> None:
    payment = started_payment()
    decide(charge_of(payment), "pay")
    body, headers = webhook_about(payment)

    messages = at_once([lambda: services.receive_webhook("sandbox", body, headers)] * 8)

    assert len(set(messages)) == WebhookMessage.objects.count() == 1


def test_refunds_at_once_never_exceed_what_is_held(seller: Seller) -> None:
    order = held_order(seller)

    def refund(place: int) -> Refund:
        return services.refund_held(order_number=order, amount=Money(10_00, "EUR"), key=f"r{place}", because="Test.")

    results = at_once([lambda place=place: refund(place) for place in range(16)])  # type: ignore[misc]

    assert refusals(results) == 6
    assert services.held_for_order(order, currency="EUR") == Money(0, "EUR")


def test_a_refund_repeated_at_once_happens_once(seller: Seller) -> None:
    order = held_order(seller)

    at_once([lambda: services.refund_held(order_number=order, amount=EUROS, key="r1", because="Test.")] * 8)
    at_once([services.sweep_payments] * 4)

    assert (Refund.objects.get().status, SandboxRefund.objects.count()) == (RefundStatus.SENT, 1)
    assert LedgerTransaction.objects.filter(kind="refund_sent").count() == 1


def test_of_a_release_and_a_refund_in_the_same_instant_one_wins(seller: Seller) -> None:
    nothing = Money(0, "EUR")
    for _ in range(10):
        order = held_order(seller)

        results = at_once(
            [
                lambda order=order: services.release_funds(  # type: ignore[misc]
                    order_number=order, seller=seller, amount=EUROS, commission=nothing
                ),
                lambda order=order: services.refund_held(  # type: ignore[misc]
                    order_number=order, amount=EUROS, key=order, because="Test."
                ),
            ]
        )

        assert refusals(results) == 1
        assert services.held_for_order(order, currency="EUR") == nothing


def test_an_order_released_many_times_at_once_is_released_once(seller: Seller) -> None:
    order = held_order(seller)
    commission = Money(8_00, "EUR")

    results = at_once(
        [lambda: services.release_funds(order_number=order, seller=seller, amount=EUROS, commission=commission)] * 8
    )

    assert refusals(results) == 0
    assert services.balances_of(seller)[0].payable == Money(92_00, "EUR")


def test_of_two_payments_for_one_order_one_is_held(seller: Seller) -> None:
    for _ in range(5):
        order = new_number()
        payments = [captured_payment() for _ in range(3)]

        results = at_once(
            [
                lambda payment=payment, order=order: services.hold_funds(  # type: ignore[misc]
                    payment=payment, shares=[HeldShare(order, seller.pk, EUROS)]
                )
                for payment in payments
            ]
        )

        assert refusals(results) == 2
        assert services.held_for_order(order, currency="EUR") == EUROS


def test_a_payment_is_held_or_returned_never_both(seller: Seller) -> None:
    for _ in range(5):
        payment = captured_payment()

        results = at_once(
            [
                lambda payment=payment: services.hold_funds(  # type: ignore[misc]
                    payment=payment, shares=[HeldShare(payment.number, seller.pk, EUROS)]
                ),
                lambda payment=payment: services.return_payment(payment, because="Test."),  # type: ignore[misc]
            ]
        )

        assert refusals(results) == 1


def test_orders_of_two_sellers_held_crosswise_do_not_block_each_other(seller: Seller) -> None:
    from .factories import a_seller

    other = a_seller("Batik Bintang")
    half = Money(50_00, "EUR")
    payments = [captured_payment() for _ in range(6)]

    def hold(payment: Payment, *sellers: Seller) -> object:
        shares = [HeldShare(f"{payment.number[:7]}-{each.pk}"[:9], each.pk, half) for each in sellers]
        return services.hold_funds(payment=payment, shares=shares)

    results = at_once(
        [
            lambda payment=payment, pair=((seller, other), (other, seller))[place % 2]: hold(payment, *pair)  # type: ignore[misc]
            for place, payment in enumerate(payments)
        ]
    )

    assert refusals(results) == 0
    assert list(ledger_transactions_balance()) == []
