"""What staff may look at: purchases, orders and promises, with their history. Nothing can be changed here."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import admin
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop
from unfold.admin import ModelAdmin, TabularInline

from accounts.roles import Role
from accounts.staff import ForRoles
from core.formatting import moment, money
from core.models import Event
from orders.models import Order, OrderLine, Promise, Purchase, Shipment, TrackingEvent


class ReadOnly(ForRoles):
    """Rows that change only by services, for those who settle what goes wrong between two sides."""

    seen_by = (Role.MEDIATOR,)
    looks_are_for = gettext_noop("To settle what went wrong between two sides.")


def history_of(thing: str, pk: int) -> SafeString:
    """Everything that was announced about a thing, oldest first."""
    events = Event.objects.of(thing, pk).select_related("actor")
    return format_html_join(
        "",
        "<p>{} · {} · {}</p>",
        ((moment(event.occurred_at), event.name, str(event.actor or "–")) for event in events),
    )


class OrderInline(ReadOnly, TabularInline):
    model = Order
    fields = ("number", "shop", "status", "shown_total")
    readonly_fields = fields
    show_change_link = True

    @admin.display(description=_("Total"))
    def shown_total(self, order: Order) -> str:
        return money(order.total)


class LineInline(ReadOnly, TabularInline):
    model = OrderLine
    fields = ("position", "title", "option_label", "quantity", "shown_total", "promise")
    readonly_fields = fields
    show_change_link = False
    hide_title = True

    @admin.display(description=_("Total"))
    def shown_total(self, line: OrderLine) -> str:
        return money(line.total)


class ShipmentInline(ReadOnly, TabularInline):
    model = Shipment
    fields = ("carrier_name", "tracking_number", "handed_over_at", "scans")
    readonly_fields = fields

    @admin.display(description=_("Scans"))
    def scans(self, shipment: Shipment) -> SafeString:
        events: Any = TrackingEvent.objects.filter(shipment=shipment).order_by("happened_at", "pk")
        return format_html_join(
            "",
            "<p>{} · {} · {}</p>",
            ((moment(scan.happened_at), scan.get_code_display(), scan.place) for scan in events),
        )


@admin.register(Purchase)
class PurchaseAdmin(ReadOnly, ModelAdmin):
    list_display = ("number", "status", "shown_total", "placed_at", "paid_at")
    list_filter = ("status", "currency")
    search_fields = ("number", "email")
    ordering = ("-pk",)
    exclude = ("access_token", "access_token_digest", "checkout_key")
    readonly_fields = ("history",)
    inlines = (OrderInline,)

    def people_of(self, row: Purchase) -> Iterable[int]:
        return [row.shopper_id] if row.shopper_id else []

    @admin.display(description=_("Total"))
    def shown_total(self, purchase: Purchase) -> str:
        return money(purchase.total)

    @admin.display(description=_("History"))
    def history(self, purchase: Purchase) -> SafeString:
        return history_of("purchase", purchase.pk)


@admin.register(Order)
class OrderAdmin(ReadOnly, ModelAdmin):
    list_display = ("number", "shop", "status", "shown_total", "promised_by", "release_at")
    list_filter = ("status", "currency")
    list_select_related = ("shop",)
    search_fields = ("number", "purchase__number")
    ordering = ("-pk",)
    readonly_fields = ("history",)
    inlines = (LineInline, ShipmentInline)

    def people_of(self, row: Order) -> Iterable[int]:
        return [row.purchase.shopper_id] if row.purchase.shopper_id else []

    @admin.display(description=_("Total"))
    def shown_total(self, order: Order) -> str:
        return money(order.total)

    @admin.display(description=_("History"))
    def history(self, order: Order) -> SafeString:
        return history_of("order", order.pk)


@admin.register(Promise)
class PromiseAdmin(ReadOnly, ModelAdmin):
    list_display = ("digest", "schema_version", "created_at")
    search_fields = ("digest",)
    ordering = ("-created_at",)
