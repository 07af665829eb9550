"""Somebody's own first page."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from orders.tests.factories import paid_order
from sellers.tests.factories import an_application
from storefront.tests.factories import NAUGHTY, euro_shop

ACCOUNT = "/account/"


def shown(client: Client) -> str:
    answer = client.get(ACCOUNT)
    assert answer.status_code == 200
    return answer.text


def test_a_visitor_is_sent_to_sign_in(db: None) -> None:
    answer = Client().get(ACCOUNT)

    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("account_login"))


def test_somebody_new_is_shown_what_there_is_to_do(alice: User, as_: Callable[[User], Client]) -> None:
    text = shown(as_(alice))

    assert "Hello, Alice" in text
    assert "You have not bought anything yet" in text
    assert reverse("sellers:start") in text


def test_it_shows_ones_own_orders_and_letters_and_nobody_elses(
    alice: User, mallory: User, as_: Callable[[User], Client], deliver: Callable[[], int]
) -> None:
    order = paid_order(alice)
    deliver()

    assert order.number in shown(as_(alice))
    assert 'class="unread"' in shown(as_(alice))
    assert order.number not in shown(as_(mallory))
    assert 'class="unread"' not in shown(as_(mallory))


def test_an_application_says_where_it_stands(alice: User, as_: Callable[[User], Client]) -> None:
    application = an_application(alice, trading_name="Alice's cups")

    text = shown(as_(alice))

    assert "Alice&#x27;s cups" in text
    assert reverse("sellers:application", args=[application.number]) in text


def test_who_works_in_a_shop_finds_the_desk(bob: User, as_: Callable[[User], Client]) -> None:
    shop = euro_shop(bob)

    assert reverse("storefront:desk", args=[shop.slug]) in shown(as_(bob))


@pytest.mark.parametrize("words", NAUGHTY)
def test_a_name_stays_text(alice: User, as_: Callable[[User], Client], words: str) -> None:
    User.objects.filter(pk=alice.pk).update(name=words)

    text = shown(as_(alice))

    assert "<script>alert" not in text
    assert "<img src=x" not in text


def test_it_costs_the_same_for_one_order_as_for_many(
    alice: User,
    as_: Callable[[User], Client],
    deliver: Callable[[], int],
    count_queries: Callable[[Callable[[], object]], int],
) -> None:
    client = as_(alice)
    paid_order(alice)
    deliver()
    cost_of_one = count_queries(lambda: shown(client))
    for _order in range(6):
        paid_order(alice)
    deliver()

    # Besides: the session, the person, the holes.
    assert count_queries(lambda: shown(client)) == cost_of_one <= 8
