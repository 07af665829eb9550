"""What the people of a shop can do with it, and the rating that reviews hand down."""

from __future__ import annotations

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import clock
from core.errors import DomainError
from core.events import announce
from core.versions import SHOPS, TRADING, shop_scope, touch
from sellers.events import ShopClosed, ShopEdited, ShopReopened, ShopWentAway
from sellers.models import Shop
from sellers.services.ending import close_seller
from sellers.states import SellerStatus, ShopStatus


class ShopIsClosed(DomainError):
    """The shop has closed for good: nothing about it changes any more."""

    code = "sellers.shop_is_closed"

    def __init__(self) -> None:
        super().__init__(_("This shop has closed for good."))


@transaction.atomic
def edit_shop(shop: Shop, *, by: User, about: str, city: str) -> Shop:
    """
    Change what the shop says about itself. Name, country and currency were vetted, and stay.

    Raises ShopIsClosed.
    """
    changed = Shop.objects.filter(pk=shop.pk).exclude(status=ShopStatus.CLOSED).update(about=about, city=city)
    if not changed:
        raise ShopIsClosed
    shop.about, shop.city = about, city
    touch(shop_scope(shop.pk), SHOPS)
    announce(ShopEdited(shop_id=shop.pk), actor=by)
    return shop


@transaction.atomic
def away_shop(shop: Shop, *, by: User) -> Shop:
    """Take the whole shop off sale for a while; open orders go on. Raises ImpossibleMove unless it is open."""
    shop.move_to(ShopStatus.AWAY)
    touch(shop_scope(shop.pk), SHOPS, TRADING)
    announce(ShopWentAway(shop_id=shop.pk), actor=by)
    return shop


@transaction.atomic
def reopen_shop(shop: Shop, *, by: User) -> Shop:
    """Sell again. Raises ImpossibleMove unless the shop is away."""
    shop.move_to(ShopStatus.OPEN)
    touch(shop_scope(shop.pk), SHOPS, TRADING)
    announce(ShopReopened(shop_id=shop.pk), actor=by)
    return shop


@transaction.atomic
def close_shop(shop: Shop, *, by: User) -> Shop:
    """
    Close the shop for good, and with the last shop its seller; a suspended seller stays suspended.

    Raises ImpossibleMove when it is closed already.
    """
    shop.move_to(ShopStatus.CLOSED, closed_at=clock.now())
    touch(shop_scope(shop.pk), SHOPS, TRADING)
    announce(ShopClosed(shop_id=shop.pk), actor=by)
    seller = shop.seller
    is_last = not seller.shops.exclude(status=ShopStatus.CLOSED).exists()
    if is_last and seller.status == SellerStatus.APPROVED:
        close_seller(seller, by=by)
    return shop


def record_rating(shop: Shop, *, sum_delta: int, count_delta: int) -> None:
    """Add to the shop's rating what reviews found; both may be negative. `shop` in memory is not changed."""
    Shop.objects.filter(pk=shop.pk).update(
        rating_sum=F("rating_sum") + sum_delta, rating_count=F("rating_count") + count_delta
    )
    touch(shop_scope(shop.pk), SHOPS)
