"""Pages: for whoever applies to sell, and for whoever runs a shop."""

from sellers.views.applicants import amend, application, document, start, withdraw
from sellers.views.checklist import apply, checklist, item, send, send_code, take_back
from sellers.views.credentials import certify, credential, credential_document, withdraw_claim
from sellers.views.decisions import complaint_document, decision, decisions, withdraw_complaint
from sellers.views.desk import away, close, reopen, shop_settings
from sellers.views.leaving import leaving
from sellers.views.slow import identity, not_me, payouts, withdraw_identity, withdraw_payout_account
from sellers.views.team import (
    accept_invitation,
    change_member,
    decline_invitation,
    invitations,
    leave,
    remove_member,
    team,
    withdraw_invitation,
)

__all__ = [
    "accept_invitation",
    "amend",
    "application",
    "apply",
    "away",
    "certify",
    "change_member",
    "checklist",
    "close",
    "complaint_document",
    "credential",
    "credential_document",
    "decision",
    "decisions",
    "decline_invitation",
    "document",
    "identity",
    "invitations",
    "item",
    "leave",
    "leaving",
    "not_me",
    "payouts",
    "remove_member",
    "reopen",
    "send",
    "send_code",
    "shop_settings",
    "start",
    "take_back",
    "team",
    "withdraw",
    "withdraw_claim",
    "withdraw_complaint",
    "withdraw_identity",
    "withdraw_invitation",
    "withdraw_payout_account",
]
