"""What happens at the same instant: on PostgreSQL, with threads."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.db import connection

from core import clock
from core.errors import DomainError
from core.models import Event
from core.numbers import new_token
from orders import services
from orders.models import Order, Purchase
from orders.states import CancelledBecause, OrderStatus, PurchaseStatus
from orders.tests.factories import (
    basket_with,
    captured_payment,
    delivered_order,
    on_sale,
    paid_order,
    payment_of,
    place,
    placed_purchase,
    settle,
)
from payments.models import LedgerTransaction, Refund
from payments.services import held_for_order
from policies.founding import FOUNDING
from policies.models import Policy
from policies.services import publish_policy
from sellers.tests.factories import open_shop

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def _platform(transactional_db: None) -> None:
    """A test that commits is followed by a flush; the platform's policies must be there again for the next."""
    for draft in FOUNDING:
        if not Policy.objects.filter(shop=None, kind=draft.kind, current__isnull=False).exists():
            publish_policy(
                shop=None,
                kind=draft.kind,
                title=draft.title,
                body=draft.body,
                terms=draft.terms,
                language="en",
                by=None,
            )


def at_once(*calls: Callable[[], object]) -> list[object]:
    """Run all calls in threads that start together; what each returned, or the refusal that it raised."""
    barrier = threading.Barrier(len(calls))

    def run(call: Callable[[], object]) -> object:
        barrier.wait()
        try:
            return call()
        except DomainError as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))


def refusals(results: Sequence[object]) -> list[DomainError]:
    return [result for result in results if isinstance(result, DomainError)]


def test_fifty_shoppers_who_buy_the_last_three_get_exactly_three() -> None:
    mug = on_sale(stock=3)
    baskets = [basket_with(mug) for _ in range(50)]

    results = at_once(*[partial(place, basket) for basket in baskets])

    mug.refresh_from_db()
    assert len(refusals(results)) == 47
    assert Purchase.objects.count() == 3
    assert (mug.on_hand, mug.reserved, mug.sold) == (0, 3, 0)


def test_shoppers_who_want_the_same_things_in_another_order_do_not_lock_each_other_out() -> None:
    shop = open_shop()
    things = [on_sale(shop, stock=40) for _ in range(4)]
    baskets = [basket_with(*(things if turn % 2 else reversed(things))) for turn in range(20)]

    results = at_once(*[partial(place, basket) for basket in baskets])

    assert refusals(results) == []
    assert Purchase.objects.count() == 20


def test_the_same_form_sent_twice_at_once_is_one_purchase() -> None:
    for number in range(10):
        mug = on_sale(stock=1)
        basket, key = basket_with(mug), new_token()

        def send(basket: Any = basket, key: str = key, email: str = f"guest{number}@example.com") -> list[int]:
            return [purchase.pk for purchase in place(basket, checkout_key=key, email=email)]

        results = at_once(send, send, send)

        assert len({str(result) for result in results}) == 1, results
        mug.refresh_from_db()
        assert (mug.on_hand, mug.reserved) == (0, 1)


def test_two_forms_for_one_basket_at_once_buy_it_once() -> None:
    for _round in range(10):
        mug = on_sale(stock=9)
        basket = basket_with(mug)

        results = at_once(partial(place, basket), partial(place, basket))

        mug.refresh_from_db()
        assert len(refusals(results)) == 1
        assert (mug.on_hand, mug.reserved) == (8, 1)


def test_webhook_return_page_and_sweep_at_once_complete_once() -> None:
    shop = open_shop()
    for _round in range(20):
        purchase = placed_purchase(variant=on_sale(shop, stock=2))
        captured_payment(purchase)

        def complete(pk: int = purchase.pk) -> str:
            return services.complete_purchase(Purchase.objects.get(pk=pk)).status

        results = at_once(complete, complete, complete, complete)

        order = purchase.orders.get()
        told = Counter(Event.objects.of("order", order.pk).values_list("name", flat=True))
        assert results == [PurchaseStatus.PAID] * 4
        assert told["OrderPaid"] == 1
        assert held_for_order(order.number, currency="IDR") == order.total
        assert LedgerTransaction.objects.filter(purchase_number=purchase.number).count() == 1
    assert not Refund.objects.exists()


def test_money_and_the_end_of_the_reservation_at_once_lose_nothing() -> None:
    shop = open_shop()
    for _round in range(20):
        mug = on_sale(shop, stock=1)
        purchase = placed_purchase(variant=mug)
        captured_payment(purchase)

        def end(pk: int = purchase.pk) -> object:
            return services.cancel_purchase(Purchase.objects.get(pk=pk), because=CancelledBecause.NOT_PAID_IN_TIME)

        def complete(pk: int = purchase.pk) -> object:
            return services.complete_purchase(Purchase.objects.get(pk=pk))

        at_once(end, complete)

        purchase.refresh_from_db()
        mug.refresh_from_db()
        # Whoever was first: the thing is there, so the money buys it.
        assert purchase.status == PurchaseStatus.PAID
        assert (mug.on_hand, mug.reserved, mug.sold) == (0, 0, 1)
    assert not Refund.objects.exists()


def test_late_money_for_the_last_one_either_buys_it_or_goes_back() -> None:
    shop = open_shop()
    for _round in range(10):
        mug = on_sale(shop, stock=1)
        late = placed_purchase(variant=mug)
        payment = payment_of(late)
        services.cancel_purchase(late, because=CancelledBecause.NOT_PAID_IN_TIME)
        settle(payment, "pay")
        rival = basket_with(mug)

        at_once(
            partial(services.complete_purchase, Purchase.objects.get(pk=late.pk)),
            partial(services.complete_purchase, Purchase.objects.get(pk=late.pk)),
            partial(place, rival),
        )

        late.refresh_from_db()
        mug.refresh_from_db()
        refunds = Refund.objects.filter(payment=payment).count()
        told = Event.objects.of("purchase", late.pk).filter(name="LatePaymentRefunded").count()
        if late.status == PurchaseStatus.PAID:
            assert (mug.reserved, mug.sold, refunds, told) == (0, 1, 0, 0)
        else:
            assert (mug.reserved, mug.sold, refunds, told) == (1, 0, 1, 1)


def test_accepting_and_the_end_of_the_window_at_once_release_once() -> None:
    shop = open_shop()
    for _round in range(10):
        order = delivered_order(shop=shop)
        with clock.at(clock.now() + timedelta(days=30)):
            Order.objects.filter(pk=order.pk).update(release_at=clock.now() - timedelta(days=40))

        results = at_once(
            partial(services.accept_order, order),
            partial(services.release_order, order),
            partial(services.accept_order, order),
        )

        assert len(refusals(results)) == 2
        assert Order.objects.get(pk=order.pk).status == OrderStatus.COMPLETED
        assert held_for_order(order.number, currency="IDR").is_zero
        assert LedgerTransaction.objects.filter(key=f"release:{order.number}").count() == 1


def test_packing_and_cancelling_at_once_do_one_of_the_two() -> None:
    shop = open_shop()
    for _round in range(10):
        order = paid_order(shop=shop)

        results = at_once(
            partial(services.pack_order, order),
            partial(services.cancel_order, order, because=CancelledBecause.BY_SHOPPER),
        )

        status = Order.objects.get(pk=order.pk).status
        assert len(refusals(results)) == 1
        held = held_for_order(order.number, currency="IDR")
        assert (status, held) in [(OrderStatus.PACKED, order.total), (OrderStatus.CANCELLED, order.total * 0)]
