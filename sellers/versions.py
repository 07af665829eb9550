"""What pages must be made anew when something changes about a seller."""

from __future__ import annotations

from core.versions import SHOPS, TRADING, shop_scope, touch
from sellers.models import Seller


def touch_shops_of(seller: Seller) -> None:
    """Who may sell, and what the seller's shops say, has changed: in the transaction of the change."""
    touch(SHOPS, TRADING, *(shop_scope(pk) for pk in seller.shops.values_list("pk", flat=True)))


def touch_pages_of(seller: Seller) -> None:
    """Only what the seller's own pages say of them has changed, not who may sell."""
    if scopes := [shop_scope(pk) for pk in seller.shops.values_list("pk", flat=True)]:
        touch(*scopes)
