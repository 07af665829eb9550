"""Pages: for whoever applies to sell, and for whoever runs a shop."""

from sellers.views.applicants import amend, application, apply, document, start, withdraw
from sellers.views.desk import away, close, reopen, shop_settings

__all__ = ["amend", "application", "apply", "away", "close", "document", "reopen", "shop_settings", "start", "withdraw"]
