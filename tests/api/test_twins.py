"""The same request twice at the same moment, on a server that really does two things at once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from accounts.models import User
from core.models import IdempotencyKey
from orders.models import Order, Purchase
from orders.tests.factories import basket_with, delivered_order, on_sale
from payments.kinds import TransactionKind
from payments.models import LedgerTransaction, Payment
from sellers.tests.factories import open_shop
from tests.api.conftest import Program

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
TWINS = 4


def at_once(user: User, path: str, body: Any = None) -> list[Any]:
    """The same request, sent by several threads at the same moment under one key."""
    barrier = Barrier(TWINS)
    programs = [Program(user) for _ in range(TWINS)]

    def send(program: Program) -> Any:
        try:
            barrier.wait()
            return program.send("post", path, body, key="twins-00001")
        finally:
            connection.close()

    with ThreadPoolExecutor(TWINS) as threads:
        return list(threads.map(send, programs))


def all_say_the_same(answers: list[Any], status: int) -> None:
    assert {answer.status_code for answer in answers} == {status}, [answer.content for answer in answers]
    assert len({answer.content for answer in answers}) == 1
    assert IdempotencyKey.objects.count() == 1


def test_a_purchase_is_placed_once(alice: User, bob: User) -> None:
    variant = on_sale(open_shop(bob), stock=9)
    basket_with(variant, user=alice)
    shown = Program(alice).send("post", "checkout/quote/", {}).json()["shown"]
    address = {"full_name": "Alice", "street": "Lane 1", "city": "Berlin", "country": "DE"}

    answers = at_once(alice, "checkout/", {"shown": shown, "address": address})

    all_say_the_same(answers, 201)
    assert Purchase.objects.count() == 1
    variant.refresh_from_db()
    assert variant.reserved == 1


def test_a_payment_is_started_once(alice: User, bob: User) -> None:
    from orders.tests.factories import place

    purchase = place(basket_with(on_sale(open_shop(bob)), user=alice))[0]

    all_say_the_same(at_once(alice, f"purchases/{purchase.number}/payment/"), 200)

    assert Payment.objects.of_purchase(purchase.number).count() == 1


def test_money_is_released_once(alice: User, bob: User) -> None:
    order = delivered_order(alice, open_shop(bob))

    all_say_the_same(at_once(alice, f"orders/{order.number}/accept/"), 200)

    assert Order.objects.get(pk=order.pk).status == "completed"
    released = LedgerTransaction.objects.filter(kind=TransactionKind.RELEASE)
    assert released.count() == 1
