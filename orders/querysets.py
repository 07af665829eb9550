"""Which purchases, orders and lines, and how much of each."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Count, Prefetch, Q, Sum

from core import clock
from core.lookups import GivenKeys
from core.statements import Given
from orders.states import HELD, KEPT, ON_THE_WAY, SENT, TO_SEND, CancelledBecause, OrderStatus, PurchaseStatus
from sellers.models import ShopRole

if TYPE_CHECKING:
    from datetime import datetime

    from accounts.models import User
    from catalog.models import Listing
    from orders.models import BasketLine, Order, OrderLine, Purchase, Shipment  # noqa: F401


class BasketLineQuerySet(models.QuerySet["BasketLine"]):
    def with_card(self) -> Self:
        """Everything that one line of the basket page says, or of a promise, as far as it is one row."""
        return self.select_related(
            "variant__listing__shop__seller", "variant__listing__cover", "variant__listing__category"
        )

    def in_shown_order(self) -> Self:
        return self.order_by("variant__listing__shop__name", "variant__listing__shop_id", "pk")

    def units(self) -> int:
        return int(self.aggregate(units=Sum("quantity"))["units"] or 0)


class PurchaseQuerySet(models.QuerySet["Purchase"]):
    def bought_by(self, user: User | Given) -> Self:
        return self.filter(shopper=user)

    def opened_with(self, granted: Collection[int] | GivenKeys) -> Self:
        """A guest's purchases that this visitor opened with their secret link; a claimed one needs its owner."""
        return self.filter(pk__among=granted, shopper__isnull=True)

    def awaiting_payment(self) -> Self:
        return self.filter(status=PurchaseStatus.AWAITING_PAYMENT)

    def out_of_time(self) -> Self:
        """Reservations that have ended, by the database's clock."""
        return self.awaiting_payment().filter(due_at__lte=clock.database_now())

    def revivable(self) -> Self:
        """Ended only because no money came: if it comes after all, they may be paid."""
        return self.filter(status=PurchaseStatus.CANCELLED, cancelled_because=CancelledBecause.NOT_PAID_IN_TIME)


class OrderQuerySet(models.QuerySet["Order"]):
    # Which rows: whose they are, or adjectives.
    def bought_by(self, user: User) -> Self:
        return self.filter(purchase__shopper=user)

    def opened_with(self, granted: Collection[int]) -> Self:
        """Orders of a guest's purchases that this visitor opened with their secret link."""
        return self.filter(purchase__in=granted, purchase__shopper__isnull=True)

    def sold_by(self, user: User, *roles: ShopRole) -> Self:
        """Orders of the shops in which the user works, in one of `roles` when any are named."""
        works_there = Q(shop__memberships__user=user)
        if roles:
            works_there &= Q(shop__memberships__role__in=roles)
        # Before the money came it is nobody's business but the shopper's.
        return self.filter(works_there, paid_at__isnull=False)

    def to_send(self) -> Self:
        return self.filter(status__in=TO_SEND)

    def sent(self) -> Self:
        return self.filter(status__in=SENT)

    def held(self) -> Self:
        """Paid, and the money is not yet the seller's."""
        return self.filter(status__in=HELD)

    def due_for_release(self) -> Self:
        """Delivered, and the inspection window is over by the database's clock."""
        return self.filter(status=OrderStatus.DELIVERED, release_at__lte=clock.database_now())

    def presumed_delivered(self) -> Self:
        """Sent without scans that we can read, and silent for so long that they count as delivered."""
        return self.filter(status__in=ON_THE_WAY, presumed_delivered_at__lte=clock.database_now())

    # How much of each row: one `with_…` per screen.
    def with_card(self) -> Self:
        """What a shopper's list says of an order."""
        return (
            self.select_related("purchase", "shop")
            .prefetch_related(self._lines("listing__cover"))
            .annotate(units=Sum("lines__quantity"))
        )

    def with_desk_card(self) -> Self:
        """What the seller's list says of an order: no address."""
        return self.select_related("purchase", "shop").annotate(units=Sum("lines__quantity"), line_count=Count("lines"))

    def with_everything(self) -> Self:
        """What the page of one order says."""
        return self.select_related("purchase__shopper", "shop", "seller", "shipment").prefetch_related(
            self._lines("listing__cover", "promise"), "shipment__events"
        )

    def _lines(self, *related: str) -> Prefetch[str]:
        """The lines with what hangs on them, in one statement."""
        lines: Any = self.model._meta.get_field("lines").related_model
        return Prefetch("lines", lines.objects.select_related(*related))


class OrderLineQuerySet(models.QuerySet["OrderLine"]):
    def received(self) -> Self:
        """Lines of orders that arrived: what may be reviewed."""
        return self.filter(order__status__in=(OrderStatus.DELIVERED, OrderStatus.COMPLETED))

    def bought_by(self, user: User) -> Self:
        return self.filter(order__purchase__shopper=user)

    def kept_of(self, listing: Listing, *, paid_since: datetime) -> Self:
        """Lines of one listing that were paid since then, and neither cancelled nor refunded."""
        return self.filter(listing=listing, order__status__in=KEPT, order__paid_at__gte=paid_since)

    def with_who_bought(self) -> Self:
        """What a letter to whoever bought says of a line."""
        # Many bought under the same promise: its document is read once for all of them.
        known = self.select_related("order__purchase__shopper", "order__shop").prefetch_related("promise")
        return known.order_by("-order", "position")


class ShipmentQuerySet(models.QuerySet["Shipment"]):
    def due_to_move(self) -> Self:
        """Simulated parcels whose next step is due."""
        return self.filter(due_at__lte=clock.database_now()).order_by("due_at", "pk")
