"""The shop's list of its listings."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from catalog.services import VariantDraft
from catalog.tests.factories import a_draft, listing_on_sale, paused_listing
from core.money import Money
from sellers.models import Shop
from sellers.states import ShopRole
from sellers.tests.factories import open_shop, works_in

As = Callable[[User], Client]


@pytest.fixture
def shop(bob: User) -> Shop:
    return open_shop(bob, currency="EUR")


def address(shop: Shop) -> str:
    return f"/desk/{shop.slug}/listings/"


def shown(client: Client, shop: Shop, query: str = "") -> list[str]:
    page = client.get(address(shop) + query).context
    return [listing.title for listing, _tone, _units in page["rows"]]


def test_an_empty_shop_is_told_how_to_begin(as_: As, bob: User, shop: Shop) -> None:
    page = as_(bob).get(address(shop)).content.decode()

    assert "Nothing offered yet" in page
    assert f"{address(shop)}new/" in page


def test_the_list_says_what_each_costs_and_how_many_there_are(as_: As, bob: User, shop: Shop) -> None:
    variants = [VariantDraft(Money(cents, "EUR"), options=[("Size", str(cents))], stock=1500) for cents in (900, 2000)]
    listing = listing_on_sale(shop, variants=variants)

    page = as_(bob).get(address(shop)).content.decode()

    assert listing.number in page
    for text in ("€9.00", "€20.00", "3,000", "published"):
        assert text in page


def test_it_is_searched_by_title_number_and_sku_and_narrowed_by_status(as_: As, bob: User, shop: Shop) -> None:
    cup = listing_on_sale(shop, title="Cup", variants=[VariantDraft(Money(900, "EUR"), sku="CEL-9")])
    paused_listing(shop, title="Bowl")
    a_draft(shop, title="Tray")
    client = as_(bob)

    assert shown(client, shop) == ["Tray", "Bowl", "Cup"]
    assert shown(client, shop, "?q=cu") == ["Cup"]
    assert shown(client, shop, f"?q={cup.number}") == ["Cup"]
    assert shown(client, shop, "?q=cel-9") == ["Cup"]
    assert shown(client, shop, "?status=paused") == ["Bowl"]
    assert shown(client, shop, "?status=nothing&page=99") == ["Tray", "Bowl", "Cup"]
    assert "No listing of this shop fits." in client.get(f"{address(shop)}?q=zebra").content.decode()


@pytest.mark.parametrize(
    ("role", "may"),
    [
        (ShopRole.OWNER, True),
        (ShopRole.MANAGER, True),
        (ShopRole.CATALOGUE, True),
        (ShopRole.FULFILMENT, False),
        (ShopRole.FINANCE, False),
    ],
)
def test_it_is_for_those_who_keep_the_catalogue(as_: As, alice: User, shop: Shop, role: ShopRole, may: bool) -> None:
    listing = a_draft(shop)
    works_in(shop, alice, role)
    client = as_(alice)

    for path in (address(shop), f"{address(shop)}new/", f"{address(shop)}{listing.number}/"):
        assert client.get(path).status_code == (200 if may else 404)


def test_others_find_nothing_and_strangers_are_asked_who_they_are(
    as_: As, client: Client, mallory: User, carol: User, shop: Shop
) -> None:
    open_shop(carol, name="Next door")

    assert as_(mallory).get(address(shop)).status_code == 404
    assert as_(carol).get(address(shop)).status_code == 404
    assert client.get(address(shop)).status_code == 302


def test_nothing_of_another_shop_is_in_the_list(as_: As, bob: User, shop: Shop) -> None:
    a_draft(open_shop(name="Next door"), title="Of another")
    a_draft(shop, title="Own")

    assert shown(as_(bob), shop) == ["Own"]


def test_the_list_costs_the_same_for_one_as_for_many(
    as_: As, bob: User, shop: Shop, count_queries: Callable[[Callable[[], Any]], int]
) -> None:
    client = as_(bob)
    listing_on_sale(shop)
    cost_of_one = count_queries(lambda: client.get(address(shop)))
    for number in range(5):
        listing_on_sale(shop, title=f"Cup {number}")

    assert count_queries(lambda: client.get(address(shop))) == cost_of_one
    assert cost_of_one <= 12
