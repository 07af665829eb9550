"""A market for hostile words."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from accounts.models import User
from accounts.tests.factors import with_second_factor
from catalog.tests.factories import listing_on_sale
from orders.tests.factories import delivered_order, paid_order
from sellers.tests.factories import open_shop
from tests.hostile.doors import Market


@pytest.fixture
def market(alice: User, bob: User, as_: Callable[[User], Client], settings: Settings) -> Market:
    # One visitor checks out, and reports, with text after text, more often than a person would.
    settings.ACCOUNT_RATE_LIMITS = {
        **settings.ACCOUNT_RATE_LIMITS,
        "checkout": f"{10**6}/m/ip",
        "report": f"{10**6}/m/ip",
    }
    shop = open_shop(with_second_factor(bob))
    listing = listing_on_sale(shop, title="Bowl", stock=1000)
    return Market(
        alice=as_(alice),
        bob=as_(bob),
        shop=shop,
        listing=listing,
        orders=(paid_order(alice, shop).number for _ in iter(int, 1)),
        to_review=(delivered_order(alice, shop).number for _ in iter(int, 1)),
    )
