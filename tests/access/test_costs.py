"""
Every page that anybody can open costs as many statements for fifty rows as for one.

Each is opened by somebody to whom it opens, before and after everything there is fifty times; the tables of the access
matrix say which pages there are, so that a new list cannot be forgotten here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from pytest_django.fixtures import Settings

from catalog.models import CatalogueImport, Variant
from catalog.tests.imports import taken_in
from notifications.models import Notification
from orders.models import Order
from reviews.models import Review
from reviews.tests.factories import a_review, a_review_photo
from tests.access.matrix import MATRIX, Row
from tests.access.test_admin import DESKS
from tests.access.test_admin import url_of as list_of
from tests.access.test_matrix import url_of
from tests.access.world import World
from tests.api.many import more_listings, more_of_brands_and_reports, more_of_the_rest, more_of_the_trail, more_orders

# To strangers first, as most readers of public pages are; then to those whose rows become many.
READERS = ("anonymous", "bob", "alice", "gus")
# Not the database's doing.
NO_READING = {"readyz"}
MOST = 8
# A listing's workshop shows five tables with a form each, for one person; a file is made once; staff are few.
DEARER = {"catalog:listing_edit": 15, "catalog:export": 12}
# What is required of a seller stands beside what they offer and what they showed, for one person who has a factor.
DEARER |= {"storefront:credentials": 10, "sellers:credential": 11, "sellers:credential_document": 11}
# That it was opened, and about whom it is, is put on the trail before a document is sent.
DEARER |= {"sellers:brand_paper": 9}
# allauth asks for each kind of factor by itself, and twice; what it knew a moment ago is not kept, for safety.
DEARER |= dict.fromkeys(("account_reauthenticate", "mfa_reauthenticate", "mfa_add_webauthn"), 9)
MOST_FOR_STAFF = 9


def reader_of(row: Row) -> str | None:
    return next((role for role in READERS if row.get[role] == 200), None)


def pages(world: World) -> Iterator[tuple[str, str, int]]:
    """Each page with somebody to whom it opens, and what it may cost."""
    for row in MATRIX:
        if row.name not in NO_READING and (role := reader_of(row)):
            yield url_of(row, world), role, DEARER.get(row.name, MOST)
    for label, desk in DESKS.items():
        yield list_of(label, "changelist"), min(desk.seen_by), MOST_FOR_STAFF


def one_of_each(world: World) -> tuple[Variant, Order, Review, Notification, CatalogueImport]:
    variant = Variant.objects.get(sku=world.things["sku"])
    order = Order.objects.get(number=world.things["delivered"])
    review = a_review_photo(a_review(order.lines.get())).review
    told = Notification.objects.get(number=world.things["told_number"])
    taken = taken_in(order.shop, world.people["bob"], b"title,price\nA cup,5\n")
    return variant, order, review, told, taken


# The mark undoes what the test makes, and makes pytest-django set up the database.
@pytest.mark.django_db
def test_every_page_costs_the_same_for_fifty_rows_as_for_one(
    world: World, settings: Settings, count_queries: Callable[[Callable[[], object]], int]
) -> None:
    # A page that is kept costs one statement, whatever is in it.
    assert not settings.REMEMBER_PAGES
    variant, order, review, told, taken = one_of_each(world)
    known = sorted(set(pages(world)))

    def cost(url: str, role: str) -> int:
        browser = world.browser(role)

        def read() -> bytes:
            answer = browser.get(url)
            assert answer.status_code == 200, (url, role)
            return b"".join(answer)

        read()
        return count_queries(read)

    of_one = {url: cost(url, role) for url, role, _most in known}
    more_listings(variant)
    more_orders(order, review)
    more_of_the_rest(order.shop, told, taken)
    more_of_the_trail(world.people["bob"])
    more_of_brands_and_reports(order.shop)
    of_fifty = {url: cost(url, role) for url, role, _most in known}

    assert {url: (of_one[url], now) for url, now in of_fifty.items() if now > of_one[url]} == {}
    assert {url: of_fifty[url] for url, _role, most in known if of_fifty[url] > most} == {}
