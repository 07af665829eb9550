"""The kinds of accounts and of movements that the ledger knows."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class AccountKind(TextChoices):
    PROVIDER_CLEARING = "provider_clearing", _("Outside, at the payment provider")
    HELD = "held", _("Held for an order")
    SELLER_PAYABLE = "seller_payable", _("The seller's")
    COMMISSION = "commission", _("Commission")
    REFUNDS_DUE = "refunds_due", _("On its way back")


# These belong to a seller; the others to the platform.
OF_A_SELLER = frozenset({AccountKind.HELD, AccountKind.SELLER_PAYABLE})
# What each side of an order may see of its money. A commission is nothing that a shopper is shown.
SHOPPER_SEES = frozenset({AccountKind.HELD, AccountKind.REFUNDS_DUE})
SELLER_SEES = frozenset({AccountKind.HELD, AccountKind.SELLER_PAYABLE, AccountKind.COMMISSION})


class TransactionKind(TextChoices):
    HOLD = "hold", _("Paid, and held")
    RELEASE = "release", _("Released")
    REFUND = "refund", _("Refund")
    REFUND_SENT = "refund_sent", _("Refund sent")
    RETURN = "return", _("Payment returned whole")


# How a captured payment enters the ledger: held for its orders, or returned whole.
COMES_IN = frozenset({TransactionKind.HOLD, TransactionKind.RETURN})
