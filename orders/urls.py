from django.urls import path

from orders.views import basket, checkout, desk, papers, paying, shopper

app_name = "orders"

urlpatterns = [
    path("basket/", basket.show, name="basket"),
    path("basket/add/", basket.add, name="basket_add"),
    path("basket/line/", basket.change_line, name="basket_line"),
    path("checkout/", checkout.checkout, name="checkout"),
    path("checkout/pay/<str:number>/", paying.pay, name="pay"),
    path("checkout/pay/<str:number>/cancel/", paying.cancel, name="cancel_purchase"),
    path("checkout/return/<str:number>/", paying.come_back, name="return"),
    path("orders/", shopper.index, name="list"),
    path("orders/open/<str:number>/<str:token>/", shopper.open_as_guest, name="open"),
    path("orders/<str:number>/", shopper.detail, name="detail"),
    path("orders/<str:number>/confirmation.pdf", papers.confirmation, name="confirmation"),
    path("orders/<str:number>/invoice.pdf", papers.invoice, name="invoice"),
    path("orders/<str:number>/promise/<int:position>/", shopper.promise, name="promise"),
    path("orders/<str:number>/arrived/", shopper.confirm_arrival, name="confirm_arrival"),
    path("orders/<str:number>/accept/", shopper.accept, name="accept"),
    path("orders/<str:number>/cancel/", shopper.cancel, name="cancel"),
    path("desk/<slug:shop>/orders/", desk.index, name="desk_list"),
    path("desk/<slug:shop>/orders/number/", desk.recognise, name="desk_recognise"),
    path("desk/<slug:shop>/orders/<str:number>/", desk.detail, name="desk_detail"),
    path("desk/<slug:shop>/orders/<str:number>/promise/<int:position>/", desk.promise, name="desk_promise"),
    path("desk/<slug:shop>/orders/<str:number>/packing-slip.pdf", papers.packing_slip, name="packing_slip"),
    path("desk/<slug:shop>/orders/<str:number>/invoice.pdf", papers.invoice_copy, name="invoice_copy"),
    path("desk/<slug:shop>/orders/<str:number>/pack/", desk.pack, name="desk_pack"),
    path("desk/<slug:shop>/orders/<str:number>/ship/", desk.ship, name="desk_ship"),
    path("desk/<slug:shop>/orders/<str:number>/cancel/", desk.cancel, name="desk_cancel"),
]
