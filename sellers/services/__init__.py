"""Every way in which applications, sellers and shops change."""

from sellers.services.applying import (
    AlreadyApplied,
    amend_application,
    forget_documents,
    submit_application,
    withdraw_application,
)
from sellers.services.deciding import (
    MayNotDecide,
    ReasonMissing,
    approve_application,
    refuse_application,
    reinstate_seller,
    renew_approval,
    request_more,
    suspend_seller,
)
from sellers.services.shops import ShopIsClosed, away_shop, close_shop, edit_shop, record_rating, reopen_shop

__all__ = [
    "AlreadyApplied",
    "MayNotDecide",
    "ReasonMissing",
    "ShopIsClosed",
    "amend_application",
    "approve_application",
    "away_shop",
    "close_shop",
    "edit_shop",
    "forget_documents",
    "record_rating",
    "refuse_application",
    "reinstate_seller",
    "renew_approval",
    "reopen_shop",
    "request_more",
    "submit_application",
    "suspend_seller",
    "withdraw_application",
]
