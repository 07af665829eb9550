"""Every way in which payments and the ledger can change."""

from payments.selectors import (
    OrderLine,
    SellerBalance,
    balances_of,
    held_for_order,
    held_for_orders,
    order_statement,
)
from payments.services.funds import (
    HeldShare,
    MoreThanHeld,
    NotCaptured,
    hold_funds,
    refund_held,
    release_funds,
    return_payment,
)
from payments.services.inbox import process_webhook, receive_webhook, settle_webhook
from payments.services.ledger import LedgerConflict, LedgerUnbalanced, Line, account_of, post
from payments.services.paying import (
    KeyReused,
    NothingToPay,
    apply_provider_state,
    cancel_payment,
    refresh_payment,
    start_payment,
)
from payments.services.refunding import retry_refund, send_refund
from payments.services.sweeping import sweep_payments

__all__ = [
    "HeldShare",
    "KeyReused",
    "LedgerConflict",
    "LedgerUnbalanced",
    "Line",
    "MoreThanHeld",
    "NotCaptured",
    "NothingToPay",
    "OrderLine",
    "SellerBalance",
    "account_of",
    "apply_provider_state",
    "balances_of",
    "cancel_payment",
    "held_for_order",
    "held_for_orders",
    "hold_funds",
    "order_statement",
    "post",
    "process_webhook",
    "receive_webhook",
    "refresh_payment",
    "refund_held",
    "release_funds",
    "retry_refund",
    "return_payment",
    "send_refund",
    "settle_webhook",
    "start_payment",
    "sweep_payments",
]
