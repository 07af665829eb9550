"""What a seller owes shoppers: orders that are on their way to an end."""

from __future__ import annotations

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import ngettext

from core.formatting import number
from orders.models import Order
from orders.states import HELD
from sellers.models import Seller
from sellers.owing import Owed, owes


@owes
def orders_owed(seller: Seller) -> list[Owed]:
    """One line for each shop with open orders. One query."""
    open_orders = Order.objects.filter(shop__seller=seller, status__in=HELD)
    counted = open_orders.values_list("shop__slug", "shop__name").annotate(count=Count("pk")).order_by("shop__name")
    return [
        Owed(
            count,
            ngettext(
                "%(shop)s: %(shown)s order is open. Send it as promised; it ends like every other.",
                "%(shop)s: %(shown)s orders are open. Send them as promised; they end like all others.",
                count,
            )
            % {"shop": name, "shown": number(count)},
            reverse("orders:desk_list", kwargs={"shop": slug}),
        )
        for slug, name, count in counted
    ]
