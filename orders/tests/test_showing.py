"""How an order looks to the two who share it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from core import clock
from core.formatting import money
from orders import services
from orders.models import Order
from orders.showing import money_bar, next_steps, parcel_steps, timeline
from orders.states import OrderStatus, TrackingCode
from orders.tests.factories import delivered_order, order_in, sent_order


def look(order: Order) -> list[tuple[str, str]]:
    order = Order.objects.with_everything().get(pk=order.pk)
    shipment = getattr(order, "shipment", None)
    return [(step.title, step.state) for step in timeline(order, shipment.events.all() if shipment else [])]


@pytest.mark.parametrize(
    ("status", "done", "now"),
    [
        ("awaiting_payment", [], ""),
        ("paid", [], "Paid"),
        ("packed", ["Paid"], "Packed"),
        ("handed_over", ["Paid", "Packed"], "Handed over"),
        ("in_transit", ["Paid", "Packed", "Handed over"], "In transit"),
        ("out_for_delivery", ["Paid", "Packed", "Handed over"], "Out for delivery"),
        ("delivered", ["Paid", "Packed", "Handed over", "Delivered"], ""),
        ("completed", ["Paid", "Packed", "Handed over", "Delivered"], ""),
        ("cancelled", ["Paid", "Cancelled"], ""),
    ],
)
def test_the_timeline_says_what_is_done_and_what_is_now(db: None, status: str, done: list[str], now: str) -> None:
    steps = look(order_in(status))

    assert [title for title, state in steps if state == "done"] == done
    assert [title for title, state in steps if state == "now"] == ([now] if now else [])


def test_the_promised_day_stands_where_delivery_is_still_to_come(db: None) -> None:
    order = Order.objects.with_everything().get(pk=sent_order().pk)

    assert "promised by" in str(timeline(order)[-1].at)


def test_an_arrival_says_whether_it_was_on_time(db: None) -> None:
    order = delivered_order()
    assert timeline(order)[-1].place == "on time"

    order.delivered_at = clock.now() + timedelta(days=99)

    assert "promised by" in timeline(order)[-1].place


def test_a_paid_purchase_says_what_comes_next_and_by_when(db: None) -> None:
    one, other = order_in("paid"), order_in("packed")
    one.promised_from, one.promised_by, one.inspection_days = date(2026, 12, 4), date(2026, 12, 8), 14
    other.promised_from, other.promised_by, other.inspection_days = date(2026, 12, 2), date(2026, 12, 5), 30

    steps = next_steps([one, other])

    assert [step.state for step in steps] == ["done", "now", "next", "next", "next"]
    assert (steps[2].at, steps[3].at) == ("2 Dec – 8 Dec", "14 – 30 days")
    assert steps[1].title == "Each shop packs and sends its part"
    assert next_steps([one])[3].at == "14 days"


@pytest.mark.parametrize("status", ["in_transit", "delivered", "completed", "cancelled"])
def test_nothing_comes_next_once_it_is_sent_or_over(db: None, status: str) -> None:
    assert next_steps([order_in(status)]) == []


def test_a_parcel_says_who_reported_what(db: None) -> None:
    order = sent_order()
    services.record_tracking(order.shipment, code=TrackingCode.IN_TRANSIT, place="Depok")
    services.confirm_arrival(order)

    steps = parcel_steps(order.shipment.events.all())

    assert [step.place for step in steps] == ["Jakarta · says the shop", "Depok", "says the shopper"]


@pytest.mark.parametrize("status", OrderStatus)
def test_both_sides_see_the_same_bar(db: None, status: str) -> None:
    order = Order.objects.with_everything().get(pk=order_in(status).pk)

    shoppers, sellers = money_bar(order, for_seller=False), money_bar(order, for_seller=True)

    assert shoppers.steps == sellers.steps
    assert shoppers.headline
    assert sellers.headline
    assert "ommission" not in shoppers.headline + shoppers.note


def test_only_the_seller_learns_the_share(db: None) -> None:
    order = Order.objects.with_everything().get(pk=order_in("paid").pk)

    share = money(order.sellers_share)
    assert share in money_bar(order, for_seller=True).headline
    assert share not in money_bar(order, for_seller=False).headline
