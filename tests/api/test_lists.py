"""Lists cost the same for one row as for several, and are paged."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from accounts.models import User
from notifications.tests.factories import a_notification
from orders.tests.factories import delivered_order, on_sale
from reviews.states import Sorting
from reviews.tests.factories import a_review, delivered_line
from sellers.tests.factories import open_shop
from tests.api.conftest import Program

pytestmark = pytest.mark.django_db
Count = Callable[[Callable[[], object]], int]
MANY = 4


@pytest.mark.parametrize(
    "path",
    [
        "listings/",
        "listings/?sort=price_up",
        "listings/?q=mug",
        "listings/facets/",
        "orders/",
        "purchases/",
        "notifications/",
        "desk/{shop}/orders/?show=all",
        "desk/{shop}/listings/",
        "desk/{shop}/reviews/",
        "shops/{shop}/reviews/",
        "shops/{shop}/policies/",
        "categories/",
    ],
)
def test_a_list_costs_the_same_for_many(
    path: str, alice: User, bob: User, program: Callable[..., Program], count_queries: Count
) -> None:
    shop = open_shop(bob)
    variant = on_sale(shop, stock=500)
    person = program(bob if path.startswith("desk") else alice)
    address = path.format(shop=shop.slug)

    def more(times: int) -> None:
        for _ in range(times):
            if "listings" in path:
                on_sale(shop)
            elif "reviews" in path:
                a_review(delivered_line(alice, shop, variant=variant))
            elif "notifications" in path:
                a_notification(alice)
            else:
                delivered_order(alice, shop, variant=variant)

    more(1)
    person.send("get", address)
    cost_of_one = count_queries(lambda: person.send("get", address))
    more(MANY)

    assert person.send("get", address).status_code == 200
    assert count_queries(lambda: person.send("get", address)) == cost_of_one


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
