"""What the ledger says, for pages: what is held, what a seller has, and what happened with an order's money."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Sum

from core.money import Money
from payments.models import AccountKind, LedgerAccount, Posting, TransactionKind
from sellers.models import Seller


@dataclass(frozen=True)
class SellerBalance:
    """What a seller has in one currency: held for orders on their way, and already theirs."""

    currency: str
    held: Money
    payable: Money


@dataclass(frozen=True)
class OrderLine:
    """One movement of an order's money as one side sees it: where to, how much, and why."""

    moment: datetime
    kind: TransactionKind
    account: AccountKind
    amount: Money


def held_for_order(order_number: str, *, currency: str) -> Money:
    """What is held for the order at this moment."""
    return held_for_orders([order_number], currency=currency)[order_number]


def held_for_orders(order_numbers: Iterable[str], *, currency: str) -> dict[str, Money]:
    """The same for many orders, in one statement."""
    held = dict.fromkeys(order_numbers, Money.zero(currency))
    sums = (
        Posting.objects.filter(order_number__in=held, account__kind=AccountKind.HELD, account__currency=currency)
        .values_list("order_number")
        .annotate(Sum("amount"))
    )
    return held | {number: Money(amount, currency) for number, amount in sums}


def balances_of(seller: Seller) -> list[SellerBalance]:
    """What the seller has, a line for each currency in which they ever had something."""
    accounts = LedgerAccount.objects.filter(seller=seller).values_list("currency", "kind")
    sums = {(currency, kind): amount or 0 for currency, kind, amount in accounts.annotate(Sum("postings__amount"))}
    return [
        SellerBalance(
            currency=currency,
            held=Money(sums.get((currency, AccountKind.HELD), 0), currency),
            payable=Money(sums.get((currency, AccountKind.SELLER_PAYABLE), 0), currency),
        )
        for currency in sorted({currency for currency, _kind in sums})
    ]


def order_statement(order_number: str, *, for_seller: bool) -> list[OrderLine]:
    """
    Every movement of the order's money, oldest first, as its shopper or its seller may see it.

    A shopper sees what is held and what comes back, never a commission.
    """
    postings = Posting.objects.of_order(order_number)
    postings = postings.seen_by_seller() if for_seller else postings.seen_by_shopper()
    return [
        OrderLine(
            moment=posting.transaction.created_at,
            kind=TransactionKind(posting.transaction.kind),
            account=AccountKind(posting.account.kind),
            amount=Money(posting.amount, posting.account.currency),
        )
        for posting in postings.select_related("transaction", "account").order_by("pk")
    ]
