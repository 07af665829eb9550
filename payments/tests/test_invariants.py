"""Each invariant names the row that was broken by hand, past every service."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection, transaction

from accounts.models import User
from core.invariants import REGISTRY, Invariant
from core.money import Money
from payments import rules, services
from payments.models import AccountKind, LedgerTransaction, Payment, Posting, Refund, TransactionKind, WebhookMessage
from payments.states import PaymentStatus
from sellers.models import Seller

from .factories import EUROS, captured_payment, charge_of, held_order, processing_payment, started_payment
from .providers import Faults

pytestmark = pytest.mark.django_db
Later = Callable[[Any], datetime]


def broken() -> list[tuple[str, str]]:
    """The violations that payments report: code and row."""
    ours = sorted((known for known in REGISTRY if known.check.__module__ == "payments.invariants"), key=by_code)
    return [(known.code, violation.row) for known in ours for violation in known.check()]


def by_code(known: Invariant) -> str:
    return known.code


def write_past_the_services(kind: str, postings: list[tuple[AccountKind, int, str]], seller: Seller) -> Any:
    """A movement that nothing checked, as somebody with a shell could write it."""
    with transaction.atomic(), unguarded():
        movement = LedgerTransaction.objects.create(key=f"by-hand-{kind}", kind=kind)
        for account_kind, amount, order in postings:
            owner = seller if account_kind in {AccountKind.HELD, AccountKind.SELLER_PAYABLE} else None
            account = services.account_of(account_kind, currency="EUR", seller=owner)
            Posting.objects.create(transaction=movement, account=account, order_number=order, amount=amount)
    return movement


class unguarded:  # noqa: N801  reads as a phrase
    """On PostgreSQL the triggers would refuse what these tests must do."""

    def __enter__(self) -> None:
        self._set("replica")

    def __exit__(self, *problem: object) -> None:
        self._set("origin")

    def _set(self, role: str) -> None:
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute(f"SET LOCAL session_replication_role = {role}")


def test_a_sound_market_breaks_nothing(seller: Seller, later: Later) -> None:
    order = held_order(seller)
    services.release_funds(order_number=order, seller=seller, amount=EUROS, commission=Money(8_00, "EUR"))
    services.refund_held(order_number=held_order(seller), amount=EUROS, key="r1", because="Broken.")
    services.return_payment(captured_payment(), because="A second time.")
    started_payment()
    services.sweep_payments()
    later(timedelta(minutes=45))
    services.sweep_payments()

    assert broken() == []


def test_a_movement_that_does_not_balance_is_named(seller: Seller) -> None:
    movement = write_past_the_services("hold", [(AccountKind.COMMISSION, 5, "")], seller)

    assert ("I1", f"ledger transaction {movement.pk}") in broken()


def test_a_movement_without_postings_is_named(seller: Seller) -> None:
    movement = write_past_the_services("release", [], seller)

    assert broken() == [("I1", f"ledger transaction {movement.pk}")]


def test_captured_money_that_is_nowhere_is_named(later: Later) -> None:
    payment = captured_payment()
    assert broken() == []

    later(rules.HOLD_LIMIT + timedelta(minutes=1))

    assert broken() == [("I3", f"payment {payment.number}")]


def test_held_money_of_a_payment_that_never_arrived_is_named(seller: Seller) -> None:
    order = held_order(seller)
    payment = LedgerTransaction.objects.get(postings__order_number=order, postings__amount__gt=0).payment
    assert payment is not None
    Payment.objects.filter(pk=payment.pk).update(status=PaymentStatus.DECLINED, captured_at=None)

    assert broken() == [("I3", f"payment {payment.number}")]


def test_a_payment_of_which_only_a_part_came_in_is_named(seller: Seller) -> None:
    order = held_order(seller)
    payment = LedgerTransaction.objects.get(postings__order_number=order, postings__amount__gt=0).payment
    assert payment is not None
    Payment.objects.filter(pk=payment.pk).update(minor_units=100_01)

    assert broken() == [("I3", f"payment {payment.number}")]


def test_an_order_from_which_too_much_went_out_is_named(seller: Seller) -> None:
    order = held_order(seller)
    postings = [(AccountKind.HELD, -100_01, order), (AccountKind.COMMISSION, 100_01, order)]
    write_past_the_services("release", postings, seller)

    assert broken() == [("I3", f"order {order}")]


def test_an_order_that_is_held_twice_is_named(seller: Seller) -> None:
    order = held_order(seller)
    postings = [(AccountKind.HELD, 100_00, order), (AccountKind.COMMISSION, -100_00, order)]
    write_past_the_services(TransactionKind.HOLD, postings, seller)

    assert broken() == [("I3", f"order {order}")]


def test_a_payment_that_gives_back_too_much_is_named(seller: Seller) -> None:
    refund = services.refund_held(order_number=held_order(seller), amount=EUROS, key="r1", because="Broken.")
    Refund.objects.update(minor_units=100_01)

    assert broken() == [("I3", f"payment {refund.payment.number}")]


def test_a_quarantined_message_is_named_until_staff_have_looked(faults: Faults, ada: User) -> None:
    from .factories import webhook_about

    payment = started_payment()
    message = services.receive_webhook("sandbox", *webhook_about(payment))
    faults.amount = Money(1, "EUR")
    services.process_webhook(message)
    assert broken() == [("I3", f"webhook {message.pk}"), ("I3", f"payment {payment.number}")]

    faults.amount = None
    services.refresh_payment(payment)
    services.settle_webhook(WebhookMessage.objects.get(), by=ada)

    assert broken() == []


def test_a_refund_that_the_provider_refused_is_named(seller: Seller, faults: Faults) -> None:
    refund = services.refund_held(order_number=held_order(seller), amount=EUROS, key="r1", because="Broken.")
    faults.refuses = {"refund"}
    services.sweep_payments()

    assert broken() == [("I3", f"refund {refund.number}")]


@pytest.mark.parametrize("call", ["start", "fetch"])
def test_a_payment_that_waits_on_machines_for_too_long_is_named(call: str, faults: Faults, later: Later) -> None:
    faults.down = {call}
    payment = started_payment() if call == "start" else processing_payment()
    if call == "fetch":
        Payment.objects.filter(pk=payment.pk).update(status=PaymentStatus.PROCESSING)
    assert broken() == []

    later(rules.PASSING_LIMIT + timedelta(minutes=1))

    assert broken() == [("I5", f"payment {payment.number}")]


def test_a_payment_that_nobody_closed_is_named(later: Later) -> None:
    payment = started_payment()
    assert charge_of(payment).status == "open"

    later(rules.PAY_WITHIN + rules.PASSING_LIMIT + timedelta(minutes=1))

    assert broken() == [("I5", f"payment {payment.number}")]


def test_a_refund_that_nobody_sent_is_named(seller: Seller, later: Later) -> None:
    refund = services.refund_held(order_number=held_order(seller), amount=EUROS, key="r1", because="Broken.")

    later(rules.PASSING_LIMIT + timedelta(minutes=1))

    assert broken() == [("I5", f"refund {refund.number}")]


def test_a_message_that_nobody_read_is_named(later: Later) -> None:
    from .factories import webhook_about

    payment = captured_payment()
    services.return_payment(payment, because="Test.")
    services.sweep_payments()
    message = services.receive_webhook("sandbox", *webhook_about(payment))

    later(rules.UNKNOWN_REFERENCE_LIMIT + rules.PASSING_LIMIT + timedelta(minutes=1))

    assert broken() == [("I5", f"webhook {message.pk}")]


def test_the_checks_are_registered() -> None:
    codes = [known.code for known in REGISTRY if known.check.__module__ == "payments.invariants"]

    assert (codes.count("I1"), codes.count("I3"), codes.count("I5")) == (1, 5, 1)
