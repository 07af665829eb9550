"""What must always be true of money."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Exists, OuterRef, Q, Sum

from core import clock
from core.invariants import Violation, invariant
from core.money import Money
from payments import rules
from payments.kinds import COMES_IN, AccountKind, TransactionKind
from payments.models import LedgerTransaction, Payment, Posting, Refund, WebhookMessage
from payments.states import PASSING, PaymentStatus, RefundStatus, WebhookStatus


@invariant("I1", "Every ledger transaction sums to zero in each currency")
def ledger_transactions_balance() -> Iterator[Violation]:
    sums = Posting.objects.values_list("transaction", "transaction__key", "account__currency")
    for pk, key, currency, rest in sums.annotate(rest=Sum("amount")).exclude(rest=0).order_by("transaction"):
        yield Violation(f"ledger transaction {pk}", f"{key} is off by {rest} minor units of {currency}.")
    empty = LedgerTransaction.objects.filter(~Exists(Posting.objects.filter(transaction=OuterRef("pk"))))
    for movement in empty:
        yield Violation(f"ledger transaction {movement.pk}", f"{movement.key} has no postings.")


@invariant("I3", "Every captured payment came into the ledger once and whole")
def captured_payments_came_in() -> Iterator[Violation]:
    movements = LedgerTransaction.objects.filter(payment=OuterRef("pk"), kind__in=sorted(COMES_IN))
    limit = clock.now() - rules.HOLD_LIMIT
    for payment in Payment.objects.captured().filter(~Exists(movements), captured_at__lt=limit):
        yield Violation(f"payment {payment.number}", "It was captured, and is neither held nor returned.")
    came_in = Posting.objects.filter(
        account__kind=AccountKind.PROVIDER_CLEARING, transaction__kind__in=sorted(COMES_IN)
    ).values_list("transaction__payment__number", "transaction__payment__minor_units", "transaction__payment__status")
    for number, minor_units, status, moved in came_in.annotate(Sum("amount")):
        if status != PaymentStatus.CAPTURED:
            yield Violation(f"payment {number}", f"The ledger holds its money, but it is {status}.")
        elif moved != -minor_units:
            yield Violation(f"payment {number}", f"{-moved} minor units came in, {minor_units} were captured.")


@invariant("I3", "No more leaves the held funds of an order than was held")
def held_funds_are_not_overdrawn() -> Iterator[Violation]:
    held = Posting.objects.filter(account__kind=AccountKind.HELD).values_list("order_number", "account__currency")
    for number, currency, rest in held.annotate(rest=Sum("amount")).filter(rest__lt=0).order_by("order_number"):
        yield Violation(f"order {number}", f"{Money(-rest, currency).decimal} {currency} more went out than was held.")


@invariant("I3", "An order is paid by one payment")
def orders_are_held_once() -> Iterator[Violation]:
    held = Posting.objects.filter(transaction__kind=TransactionKind.HOLD, amount__gt=0)
    seen: dict[str, int] = {}
    for number, movement in held.values_list("order_number", "transaction").distinct().order_by("transaction"):
        if seen.setdefault(number, movement) != movement:
            yield Violation(f"order {number}", "Two payments are held for it.")


@invariant("I3", "No payment gives back more than it took")
def refunds_fit_their_payment() -> Iterator[Violation]:
    going_back = Sum("refunds__minor_units", filter=~Q(refunds__status=RefundStatus.REFUSED))
    payments = Payment.objects.annotate(back=going_back).filter(back__gt=0)
    for number, status, took, back in payments.values_list("number", "status", "minor_units", "back"):
        if back > took or status != PaymentStatus.CAPTURED:
            yield Violation(f"payment {number}", f"{back} minor units go back; it is {status} and took {took}.")


@invariant("I3", "What providers tell fits our record")
def nothing_is_in_quarantine() -> Iterator[Violation]:
    for message in WebhookMessage.objects.quarantined():
        yield Violation(f"webhook {message.pk}", f"{message} is quarantined: {message.problem}")
    for payment in Payment.objects.open().exclude(problem=""):
        yield Violation(f"payment {payment.number}", payment.problem)
    for refund in Refund.objects.filter(status=RefundStatus.REFUSED):
        yield Violation(f"refund {refund.number}", f"The provider refused it: {refund.problem}")


@invariant("I5", "No payment, webhook or refund waits on machines for longer than its limit")
def nothing_is_stuck() -> Iterator[Violation]:
    limit = clock.now() - rules.PASSING_LIMIT
    for payment in Payment.objects.filter(status__in=PASSING, created_at__lt=limit):
        yield Violation(f"payment {payment.number}", f"It has been {payment.status} since {payment.created_at:%F %R}.")
    for payment in Payment.objects.filter(status=PaymentStatus.ACTION_REQUIRED, pay_until__lt=limit):
        yield Violation(f"payment {payment.number}", f"It should have been closed at {payment.pay_until:%F %R}.")
    for refund in Refund.objects.filter(status=RefundStatus.REQUESTED, created_at__lt=limit):
        yield Violation(f"refund {refund.number}", f"It has not been sent since {refund.created_at:%F %R}.")
    late = clock.now() - rules.UNKNOWN_REFERENCE_LIMIT - rules.PASSING_LIMIT
    for message in WebhookMessage.objects.filter(status=WebhookStatus.RECEIVED, received_at__lt=late):
        yield Violation(f"webhook {message.pk}", f"{message} has not been looked at.")
