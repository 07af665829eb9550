"""Purchases, orders, promises."""

from __future__ import annotations

from django.db.models import F

from core import clock
from orders.models import Promise
from orders.states import OrderStatus
from tests.access.world import World
from tests.ground.damage.by_hand import TWO_DAYS, breaks, order_of, unpaid_of, variant_of, write


@breaks("What is reserved is what open purchases hold")
def more_reserved(world: World) -> str:
    variant = variant_of(world)
    write(variant, on_hand=F("on_hand") - 1, reserved=F("reserved") + 1)
    return f"variant {variant.pk}"


@breaks("What is sold is what paid orders hold")
def less_sold(world: World) -> str:
    variant = variant_of(world)
    write(variant, on_hand=F("on_hand") + 1, sold=F("sold") - 1)
    return f"variant {variant.pk}"


@breaks("A purchase is the sum of its orders, an order the sum of its lines and its delivery")
def dearer_purchase(world: World) -> str:
    purchase = unpaid_of(world)
    write(purchase, items_amount=F("items_amount") + 1, total_amount=F("total_amount") + 1)
    return f"purchase {purchase.number}"


@breaks("Each captured payment belongs to one purchase, whole, or went back")
def paid_by_nothing(world: World) -> str:
    purchase = order_of(world, "paid").purchase
    write(purchase, payment_number="0000-0000")
    return f"purchase {purchase.number}"


@breaks("What is held is what open orders are worth")
def completed_by_hand(world: World) -> str:
    order = order_of(world, "delivered")
    write(order, status=OrderStatus.COMPLETED, released_at=clock.now())
    return f"order {order.number}"


@breaks("No reservation outlives its time")
def forgotten_reservation(world: World) -> str:
    purchase = unpaid_of(world)
    write(purchase, due_at=clock.now() - TWO_DAYS)
    return f"purchase {purchase.number}"


@breaks("No window to inspect outlives its time")
def forgotten_window(world: World) -> str:
    order = order_of(world, "delivered")
    write(order, release_at=clock.now() - TWO_DAYS)
    return f"order {order.number}"


@breaks("Every promise fits its digest, and each line still is what was promised with it")
def another_promise(world: World) -> str:
    promise = order_of(world, "paid").lines.get().promise
    Promise.objects.filter(pk=promise.pk).update(document=promise.document.replace("mug", "jug"))
    return f"promise {promise.digest[:12]}"
