"""Every way in which applications, sellers and shops change."""

from sellers.services.applying import AlreadyApplied, amend_application, submit_application, withdraw_application
from sellers.services.deciding import (
    MayNotDecide,
    ReasonMissing,
    approve_application,
    propose_approval,
    propose_reinstatement,
    refuse_application,
    reinstate_seller,
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
    "propose_approval",
    "propose_reinstatement",
    "record_rating",
    "refuse_application",
    "reinstate_seller",
    "reopen_shop",
    "request_more",
    "submit_application",
    "suspend_seller",
    "withdraw_application",
]
