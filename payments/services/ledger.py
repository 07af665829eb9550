"""Posting to the ledger: balanced or not at all, once per business key."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import BigIntegerField, CharField, QuerySet
from django.utils.translation import gettext_lazy as _

from core.errors import DomainError
from core.money import Money
from core.statements import Addition, Given, Statement
from payments.models import AccountKind, LedgerAccount, LedgerTransaction, Payment, Posting, TransactionKind
from sellers.models import Seller


class LedgerUnbalanced(DomainError):
    """The lines do not sum to zero, move nothing, or mix currencies with accounts: a bug of the caller."""

    code = "payments.ledger_unbalanced"


class LedgerConflict(DomainError):
    """The key already stands in the ledger for another movement: a bug of the caller."""

    code = "payments.ledger_conflict"


@dataclass(frozen=True)
class Line:
    """What `account` gains (below zero: gives)."""

    account: LedgerAccount
    amount: Money
    order_number: str = ""


def account_of(kind: AccountKind, *, currency: str, seller: Seller | int | None = None) -> LedgerAccount:
    """The account of this kind, currency and seller; made when it is needed first."""
    seller_id = seller.pk if isinstance(seller, Seller) else seller
    if seller_id is None:
        found = _OF_MARKET.first(kind=kind, currency=currency)
    else:
        found = _OF_SELLER.first(kind=kind, currency=currency, seller=seller_id)
    # Of two who need a new account at once, one makes it.
    owner: dict[str, Any] = {"seller_id": seller_id}
    return found or LedgerAccount.objects.get_or_create(kind=kind, currency=currency, **owner)[0]


def _accounts() -> QuerySet[LedgerAccount]:
    return LedgerAccount.objects.filter(kind=Given("kind", CharField()), currency=Given("currency", CharField()))


_OF_MARKET = Statement(lambda: _accounts().filter(seller=None))
_OF_SELLER = Statement(lambda: _accounts().filter(seller=Given("seller", BigIntegerField())))


_ADD_MOVEMENT, _ADD_POSTINGS = Addition(LedgerTransaction), Addition(Posting)


def post(
    key: str,
    *,
    kind: TransactionKind,
    lines: Sequence[Line],
    payment: Payment | None = None,
    purchase_number: str = "",
    description: str = "",
) -> LedgerTransaction:
    """
    Write one movement, and return it. The same key with the same content returns the first.

    Raises LedgerUnbalanced unless the lines sum to zero in each currency, LedgerConflict when the key stands for
    something else.
    """
    _check_balance(lines)
    movement = LedgerTransaction(
        key=key,
        kind=kind,
        payment=payment,
        purchase_number=payment.purchase_number if payment else purchase_number,
        description=description[:200],
    )
    # No savepoint in a caller's transaction: nothing here is refused, so there is nothing to go back to.
    with transaction.atomic(savepoint=False):
        # The key may be taken by somebody who commits in this instant.
        is_new = _ADD_MOVEMENT.make_unless_known(movement)
        if is_new:
            _ADD_POSTINGS.make(
                Posting(
                    transaction=movement,
                    account=line.account,
                    order_number=line.order_number,
                    amount=line.amount.amount,
                )
                for line in lines
            )
    return movement if is_new else _first_with(key, lines)


def is_posted(key: str) -> bool:
    return LedgerTransaction.objects.filter(key=key).exists()


def _check_balance(lines: Sequence[Line]) -> None:
    sums: dict[str, int] = defaultdict(int)
    for line in lines:
        if line.amount.is_zero or line.amount.currency != line.account.currency:
            raise LedgerUnbalanced(_("A posting moves something, in the currency of its account."))
        sums[line.amount.currency] += line.amount.amount
    if not lines or any(sums.values()):
        raise LedgerUnbalanced(_("The postings of a movement sum to zero."))


def _first_with(key: str, lines: Sequence[Line]) -> LedgerTransaction:
    """The movement that already has this key, if it is the same; else a conflict."""
    first = LedgerTransaction.objects.filter(key=key).first()
    if first is None:
        raise LedgerConflict(_("This payment already came into the ledger in another way."), key=key)
    stands = sorted(first.postings.values_list("account_id", "order_number", "amount"))
    wanted = sorted((line.account.pk, line.order_number, line.amount.amount) for line in lines)
    if stands != wanted:
        raise LedgerConflict(_("This movement already stands in the ledger with other content."), key=key)
    return first
