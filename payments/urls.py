"""Doors for machines, and the sandbox's page, which plays a foreign site: neither has a language in its address."""

from django.urls import path

from payments import views

app_name = "payments"

urlpatterns = [
    path("payments/webhooks/<slug:provider>/", views.webhook, name="webhook"),
    path("sandbox-pay/<str:reference>/", views.sandbox, name="sandbox"),
]
