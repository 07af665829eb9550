import pytest
from django.db import IntegrityError, transaction

from accounts.models import User
from core.errors import ImpossibleMove
from sellers.events import SellerClosed, ShopClosed, ShopEdited, ShopReopened, ShopWentAway
from sellers.models import Shop
from sellers.services import (
    ShopIsClosed,
    away_shop,
    close_shop,
    edit_shop,
    record_rating,
    reopen_shop,
    suspend_seller,
)
from sellers.states import SellerStatus, ShopStatus
from sellers.tests.factories import open_shop
from sellers.tests.fixtures import Announced


@pytest.fixture
def shop(bob: User) -> Shop:
    return open_shop(bob)


def test_what_a_shop_says_about_itself_can_change(shop: Shop, bob: User, announced: Announced) -> None:
    edit_shop(shop, by=bob, about="New words.", city="Bandung")

    shop.refresh_from_db()
    assert (shop.about, shop.city) == ("New words.", "Bandung")
    assert announced(ShopEdited) == [ShopEdited(shop_id=shop.pk)]


def test_going_away_and_coming_back(shop: Shop, bob: User, announced: Announced) -> None:
    away_shop(shop, by=bob)
    reopen_shop(shop, by=bob)

    assert shop.status == ShopStatus.OPEN
    assert announced(ShopWentAway, ShopReopened) == [ShopWentAway(shop_id=shop.pk), ShopReopened(shop_id=shop.pk)]


def test_closing_the_last_shop_closes_the_seller(shop: Shop, bob: User, announced: Announced) -> None:
    close_shop(shop, by=bob)

    assert (shop.status, shop.seller.status) == (ShopStatus.CLOSED, SellerStatus.CLOSED)
    assert shop.closed_at
    assert announced(ShopClosed, SellerClosed) == [
        ShopClosed(shop_id=shop.pk),
        SellerClosed(seller_id=shop.seller.pk),
    ]


def test_a_suspended_seller_cannot_slip_away_by_closing(shop: Shop, bob: User, rita: User) -> None:
    suspend_seller(shop.seller, by=rita, because="Dissolved.")

    close_shop(shop, by=bob)

    assert (shop.status, shop.seller.status) == (ShopStatus.CLOSED, SellerStatus.SUSPENDED)


def test_a_closed_shop_stays_closed_and_says_so(shop: Shop, bob: User) -> None:
    close_shop(shop, by=bob)

    for move in (away_shop, reopen_shop, close_shop):
        with pytest.raises(ImpossibleMove):
            move(shop, by=bob)
    with pytest.raises(ShopIsClosed):
        edit_shop(shop, by=bob, about="Still here", city="")
    shop.refresh_from_db()
    assert shop.about == "Stoneware from Plered clay."


def test_ratings_are_handed_down(shop: Shop) -> None:
    averages = [shop.rating_average]
    for stars, count in ((5, 1), (4, 1), (-5, -1)):
        record_rating(shop, sum_delta=stars, count_delta=count)
        shop.refresh_from_db()
        averages.append(shop.rating_average)

    assert averages == [None, 5.0, 4.5, 4.0]
    assert shop.rating_count == 1


@pytest.mark.parametrize(("total", "count"), [(6, 1), (0, 1), (1, 0), (-1, 0)])
def test_an_impossible_rating_is_refused_by_the_database(shop: Shop, total: int, count: int) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        record_rating(shop, sum_delta=total, count_delta=count)
