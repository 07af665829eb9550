"""A payment's way from the first click to captured, declined or cancelled."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from core import clock
from core.errors import DomainError, ImpossibleMove
from core.events import announce
from core.money import Money
from core.statements import Addition
from payments import rules
from payments.bell import ring_after_commit
from payments.events import PaymentActionRequired, PaymentCancelled, PaymentCaptured, PaymentDeclined
from payments.models import Payment
from payments.providers import (
    ProviderRefused,
    ProviderState,
    ProviderUnavailable,
    default_provider,
    provider_named,
)
from payments.states import PaymentStatus

PaymentFact = PaymentActionRequired | PaymentCaptured | PaymentDeclined | PaymentCancelled
FACTS: dict[str, type[PaymentFact]] = {
    PaymentStatus.ACTION_REQUIRED: PaymentActionRequired,
    PaymentStatus.CAPTURED: PaymentCaptured,
    PaymentStatus.DECLINED: PaymentDeclined,
    PaymentStatus.CANCELLED: PaymentCancelled,
}


class KeyReused(DomainError):
    """The key already stands for a payment of something else: a bug of the caller."""

    code = "payments.key_reused"


class NothingToPay(DomainError):
    """A payment is of more than nothing."""

    code = "payments.nothing_to_pay"


def start_payment(
    *,
    purchase_number: str,
    amount: Money,
    key: str,
    return_url: str,
    description: str = "",
    pay_until: datetime | None = None,
) -> Payment:
    """
    Begin a payment and return it; its `redirect_url` is where the shopper goes next.

    The same key returns the same payment, however often and however simultaneously it is asked for. When the
    provider gives no clear answer, the payment stays `created` and the sweep finds out what became of it. After
    `pay_until` nobody can begin to pay it. Must not be called inside a transaction.
    Raises NothingToPay, and KeyReused when the key was used for something else.
    """
    if amount.amount <= 0:
        raise NothingToPay(_("There is nothing to pay."))
    payment = _record(
        key=key,
        purchase_number=purchase_number,
        provider=default_provider().name,
        minor_units=amount.amount,
        currency=amount.currency,
        return_url=return_url,
        description=description[:200],
        pay_until=pay_until or clock.now() + rules.PAY_WITHIN,
        due_at=clock.now() + rules.wait_before_asking(0),
    )
    if (payment.purchase_number, payment.amount) != (purchase_number, amount):
        raise KeyReused(_("This payment was already started for something else."), key=key)
    return refresh_payment(payment) if payment.status == PaymentStatus.CREATED else payment


_ADD = Addition(Payment)


def _record(*, key: str, **fields: object) -> Payment:
    payment = Payment(key=key, **fields)
    # Durable: the row must be committed before the provider hears of it, or a crash would leave a payment of theirs
    # that we know nothing of.
    with transaction.atomic(durable=True):
        return payment if _ADD.make_unless_known(payment) else Payment.objects.get(key=key)


def refresh_payment(payment: Payment) -> Payment:
    """
    Ask the provider what is true, and apply it. Without a clear answer nothing changes; the sweep asks again.

    Must not be called inside a transaction: a provider that hangs would keep it open.
    """
    if payment.is_captured:
        return payment
    provider = provider_named(payment.provider)
    try:
        if payment.provider_reference:
            state = provider.fetch(payment.provider_reference)
        else:
            # Nobody knows whether an earlier call arrived: the same key makes it the same payment at their side.
            state = provider.start(payment, return_url=payment.return_url)
    except ProviderUnavailable:
        return _ask_again_later(payment)
    except ProviderRefused as refusal:
        return _take_no_for_an_answer(payment, refusal)
    return _apply_and_look_again(payment, state)


def cancel_payment(payment: Payment) -> None:
    """
    Let nobody pay this any more. The worker tells the provider; if money was quicker, PaymentCaptured follows.

    Only writes the wish, so it may be called inside a transaction. Does nothing to a payment that is decided.
    """
    now = clock.now()
    if Payment.objects.filter(pk=payment.pk).open().update(pay_until=now, due_at=now):
        ring_after_commit()


def close_payment(payment: Payment) -> Payment:
    """
    Tell the provider that the time to pay is over, and apply what it answers. For the sweep.

    Must not be called inside a transaction.
    """
    provider = provider_named(payment.provider)
    try:
        reference = payment.provider_reference
        if not reference:
            reference = provider.start(payment, return_url=payment.return_url).reference
        state = provider.cancel(reference)
    except ProviderUnavailable:
        return _ask_again_later(payment)
    except ProviderRefused as refusal:
        return _take_no_for_an_answer(payment, refusal)
    return _apply_and_look_again(payment, state)


@transaction.atomic
def apply_provider_state(payment: Payment, state: ProviderState) -> Payment:
    """
    Move the payment to what its provider says, and announce the move: each move once, whoever hears of it first.

    News that is old or known changes nothing. A reference, amount or currency that is not the one in our record
    is written down as the payment's problem, and moves nothing: we do not book what we did not ask for.
    """
    _apply(payment, state)
    return payment


def _apply(payment: Payment, state: ProviderState) -> bool:
    """The same inside a transaction that the caller has begun; True when it moved the payment."""
    while not _problem_with(payment, state) and payment.can_move_to(state.status):
        try:
            payment.move_to(state.status, **_fields_of_move(payment, state))
        except ImpossibleMove:
            # Somebody else has moved it since it was read. Lives end, so this loop does.
            payment.refresh_from_db()
            continue
        _announce_move(payment)
        return True
    payment.refresh_from_db()
    if (problem := _problem_with(payment, state)) != payment.problem:
        Payment.objects.filter(pk=payment.pk).update(problem=problem)
        payment.problem = problem
    return False


def _problem_with(payment: Payment, state: ProviderState) -> str:
    if payment.provider_reference and payment.provider_reference != state.reference:
        return str(_("The provider answered about another payment than ours."))
    return rules.misfit(payment.amount, state.amount)


def _fields_of_move(payment: Payment, state: ProviderState) -> dict[str, object]:
    fields: dict[str, object] = {
        "provider_reference": state.reference,
        "problem": "",
        "attempts": 0,
        "due_at": rules.next_look(now=clock.now(), attempts=0, pay_until=payment.pay_until),
    }
    if state.redirect_url:
        fields["redirect_url"] = state.redirect_url
    if state.status == PaymentStatus.CAPTURED:
        fields["captured_at"] = clock.now()
    return fields


def _announce_move(payment: Payment) -> None:
    if fact := FACTS.get(payment.status):
        announce(fact(payment_id=payment.pk, purchase_number=payment.purchase_number))


def _apply_and_look_again(payment: Payment, state: ProviderState) -> Payment:
    # Durable: whoever asks a provider inside a transaction learns it here.
    with transaction.atomic(durable=True):
        has_moved = _apply(payment, state)
        return payment if has_moved or not payment.is_open else _ask_again_later(payment)


def _ask_again_later(payment: Payment) -> Payment:
    """Let the sweep look again, less and less often, and when the time to pay ends."""
    due_at = rules.next_look(now=clock.now(), attempts=payment.attempts, pay_until=payment.pay_until)
    Payment.objects.filter(pk=payment.pk).open().update(attempts=F("attempts") + 1, due_at=due_at)
    payment.refresh_from_db()
    return payment


@transaction.atomic
def _take_no_for_an_answer(payment: Payment, refusal: ProviderRefused) -> Payment:
    """
    A provider that refuses to begin has declined. One that suddenly knows nothing of what it began has not: money may
    have moved, so that stays open, in sight of staff.
    """
    payment.refresh_from_db()
    if payment.provider_reference:
        Payment.objects.filter(pk=payment.pk).update(problem=refusal.message)
        return _ask_again_later(payment)
    if payment.can_move_to(PaymentStatus.DECLINED):
        payment.move_to(PaymentStatus.DECLINED, problem=refusal.message)
        _announce_move(payment)
    return payment
