"""The API of buying and sending: the same services as the pages, behind doors for programs."""

from django.urls import path

from orders.api.basket import BasketDoor, JoinDoor
from orders.api.checkout import CheckoutDoor
from orders.api.desk import DeskOrderDoor, DeskPaperDoor, TrackingNumberDoor
from orders.api.purchases import PurchaseDoor
from orders.api.shopper import OrderDoor, OrderPaperDoor

PURCHASE = "purchases/<number:number>/"
ORDER = "orders/<number:number>/"
DESK = "desk/<slug:shop>/orders/"
DESK_ORDER = f"{DESK}<number:number>/"

routes = [
    path("basket/", BasketDoor.as_view({"get": "show"}), name="basket"),
    path("basket/lines/", BasketDoor.as_view({"post": "add", "put": "change"}), name="basket-lines"),
    path("basket/join/", JoinDoor.as_view({"post": "join"}), name="basket-join"),
    path("checkout/quote/", CheckoutDoor.as_view({"post": "quote"}), name="checkout-quote"),
    path("checkout/", CheckoutDoor.as_view({"post": "place"}), name="checkout"),
    path("purchases/", PurchaseDoor.as_view({"get": "index"}), name="purchases"),
    path(PURCHASE, PurchaseDoor.as_view({"get": "show"}), name="purchase"),
    path(f"{PURCHASE}cancel/", PurchaseDoor.as_view({"post": "cancel"}), name="purchase-cancel"),
    path(f"{PURCHASE}payment/", PurchaseDoor.as_view({"get": "payment", "post": "pay"}), name="payment"),
    path(f"{PURCHASE}payment/check/", PurchaseDoor.as_view({"post": "check"}), name="payment-check"),
    path("orders/", OrderDoor.as_view({"get": "index"}), name="orders"),
    path(ORDER, OrderDoor.as_view({"get": "show"}), name="order"),
    path(f"{ORDER}cancel/", OrderDoor.as_view({"post": "cancel"}), name="order-cancel"),
    path(f"{ORDER}confirm-arrival/", OrderDoor.as_view({"post": "confirm_arrival"}), name="order-confirm-arrival"),
    path(f"{ORDER}accept/", OrderDoor.as_view({"post": "accept"}), name="order-accept"),
    path(f"{ORDER}lines/<place:position>/promise/", OrderDoor.as_view({"get": "promise"}), name="order-promise"),
    path(f"{ORDER}confirmation.pdf", OrderPaperDoor.as_view({"get": "confirmation"}), name="order-confirmation"),
    path(f"{ORDER}invoice.pdf", OrderPaperDoor.as_view({"get": "invoice"}), name="order-invoice"),
    path(DESK, DeskOrderDoor.as_view({"get": "index"}), name="desk-orders"),
    path(
        f"{DESK}tracking-number/",
        TrackingNumberDoor.as_view({"get": "recognise"}),
        name="desk-tracking-number",
    ),
    path(DESK_ORDER, DeskOrderDoor.as_view({"get": "show"}), name="desk-order"),
    path(f"{DESK_ORDER}packing-slip.pdf", DeskPaperDoor.as_view({"get": "packing_slip"}), name="desk-packing-slip"),
    path(f"{DESK_ORDER}invoice-copy.pdf", DeskPaperDoor.as_view({"get": "invoice_copy"}), name="desk-invoice-copy"),
    path(f"{DESK_ORDER}pack/", DeskOrderDoor.as_view({"post": "pack"}), name="desk-order-pack"),
    path(f"{DESK_ORDER}ship/", DeskOrderDoor.as_view({"post": "ship"}), name="desk-order-ship"),
    path(f"{DESK_ORDER}cancel/", DeskOrderDoor.as_view({"post": "cancel"}), name="desk-order-cancel"),
    path(
        f"{DESK_ORDER}lines/<place:position>/promise/",
        DeskOrderDoor.as_view({"get": "promise"}),
        name="desk-order-promise",
    ),
]
