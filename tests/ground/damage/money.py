"""The ledger, payments, refunds."""

from __future__ import annotations

from django.db.models import F

from core import clock
from orders import services as orders
from orders.states import CancelledBecause
from orders.tests.factories import captured_payment
from payments.kinds import AccountKind, TransactionKind
from payments.models import Payment, Refund
from payments.tests.test_invariants import write_past_the_services
from tests.access.world import World
from tests.ground.damage.by_hand import TWO_DAYS, breaks, order_of, unpaid_of, variant_of, write


@breaks("Every ledger transaction sums to zero in each currency")
def unbalanced(world: World) -> str:
    movement = write_past_the_services("by hand", [(AccountKind.COMMISSION, 5, "")], variant_of(world).shop.seller)
    return f"ledger transaction {movement.pk}"


@breaks("Every captured payment came into the ledger once and whole")
def nowhere(world: World) -> str:
    payment = captured_payment(unpaid_of(world))
    write(payment, captured_at=clock.now() - TWO_DAYS)
    return f"payment {payment.number}"


@breaks("No more leaves the held funds of an order than was held")
def overdrawn(world: World) -> str:
    number = world.things["delivered"]
    moved = [(AccountKind.HELD, -5, number), (AccountKind.COMMISSION, 5, number)]
    write_past_the_services("release", moved, variant_of(world).shop.seller)
    return f"order {number}"


@breaks("An order is paid by one payment")
def held_twice(world: World) -> str:
    number = world.things["delivered"]
    moved = [(AccountKind.HELD, 5, number), (AccountKind.COMMISSION, -5, number)]
    write_past_the_services(TransactionKind.HOLD, moved, variant_of(world).shop.seller)
    return f"order {number}"


@breaks("No payment gives back more than it took")
def gives_back_too_much(world: World) -> str:
    order = orders.cancel_order(order_of(world, "paid"), because=CancelledBecause.BY_SHOPPER)
    refund = Refund.objects.get(order_number=order.number)
    write(refund, minor_units=F("minor_units") + 1)
    return f"payment {refund.payment.number}"


@breaks("What providers tell fits our record")
def disagreeing_payment(world: World) -> str:
    payment = Payment.objects.get(provider_reference=world.things["charge"])
    write(payment, problem="The provider says another amount.")
    return f"payment {payment.number}"


@breaks("No payment, webhook or refund waits on machines for longer than its limit")
def payment_that_nobody_closed(world: World) -> str:
    payment = Payment.objects.get(provider_reference=world.things["charge"])
    write(payment, pay_until=clock.now() - TWO_DAYS)
    return f"payment {payment.number}"
