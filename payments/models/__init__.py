"""The tables: payments and refunds, the webhook inbox, the ledger, and (apart) the sandbox's own bank."""

from payments.kinds import AccountKind, TransactionKind
from payments.models.ledger import LedgerAccount, LedgerTransaction, Posting
from payments.models.payment import Payment, Refund
from payments.models.sandbox import SandboxCharge, SandboxRefund
from payments.models.webhook import WebhookMessage

__all__ = [
    "AccountKind",
    "LedgerAccount",
    "LedgerTransaction",
    "Payment",
    "Posting",
    "Refund",
    "SandboxCharge",
    "SandboxRefund",
    "TransactionKind",
    "WebhookMessage",
]
