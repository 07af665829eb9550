"""What must always be true of purchases, orders and promises: lines of `manage.py check_invariants`."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.db.models import F, OuterRef, Subquery, Sum
from django.db.models.functions import Coalesce

from catalog.models import Variant
from core import clock
from core.invariants import Violation, invariant
from orders import rules
from orders.models import Order, OrderLine, Promise, Purchase
from orders.promises import fits
from orders.states import HELD, OrderStatus, PurchaseStatus
from payments.models import Payment
from payments.services import held_for_orders

BATCH = 500


@invariant("I2", "What is reserved is what open purchases hold")
def reserved_is_what_open_purchases_hold() -> Iterator[Violation]:
    open_lines = (
        OrderLine.objects.filter(variant=OuterRef("pk"), order__status=OrderStatus.AWAITING_PAYMENT)
        .order_by()
        .values("variant")
        .annotate(units=Sum("quantity"))
        .values("units")
    )
    wrong: Any = Variant.objects.annotate(wanted=Coalesce(Subquery(open_lines), 0)).exclude(reserved=F("wanted"))
    for variant in wrong:
        yield Violation(f"variant {variant.pk}", f"{variant.reserved} reserved, open purchases hold {variant.wanted}.")


@invariant("I2", "What is sold is what paid orders hold")
def sold_is_what_paid_orders_hold() -> Iterator[Violation]:
    paid_lines = (
        OrderLine.objects.filter(variant=OuterRef("pk"), order__status__in=HELD | {OrderStatus.COMPLETED})
        .order_by()
        .values("variant")
        .annotate(units=Sum("quantity"))
        .values("units")
    )
    wrong: Any = Variant.objects.annotate(kept=Coalesce(Subquery(paid_lines), 0)).exclude(
        sold=F("kept") + F("returned")
    )
    for variant in wrong:
        yield Violation(
            f"variant {variant.pk}",
            f"{variant.sold} sold and {variant.returned} of them brought back, paid orders hold {variant.kept}.",
        )


@invariant("I3", "A purchase is the sum of its orders, an order the sum of its lines and its delivery")
def purchases_add_up() -> Iterator[Violation]:
    of_purchase = (
        Order.objects.filter(purchase=OuterRef("pk")).order_by().values("purchase").annotate(sum=Sum("total_amount"))
    )
    purchases: Any = Purchase.objects.annotate(orders_sum=Subquery(of_purchase.values("sum")))
    for purchase in purchases.exclude(total_amount=F("orders_sum")):
        yield Violation(f"purchase {purchase.number}", f"{purchase.total_amount}, its orders {purchase.orders_sum}.")
    of_order = (
        OrderLine.objects.filter(order=OuterRef("pk")).order_by().values("order").annotate(sum=Sum("total_amount"))
    )
    orders: Any = Order.objects.annotate(lines_sum=Subquery(of_order.values("sum")))
    for order in orders.exclude(items_amount=F("lines_sum")):
        yield Violation(f"order {order.number}", f"Things for {order.items_amount}, its lines {order.lines_sum}.")


@invariant("I3", "Each captured payment belongs to one purchase, whole, or went back")
def captured_payments_belong_to_one_purchase() -> Iterator[Violation]:
    limit = clock.now() - timedelta(minutes=30)
    unclaimed = (
        Payment.objects.captured()
        .filter(captured_at__lt=limit)
        .exclude(number__in=Purchase.objects.exclude(payment_number="").values("payment_number"))
        .exclude(refunds__order_number="")
    )
    for payment in unclaimed:
        yield Violation(f"payment {payment.number}", "Captured, but it paid no purchase and was not given back.")
    for purchase in Purchase.objects.filter(status=PurchaseStatus.PAID):
        paid_by = Payment.objects.captured().filter(number=purchase.payment_number).first()
        if paid_by is None or paid_by.amount != purchase.total or paid_by.purchase_number != purchase.number:
            yield Violation(f"purchase {purchase.number}", "Paid, but not by a captured payment of its total.")


@invariant("I3", "What is held is what open orders are worth")
def held_money_is_what_open_orders_are_worth() -> Iterator[Violation]:
    orders_of: dict[str, list[Order]] = defaultdict(list)
    for order in Order.objects.filter(paid_at__isnull=False).only("number", "status", "total_amount", "currency"):
        orders_of[order.currency].append(order)
    for currency, orders in orders_of.items():
        for start in range(0, len(orders), BATCH):
            batch = orders[start : start + BATCH]
            held = held_for_orders([order.number for order in batch], currency=currency)
            for order in batch:
                wanted = order.total if order.is_held else order.total * 0
                if held[order.number] != wanted:
                    yield Violation(
                        f"order {order.number}",
                        f"{held[order.number].amount} is held, {wanted.amount} should be.",
                    )


@invariant("I5", "No reservation outlives its time")
def reservations_end() -> Iterator[Violation]:
    limit = clock.now() - rules.PROCESSING_GRACE - timedelta(minutes=15)
    for purchase in Purchase.objects.awaiting_payment().filter(due_at__lt=limit):
        yield Violation(f"purchase {purchase.number}", f"Reserved although its time ended at {purchase.due_at}.")


@invariant("I5", "No window to inspect outlives its time")
def windows_end() -> Iterator[Violation]:
    limit = clock.now() - timedelta(hours=1)
    for order in Order.objects.filter(status=OrderStatus.DELIVERED, release_at__lt=limit):
        yield Violation(f"order {order.number}", f"Still held although it was to be released at {order.release_at}.")


@invariant("I8", "Every promise fits its digest, and each line still is what was promised with it")
def promises_fit() -> Iterator[Violation]:
    for promise in Promise.objects.iterator(chunk_size=BATCH):
        if not fits(promise):
            yield Violation(f"promise {promise.digest[:12]}", "The text is not the one that was promised.")
    for line in OrderLine.objects.select_related("promise").iterator(chunk_size=BATCH):
        if not fits(line.promise):
            continue
        says = json.loads(line.promise.document)
        thing, price = says["thing"], says["price"]
        promised = (thing["title"], thing["sku"], price["amount"], price["currency"])
        if (line.title, line.sku, line.unit_amount, line.currency) != promised:
            yield Violation(f"order line {line.pk}", "Its title, SKU or price is not what was promised.")
