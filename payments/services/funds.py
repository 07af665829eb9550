"""
Held funds: what was paid is held for each order, then released to its seller or given back.

Two decisions about the same held money wait for each other at the seller's account (on SQLite at the database), so
that neither counts on money that the other is just moving.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import CharField, Q
from django.utils.translation import gettext_lazy as _

from core.errors import DomainError
from core.lookups import GivenKeys
from core.money import Money, total
from core.statements import Given, Statement
from payments.bell import ring_after_commit
from payments.models import AccountKind, LedgerAccount, LedgerTransaction, Payment, Posting, Refund, TransactionKind
from payments.services.ledger import LedgerConflict, Line, account_of, is_posted, post
from sellers.models import Seller


class NotCaptured(DomainError):
    """Only money that arrived can be held or given back."""

    code = "payments.not_captured"


class MoreThanHeld(DomainError):
    """Less is held for the order than should move; `held` says how much."""

    code = "payments.more_than_held"


@dataclass(frozen=True)
class HeldShare:
    """The part of a payment that is held for one order of one seller."""

    order_number: str
    seller_id: int
    amount: Money


@transaction.atomic
def hold_funds(*, payment: Payment, shares: Sequence[HeldShare]) -> LedgerTransaction:
    """
    Hold the whole of a captured payment for its orders. Repeated with the same shares, returns the first.

    Raises NotCaptured, MoreThanHeld unless the shares are above zero and add up to the payment, LedgerConflict when
    it was already held otherwise or returned.
    """
    if not payment.is_captured:
        raise NotCaptured(_("This payment has not arrived."), payment=payment.number)
    whole = total([share.amount for share in shares], payment.currency)
    if whole != payment.amount or any(share.amount.amount <= 0 for share in shares):
        raise MoreThanHeld(_("The orders do not add up to the payment."), payment=payment.number)
    key = f"hold:{payment.number}"
    outside, held_of = _lock_accounts(payment.currency, {share.seller_id for share in shares})
    lines = []
    for share in shares:
        lines.append(Line(outside, -share.amount, share.order_number))
        lines.append(Line(held_of[share.seller_id], share.amount, share.order_number))
    _refuse_second_payment(key, lines)
    return post(key, kind=TransactionKind.HOLD, lines=lines, payment=payment)


@transaction.atomic
def release_funds(*, order_number: str, seller: Seller, amount: Money, commission: Money) -> LedgerTransaction:
    """
    Let held money become the seller's, less the commission that was agreed at the sale. Once for each order.

    Raises MoreThanHeld when less is held, LedgerConflict when the order was released with other amounts.
    """
    if not 0 <= commission.amount <= amount.amount or amount.is_zero or commission.currency != amount.currency:
        raise MoreThanHeld(_("The commission is a part of what is released."), order=order_number)
    key = f"release:{order_number}"
    held = _lock_held(order_number, amount, seller_id=seller.pk, done=key)
    payable = account_of(AccountKind.SELLER_PAYABLE, currency=amount.currency, seller=seller)
    platform = account_of(AccountKind.COMMISSION, currency=amount.currency)
    lines = [
        Line(held, -amount, order_number),
        Line(payable, amount - commission, order_number),
        Line(platform, commission, order_number),
    ]
    return post(
        key,
        kind=TransactionKind.RELEASE,
        lines=[line for line in lines if not line.amount.is_zero],
        payment=payment_held_for(order_number),
    )


@transaction.atomic
def refund_held(*, order_number: str, amount: Money, key: str, because: str) -> Refund:
    """
    Give back money that is held for an order: it leaves the held funds now, and the worker tells the provider.

    The same key gives it back once. Raises MoreThanHeld when less is held, LedgerConflict when the key was used for
    something else.
    """
    movement = f"refund:{key}"
    held = _lock_held(order_number, amount, done=movement)
    payment = payment_held_for(order_number)
    due = account_of(AccountKind.REFUNDS_DUE, currency=amount.currency)
    lines = [Line(held, -amount, order_number), Line(due, amount, order_number)]
    post(movement, kind=TransactionKind.REFUND, lines=lines, payment=payment, description=because)
    return _owe_refund(payment, amount=amount, key=key, because=because, order_number=order_number)


@transaction.atomic
def return_payment(payment: Payment, *, because: str) -> Refund:
    """
    Give a whole captured payment back that is held for no order: its purchase was over, or already paid.

    Repeated, returns the first. Raises NotCaptured, LedgerConflict when the payment is held for orders.
    """
    if not payment.is_captured:
        raise NotCaptured(_("This payment has not arrived."), payment=payment.number)
    key = f"return:{payment.number}"
    outside = account_of(AccountKind.PROVIDER_CLEARING, currency=payment.currency)
    due = account_of(AccountKind.REFUNDS_DUE, currency=payment.currency)
    lines = [Line(outside, -payment.amount), Line(due, payment.amount)]
    post(key, kind=TransactionKind.RETURN, lines=lines, payment=payment, description=because)
    return _owe_refund(payment, amount=payment.amount, key=key, because=because)


_LOCK_ACCOUNTS = Statement(
    lambda: (
        LedgerAccount.objects.select_for_update(no_key=True)
        .filter(
            Q(kind=AccountKind.PROVIDER_CLEARING) | Q(kind=AccountKind.HELD, seller__pk__among=GivenKeys("sellers")),
            currency=Given("currency", CharField()),
        )
        .order_by("pk")
    )
)


def _lock_accounts(currency: str, sellers: Collection[int]) -> tuple[LedgerAccount, dict[int, LedgerAccount]]:
    """
    Where captured money comes from, and where each of these sellers' is held: locked in one fixed order.

    Only for the wait, so that what is held already is asked one after the other.
    """
    found = _LOCK_ACCOUNTS.ask(sellers=sellers, currency=currency)
    if len(found) <= len(sellers):
        # An account is made when it is needed first.
        account_of(AccountKind.PROVIDER_CLEARING, currency=currency)
        for seller in sorted(sellers):
            account_of(AccountKind.HELD, currency=currency, seller=seller)
        found = _LOCK_ACCOUNTS.ask(sellers=sellers, currency=currency)
    by_seller: dict[Any, LedgerAccount] = {account.seller_id: account for account in found}
    return by_seller.pop(None), by_seller


def _refuse_second_payment(key: str, lines: Sequence[Line]) -> None:
    """Of two payments for the same order, at most one is held for it; the other must be returned."""
    orders = {line.order_number for line in lines}
    held = Posting.objects.filter(order_number__in=orders, transaction__kind=TransactionKind.HOLD)
    if held.exclude(transaction__key=key).exists():
        raise LedgerConflict(_("This order is already paid by another payment."), key=key)


def payment_held_for(order_number: str) -> Payment:
    """The payment whose money is, or was, held for the order. Raises MoreThanHeld when there is none."""
    came_in = LedgerTransaction.objects.filter(kind=TransactionKind.HOLD, postings__order_number=order_number)
    movement = came_in.select_related("payment").first()
    if movement is None or movement.payment is None:
        raise MoreThanHeld(_("Nothing was ever held for this order."), order=order_number)
    return movement.payment


def _lock_held(order_number: str, amount: Money, *, done: str, seller_id: int | None = None) -> LedgerAccount:
    """
    The account that holds the order's money, locked, with at least `amount` in it for the order.

    When the movement `done` already stands in the ledger, its money is gone rightly, and only the account is returned.
    """
    held_for = LedgerAccount.objects.filter(
        kind=AccountKind.HELD, currency=amount.currency, postings__order_number=order_number
    )
    if seller_id is not None:
        held_for = held_for.filter(seller_id=seller_id)
    pk = held_for.values_list("pk", flat=True).first()
    if pk is None or amount.amount <= 0:
        raise MoreThanHeld(_("Nothing is held for this order."), order=order_number)
    account = LedgerAccount.objects.select_for_update(no_key=True).get(pk=pk)
    if not is_posted(done):
        held = sum(Posting.objects.of_order(order_number).filter(account=account).values_list("amount", flat=True))
        if held < amount.amount:
            raise MoreThanHeld(
                _("Less than this is held for the order."), order=order_number, held=held, currency=amount.currency
            )
    return account


def _owe_refund(payment: Payment, *, amount: Money, key: str, because: str, order_number: str = "") -> Refund:
    refund, _is_new = Refund.objects.get_or_create(
        key=key,
        defaults={
            "payment": payment,
            "order_number": order_number,
            "minor_units": amount.amount,
            "currency": amount.currency,
            "because": because[:200],
        },
    )
    if (refund.payment_id, refund.order_number, refund.amount) != (payment.pk, order_number, amount):
        raise LedgerConflict(_("This refund was already made with other content."), key=key)
    ring_after_commit()
    return refund
