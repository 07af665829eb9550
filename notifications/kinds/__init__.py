"""Everything that people are told, by what it is about."""

from notifications.kinds import accounts, orders, reports, sellers
from notifications.kinds.pages import Kind, Page

__all__ = ["KINDS", "Kind", "Page"]

KINDS: dict[str, Kind] = accounts.KINDS | sellers.KINDS | reports.KINDS | orders.KINDS
