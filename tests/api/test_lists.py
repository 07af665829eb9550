"""Lists cost the same for one row as for fifty, and are paged."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.urls import reverse

from accounts.models import User
from accounts.tests.factors import with_second_factor
from catalog.models import CatalogueImport, Variant
from catalog.tests.imports import taken_in
from catalog.tests.reports import a_report, upheld
from marketplace.api import routes
from notifications.models import Notification
from notifications.tests.factories import a_notification
from orders.models import Order
from orders.tests.factories import delivered_order, on_sale
from policies.tests.factories import a_version
from reviews.models import Review
from reviews.states import Sorting
from reviews.tests.factories import a_review, a_review_photo, delivered_line
from sellers.models import ShopRole
from sellers.services import authorise_seller, invite_member
from sellers.tests.brands import a_claim, a_protected_brand, owned
from sellers.tests.factories import open_shop, refused_statement
from tests.api.conftest import Program
from tests.api.many import more_listings, more_of_brands_and_reports, more_of_the_rest, more_orders

pytestmark = pytest.mark.django_db
New = Callable[..., Program]
Count = Callable[[Callable[[], object]], int]

# Every list of the API by its route, with what is asked of it; the shop's own are read by its owner.
LISTS = {
    "listings": ["", "&sort=price_up", "&q=mug"],
    "facets": [""],
    "orders": [""],
    "purchases": [""],
    "notifications": [""],
    "applications": [""],
    "decisions": [""],
    "categories": [""],
    "shops": [""],
    "merchants": ["", "&kind=company", "&q=tanah"],
    "policy": [""],
    "policies": [""],
    "shop-policies": [""],
    "shop-policy": [""],
    "shop-reviews": ["", "&sort=photos"],
    "listing-reviews": ["", "&stars=4"],
    "desk-orders": ["&show=all", "&show=sent"],
    "desk-listings": [""],
    "desk-reviews": ["", "&waiting=true"],
    "desk-imports": [""],
    "desk-import-rows": [""],
    "desk-team": [""],
    "desk-invitations": [""],
    "invitations": [""],
    "desk-brands": [""],
    "desk-brands-asked": [""],
    "desk-statements": [""],
    "reports": [""],
}
# These have few rows by nature, and are told whole.
SHORT = {"policies", "shop-policies", "facets"}


@dataclass(frozen=True)
class OneOfEach:
    variant: Variant
    order: Order
    review: Review
    told: Notification
    taken: CatalogueImport

    def address(self, name: str, asked: str) -> str:
        found = {"shop": self.order.shop.slug, "kind": "returns"}
        found["number"] = self.taken.number if "import" in name else self.variant.listing.number
        [route] = [route for route in routes if route.name == name]
        wanted = {key: found[key] for key in route.pattern.converters}
        address = reverse(f"api:{name}", kwargs=wanted).removeprefix("/api/v1/")
        return address if name in SHORT else f"{address}?limit=100{asked}"


@pytest.fixture
def one_of_each(alice: User, bob: User) -> OneOfEach:
    shop = open_shop(with_second_factor(bob))
    variant = on_sale(shop, stock=500)
    order = delivered_order(alice, shop, variant=variant)
    a_version(shop, by=bob)
    refused_statement(alice)
    EmailAddress.objects.create(user=alice, email=alice.email, verified=True)
    own = owned(shop, "Bobware")
    authorise_seller(own.brand, open_shop().seller, by=bob)
    a_protected_brand("Faraway")
    a_claim(shop, "Faraway")
    upheld(on_sale(shop).listing)
    a_report(variant.listing, by=alice)
    invite_member(shop, by=bob, email=alice.email, role=ShopRole.CATALOGUE)
    return OneOfEach(
        variant=variant,
        order=order,
        review=a_review_photo(a_review(order.lines.get())).review,
        told=a_notification(alice),
        taken=taken_in(shop, bob, b"title,price\nA cup,5\n"),
    )


def test_every_list_is_in_the_table() -> None:
    lists = {route.name for route in routes for action in route.callback.actions.values() if _is_list(route, action)}

    assert lists - set(LISTS) == set()


def _is_list(route: Any, action: str) -> bool:
    return bool(getattr(route.callback.cls, action).operation.paged)


def test_every_list_costs_the_same_for_fifty_rows_as_for_one(
    one_of_each: OneOfEach, alice: User, bob: User, program: New, count_queries: Count
) -> None:
    alices, bobs = program(alice), program(bob)
    addresses = [one_of_each.address(name, asked) for name, kinds in LISTS.items() for asked in kinds]

    def read(address: str) -> Any:
        return (bobs if address.startswith(("desk", "applications")) else alices).send("get", address)

    def cost(address: str) -> int:
        read(address)
        return count_queries(lambda: read(address))

    of_one = {address: cost(address) for address in addresses}
    more_listings(one_of_each.variant)
    more_orders(one_of_each.order, one_of_each.review)
    more_of_the_rest(one_of_each.order.shop, one_of_each.told, one_of_each.taken)
    more_of_brands_and_reports(one_of_each.order.shop)

    short = [address for address in addresses if "limit" in address and len(read(address).json()["results"]) < 50]
    dearer = {address: (of_one[address], now) for address in addresses if (now := cost(address)) != of_one[address]}

    assert (short, dearer) == ([], {})


def test_next_leads_through_the_whole_list(bob: User, program: Callable[..., Program]) -> None:
    shop = open_shop(bob)
    wanted = {on_sale(shop).listing.number for _ in range(5)}
    found, path = [], "listings/?limit=2&sort=price_up"
    while path:
        page = program().send("get", path).json()
        found += [card["number"] for card in page["results"]]
        path = page["next"] and page["next"].partition("/api/v1/")[2]

    assert len(found) == 5
    assert set(found) == wanted


@pytest.mark.parametrize("sort", Sorting.values)
def test_reviews_come_in_every_order_that_there_is(sort: str, alice: User, program: Callable[..., Program]) -> None:
    review = a_review(delivered_line(alice))

    page = program().send("get", f"listings/{review.listing.number}/reviews/?sort={sort}").json()

    assert [each["rating"] for each in page["results"]] == [review.rating]
