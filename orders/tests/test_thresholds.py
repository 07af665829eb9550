"""Who sells much within twelve months must show more, from the sale that reached it."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection

from accounts.models import User
from core import clock
from core.invariants import violations
from notifications.models import Notification
from orders.models import Order
from orders.services import cancel_order, note_all_sales, note_sales_of
from orders.states import CancelledBecause
from orders.tests.factories import completed_order, on_sale, paid_order
from sellers.models import Demand, Requirement, Seller, Shop
from sellers.tests.factories import open_shop
from sellers.tests.vetting_factories import a_requirement, held
from sellers.vetting.events import RequirementReached
from sellers.vetting.services import note_sales

Later = Callable[[timedelta], object]
DAY = timedelta(days=1)
MUCH = 3


@pytest.fixture
def shop(bob: User) -> Shop:
    return open_shop(bob)


@pytest.fixture
def more() -> Requirement:
    """From three sales and thirty million minor units (two mugs are not enough of either)."""
    return a_requirement(
        name="Tax number of those who sell much",
        threshold_count=MUCH,
        threshold_amount=30_000_000,
        threshold_currency="IDR",
        days_to_comply=10,
    )


def sell(shop: Shop, alice: User, times: int) -> list[Order]:
    variant = on_sale(shop, stock=50)
    return [paid_order(alice, shop, variant=variant) for _ in range(times)]


def now_of(shop: Shop) -> Seller:
    return Seller.objects.get(pk=shop.seller_id)


def test_the_sale_that_reaches_it_starts_the_days(
    shop: Shop, alice: User, bob: User, more: Requirement, deliver: Callable[[], int], later: Later
) -> None:
    sell(shop, alice, MUCH - 1)
    deliver()
    assert not Demand.objects.exists()

    sell(shop, alice, 1)
    deliver()

    demand = Demand.objects.get()
    assert demand.sales == MUCH
    assert demand.turnover >= 30_000_000
    assert abs(demand.due_at - clock.now() - 10 * DAY) < timedelta(minutes=1)
    assert Notification.objects.filter(user=bob, kind="requirement_reached").count() == 1
    assert now_of(shop).sells_until == demand.due_at

    later(10 * DAY - timedelta(minutes=1))
    assert Seller.objects.allowed_to_sell().exists()
    later(timedelta(minutes=2))
    assert not Seller.objects.allowed_to_sell().exists()
    held(more, shop=shop)
    assert Seller.objects.allowed_to_sell().exists()
    assert not [found for invariant, found in violations() if invariant.code == "I9"]


def test_what_was_shown_before_the_days_are_over_stops_nothing(
    shop: Shop, alice: User, more: Requirement, later: Later
) -> None:
    sell(shop, alice, MUCH)
    assert note_all_sales() == 1
    held(more, shop=shop)
    later(11 * DAY)
    assert Seller.objects.allowed_to_sell().exists()


def test_it_is_demanded_once(
    shop: Shop, alice: User, more: Requirement, announced: Callable[..., list[object]]
) -> None:
    sell(shop, alice, MUCH)
    assert note_all_sales() == 1
    assert note_all_sales() == 0
    note_sales_of(now_of(shop))
    assert len(announced(RequirementReached)) == 1


def test_what_was_cancelled_or_is_older_than_a_year_does_not_count(
    shop: Shop, alice: User, bob: User, more: Requirement, later: Later
) -> None:
    [first, *_rest] = sell(shop, alice, MUCH)
    cancel_order(first, because=CancelledBecause.BY_SHOPPER, by=alice)
    assert note_all_sales() == 0

    later(366 * DAY)
    assert note_all_sales() == 0


def test_what_is_complete_counts(alice: User, shop: Shop, more: Requirement) -> None:
    variant = on_sale(shop, stock=50)
    for _ in range(MUCH):
        completed_order(alice, shop, variant=variant)
    assert note_all_sales() == 1


def test_another_currency_does_not_count(shop: Shop, more: Requirement) -> None:
    seller = now_of(shop)
    assert note_sales(seller, sales=500, turnover=10**9, currency="EUR") == []
    assert len(note_sales(seller, sales=500, turnover=10**9, currency="IDR")) == 1


@pytest.mark.parametrize(("sales", "turnover"), [(MUCH - 1, 10**9), (MUCH, 29_999_999)])
def test_both_the_count_and_the_amount_must_be_reached(
    shop: Shop, more: Requirement, sales: int, turnover: int
) -> None:
    assert note_sales(now_of(shop), sales=sales, turnover=turnover, currency="IDR") == []


def test_a_threshold_of_another_country_reaches_nobody_here(shop: Shop) -> None:
    a_requirement(threshold_count=1, area="US")
    assert note_sales(now_of(shop), sales=500, turnover=10**9, currency="IDR") == []


def test_one_night_costs_the_same_for_many_sellers_who_sell_little(
    shop: Shop, alice: User, more: Requirement, count_queries: Callable[[Callable[[], object]], int]
) -> None:
    sell(shop, alice, 1)
    of_one = count_queries(note_all_sales)
    for _ in range(3):
        sell(open_shop(), alice, 1)
    assert count_queries(note_all_sales) == of_one


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_orders_at_the_same_moment_make_one_demand(
    shop: Shop, more: Requirement, announced: Callable[..., list[object]]
) -> None:
    barrier = Barrier(4)

    def note(_place: int) -> int:
        try:
            seller = Seller.objects.get(pk=shop.seller_id)
            barrier.wait()
            return len(note_sales(seller, sales=500, turnover=10**9, currency="IDR"))
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as threads:
        assert sorted(threads.map(note, range(4))) == [0, 0, 0, 1]
    assert Demand.objects.count() == 1
    assert len(announced(RequirementReached)) == 1
