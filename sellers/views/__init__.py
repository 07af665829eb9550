"""Pages: for whoever applies to sell, and for whoever runs a shop."""

from sellers.views.applicants import amend, application, document, start, withdraw
from sellers.views.checklist import apply, checklist, item, send, send_code, take_back
from sellers.views.desk import away, close, reopen, shop_settings
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
    "change_member",
    "checklist",
    "close",
    "decline_invitation",
    "document",
    "invitations",
    "item",
    "leave",
    "remove_member",
    "reopen",
    "send",
    "send_code",
    "shop_settings",
    "start",
    "take_back",
    "team",
    "withdraw",
    "withdraw_invitation",
]
