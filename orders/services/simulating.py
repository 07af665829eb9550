"""Moving the demo's parcels."""

from __future__ import annotations

from django.conf import settings
from django.db import transaction

from core import clock
from core.timers import sweep
from orders import simulation
from orders.errors import NotAllowed
from orders.models import Order, Shipment
from orders.services.delivering import record_tracking
from orders.states import Carrier


@transaction.atomic
def move_parcel(shipment: Shipment) -> Shipment:
    """
    Take the parcel's next step, once: of two who try at the same moment, one does.

    Raises NotAllowed when it is not the simulated carrier's, has arrived, or was moved by somebody else.
    """
    # The order first, as whoever else moves it does: else this and a shopper who accepts wait for each other.
    Order.objects.select_for_update(no_key=True).get(pk=shipment.order_id)
    shipment = Shipment.objects.select_related("order__shop", "order__purchase").get(pk=shipment.pk)
    steps = simulation.way(from_place=shipment.order.shop.city, to_place=shipment.order.purchase.city)
    now, taken = clock.now(), shipment.step + 1
    mine = Shipment.objects.filter(
        pk=shipment.pk, carrier=Carrier.SIMULATED, step=shipment.step, due_at__isnull=False
    ).update(step=taken, due_at=simulation.next_step_at(steps, taken, now))
    if not mine:
        raise NotAllowed("This parcel is not moved by the simulated carrier now.")
    shipment.refresh_from_db(fields=["step", "due_at"])
    step = steps[taken - 1]
    record_tracking(shipment, code=step.code, place=step.place, happened_at=now)
    return shipment


def move_parcels() -> int:
    """Move every parcel whose next step is due; returns how many. Only the demo has such parcels."""
    if not settings.DEMO:
        return 0
    return sweep(Shipment.objects.due_to_move(), move_parcel)
