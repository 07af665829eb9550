from django.urls import path

from sellers import views

app_name = "sellers"

urlpatterns = [
    path("sell/", views.start, name="start"),
    path("sell/apply/", views.apply, name="apply"),
    path("sell/applications/<slug:number>/", views.application, name="application"),
    path("sell/applications/<slug:number>/amend/", views.amend, name="amend"),
    path("sell/applications/<slug:number>/withdraw/", views.withdraw, name="withdraw"),
    path("sell/applications/<slug:number>/document/", views.document, name="document"),
    path("desk/<slug:shop>/settings/", views.shop_settings, name="shop_settings"),
    path("desk/<slug:shop>/settings/away/", views.away, name="shop_away"),
    path("desk/<slug:shop>/settings/reopen/", views.reopen, name="shop_reopen"),
    path("desk/<slug:shop>/settings/close/", views.close, name="shop_close"),
]
