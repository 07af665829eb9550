"""Pages' worth of rows, as the services make them."""

from __future__ import annotations

from typing import Any

from accounts.models import User
from catalog.models import Listing
from catalog.tests.factories import listing_on_sale
from sellers.models import Shop
from sellers.tests.factories import open_shop

# Text that people type to see what breaks; each must come back as text.
NAUGHTY = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{{ 7|add:7 }}{% load static %}",
    "%s %(name)s %n",
    "\u202edesrever\u202c مرحبا 你好 🏳️\u200d🌈",
    "ﷺ" * 20,
    "W" * 140,
]


def euro_shop(owner: User | None = None, **facts: Any) -> Shop:
    return open_shop(owner, currency="EUR", **facts)


def things_on_sale(how_many: int, shop: Shop | None = None, **fields: Any) -> list[Listing]:
    shop = shop or euro_shop()
    return [listing_on_sale(shop, title=f"Cup number {number}", **fields) for number in range(how_many)]
