"""Every way in which baskets, purchases, orders and parcels can change."""

from orders.services.accepting import accept_order, release_due_orders, release_order
from orders.services.baskets import (
    add_to_basket,
    change_quantity,
    forget_old_baskets,
    merge_baskets,
    open_basket,
    remove_line,
)
from orders.services.cancelling import cancel_order, cancel_purchase, expire_purchase, expire_purchases
from orders.services.claiming import claim_guest_purchases
from orders.services.completing import complete_paid_purchases, complete_purchase
from orders.services.delivering import confirm_arrival, presume_delivered, presume_deliveries, record_tracking
from orders.services.paying import start_paying
from orders.services.placing import Address, place_purchases
from orders.services.sending import pack_order, ship_order
from orders.services.simulating import move_parcel, move_parcels
from orders.services.summing import note_all_sales, note_sales_of

__all__ = [
    "Address",
    "accept_order",
    "add_to_basket",
    "cancel_order",
    "cancel_purchase",
    "change_quantity",
    "claim_guest_purchases",
    "complete_paid_purchases",
    "complete_purchase",
    "confirm_arrival",
    "expire_purchase",
    "expire_purchases",
    "forget_old_baskets",
    "merge_baskets",
    "move_parcel",
    "move_parcels",
    "note_all_sales",
    "note_sales_of",
    "open_basket",
    "pack_order",
    "place_purchases",
    "presume_delivered",
    "presume_deliveries",
    "record_tracking",
    "release_due_orders",
    "release_order",
    "remove_line",
    "ship_order",
    "start_paying",
]
