"""The ledger: every movement of money is one balanced transaction of signed postings, written once and kept."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core import clock
from core.models import AppendOnly
from payments.kinds import COMES_IN, OF_A_SELLER, AccountKind, TransactionKind
from payments.models.payment import Payment
from payments.querysets import LedgerTransactionQuerySet, PostingQuerySet
from sellers.models import Seller


class LedgerAccount(models.Model):
    """A place where money can be, in one currency. What is in it is the sum of its postings, and stored nowhere."""

    kind = models.CharField(_("kind"), max_length=20, choices=AccountKind)
    seller = models.ForeignKey(
        Seller,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="ledger_accounts",
        verbose_name=_("seller"),
    )
    currency = models.CharField(_("currency"), max_length=3)

    class Meta:
        verbose_name = _("ledger account")
        verbose_name_plural = _("ledger accounts")
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "currency"], condition=Q(seller__isnull=True), name="account_one_of_the_platform"
            ),
            models.UniqueConstraint(
                fields=["seller", "kind", "currency"], condition=Q(seller__isnull=False), name="account_one_of_a_seller"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=sorted(OF_A_SELLER), seller__isnull=False)
                | (~Q(kind__in=sorted(OF_A_SELLER)) & Q(seller__isnull=True)),
                name="account_owner_fits_kind",
            ),
        ]

    def __str__(self) -> str:
        owner = f" {self.seller_id}" if self.seller_id else ""
        return f"{self.kind}{owner} {self.currency}"


class LedgerTransaction(AppendOnly):
    """One movement. Its key says in business words what it is, and so lets it happen only once."""

    key = models.CharField(_("key"), max_length=120, unique=True)
    kind = models.CharField(_("kind"), max_length=20, choices=TransactionKind)
    payment = models.ForeignKey(
        Payment, on_delete=models.PROTECT, null=True, related_name="ledger_transactions", verbose_name=_("payment")
    )
    purchase_number = models.CharField(_("purchase"), max_length=9, blank=True, db_index=True)
    description = models.CharField(_("description"), max_length=200, blank=True)
    created_at = models.DateTimeField(_("moment"), default=clock.now)

    objects = LedgerTransactionQuerySet.as_manager()

    class Meta:
        verbose_name = _("ledger transaction")
        verbose_name_plural = _("ledger transactions")
        constraints = [
            # What came in is held for its orders or goes back whole: one of the two, once.
            models.UniqueConstraint(
                fields=["payment"], condition=Q(kind__in=sorted(COMES_IN)), name="ledger_payment_comes_in_once"
            )
        ]

    def __str__(self) -> str:
        return self.key


class Posting(AppendOnly):
    """What one account gained (or, below zero, gave) in one transaction, for one order where it is about one."""

    transaction = models.ForeignKey(
        LedgerTransaction, on_delete=models.PROTECT, related_name="postings", verbose_name=_("transaction")
    )
    account = models.ForeignKey(
        LedgerAccount,
        on_delete=models.PROTECT,
        related_name="postings",
        verbose_name=_("account"),
        db_index=False,
    )
    order_number = models.CharField(_("order"), max_length=9, blank=True)
    amount = models.BigIntegerField(_("minor units"))

    objects = PostingQuerySet.as_manager()

    class Meta:
        verbose_name = _("posting")
        verbose_name_plural = _("postings")
        constraints = [models.CheckConstraint(condition=~Q(amount=0), name="posting_moves_something")]
        indexes = [
            # Balances are sums: these two carry all that a sum reads.
            models.Index(fields=["account", "amount"], name="posting_balance"),
            models.Index(fields=["order_number", "account", "amount"], name="posting_of_order"),
        ]

    def __str__(self) -> str:
        return f"{self.amount:+d} on account {self.account_id}"
