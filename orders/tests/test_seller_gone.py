"""Orders of sellers who are suspended or gone: what was bought is sent and completed, nothing new is sold."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from accounts.models import User
from accounts.roles import Role
from accounts.tests.factors import with_second_factor
from core import clock
from core.errors import DomainError, ImpossibleMove
from core.invariants import violations
from orders.models import Order
from orders.services import accept_order, pack_order, record_tracking, ship_order
from orders.states import Carrier, OrderStatus, TrackingCode
from orders.tests.factories import basket_with, delivered_order, on_sale, paid_order, place
from sellers import services, tasks
from sellers.models import Ending, Shop
from sellers.owing import owed_by
from sellers.rules import FILE_KEPT, NOTICE
from sellers.states import ReasonCode
from sellers.tests.factories import a_reviewer, open_shop


def suspend(shop: Shop) -> None:
    services.suspend_seller(shop.seller, by=a_reviewer(), because="A question.", code=ReasonCode.FALSE_STATEMENT)


def leave(shop: Shop) -> None:
    services.leave_market(shop.seller, by=shop.memberships.get().user)


def part_at_once(shop: Shop) -> None:
    senior = a_reviewer(Role.SENIOR_REVIEWER)
    services.end_contract(shop.seller, by=senior, code=ReasonCode.UNSAFE_GOODS, because="Lead.", at_once=True)


GONE = [suspend, leave, part_at_once]


@pytest.mark.parametrize("end", GONE)
def test_what_was_bought_goes_on_to_its_end(alice: User, bob: User, end: Callable[[Shop], None]) -> None:
    shop = open_shop(bob)
    order = paid_order(alice, shop)

    end(shop)

    order = Order.objects.get(pk=order.pk)
    pack_order(order, by=bob)
    shipment = ship_order(order, by=bob, carrier=Carrier.OTHER, carrier_name="JNE", tracking_number="8820 1145")
    record_tracking(shipment, code=TrackingCode.DELIVERED, place="Berlin", happened_at=clock.now())
    accept_order(order, by=alice)
    assert Order.objects.get(pk=order.pk).status == OrderStatus.COMPLETED
    assert not list(violations())


@pytest.mark.parametrize("end", GONE)
def test_and_nothing_new_is_sold(alice: User, bob: User, end: Callable[[Shop], None]) -> None:
    shop = open_shop(bob)
    basket = basket_with(on_sale(shop), user=alice)

    end(shop)

    with pytest.raises(DomainError):
        place(basket)
    assert not Order.objects.exists()


def test_during_the_notice_the_shop_sells_on_and_then_no_more(alice: User, bob: User) -> None:
    shop = open_shop(bob)
    variant = on_sale(shop)
    services.end_contract(shop.seller, by=a_reviewer(), code=ReasonCode.ORDERS_NOT_SENT, because="Nine of ten.")

    place(basket_with(variant, user=alice))
    with clock.at(clock.now() + NOTICE):
        tasks.finish_due_endings()
        with pytest.raises(DomainError):
            place(basket_with(variant, user=alice))

    assert Order.objects.count() == 1


def test_the_pages_say_what_is_still_owed(alice: User, bob: User) -> None:
    shop = open_shop(with_second_factor(bob), name="Bob's")
    for _each in range(2):
        paid_order(alice, shop)
    browser = Client()
    browser.force_login(bob)
    services.leave_market(shop.seller, by=bob)

    page = browser.get(f"/desk/{shop.slug}/leaving/").text

    assert "2 orders are open. Send them as promised" in page
    assert f"/desk/{shop.slug}/orders/" in page
    assert browser.get(f"/desk/{shop.slug}/orders/").status_code == 200


def test_nobody_is_forgotten_while_an_order_is_open(alice: User, bob: User) -> None:
    shop = open_shop(bob)
    order = delivered_order(alice, shop)
    services.leave_market(shop.seller, by=bob)
    ending = Ending.objects.get()
    assert ending.ended_at
    assert [owed.count for owed in owed_by(shop.seller)] == [1]

    with clock.at(ending.ended_at + FILE_KEPT):
        assert tasks.forget_sellers() == 0
        with pytest.raises(ImpossibleMove):
            services.forget_seller(ending)
        accept_order(order, by=alice)
        assert owed_by(shop.seller) == []
        assert tasks.forget_sellers() == 1
