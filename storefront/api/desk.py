"""The API of the seller's desk: what needs a shop today."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request

from core.api.doors import MembersDoor, operation
from core.api.fields import MoneyOut, Number
from sellers.api.credentials import CredentialsOfDesk, HoldingOut
from sellers.models import ShopRole
from sellers.states import SEES_CREDENTIALS
from storefront.selectors.credentials import CredentialsToday, credentials_page
from storefront.selectors.desk import Desk, desk_of, find_place


class LowStockOut(serializers.Serializer):
    """A variant on sale of which few are left, or none."""

    listing = Number(source="listing.number")
    title = serializers.CharField(source="listing.title")
    sku = serializers.CharField()
    option_label = serializers.CharField(source="label", allow_blank=True)
    on_hand = serializers.IntegerField(min_value=0)


class StandingOut(serializers.Serializer):
    """How the shop has kept its promises so far, in orders; `cancelled` are those that the shop itself cancelled."""

    delivered = serializers.IntegerField(min_value=0)
    on_time = serializers.IntegerField(min_value=0)
    cancelled = serializers.IntegerField(min_value=0)


class EndingOut(serializers.Serializer):
    """A credential that ends within sixty days."""

    name = serializers.CharField()
    until = serializers.DateTimeField()


class CredentialsTodayOut(serializers.Serializer):
    """What of the credentials needs somebody today; `stopped` are listings that are off sale for want of one."""

    missing = serializers.ListField(child=serializers.CharField())
    ending = serializers.SerializerMethodField()
    is_stopped = serializers.BooleanField(help_text="Nothing at all is on sale.")
    stopped = serializers.IntegerField(min_value=0)
    certify_by = serializers.DateTimeField(allow_null=True)

    @extend_schema_field(EndingOut(many=True))
    def get_ending(self, today: CredentialsToday) -> Any:
        return EndingOut([{"name": name, "until": until} for name, until in today.ending], many=True).data


class SummaryOut(serializers.Serializer):
    """What needs the shop today. What a role may not see is null."""

    role = serializers.ChoiceField(choices=ShopRole.choices)
    to_send = serializers.IntegerField(source="orders.to_send", min_value=0, allow_null=True, default=None)
    late = serializers.IntegerField(source="orders.late", min_value=0, allow_null=True, default=None)
    on_the_way = serializers.IntegerField(source="orders.on_the_way", min_value=0, allow_null=True, default=None)
    held = MoneyOut(source="orders.held", allow_null=True, default=None)
    released = MoneyOut(source="orders.released", allow_null=True, default=None)
    on_sale = serializers.IntegerField(source="listings.on_sale", min_value=0, allow_null=True, default=None)
    drafts = serializers.IntegerField(source="listings.drafts", min_value=0, allow_null=True, default=None)
    sold_out = serializers.IntegerField(source="listings.sold_out", min_value=0, allow_null=True, default=None)
    low_stock = serializers.SerializerMethodField(help_text="The scarcest, at most six.")
    standing = serializers.SerializerMethodField()
    credentials = serializers.SerializerMethodField(help_text="Null also when nothing of them needs anybody.")

    @extend_schema_field(CredentialsTodayOut(allow_null=True))
    def get_credentials(self, desk: Desk) -> Any:
        return CredentialsTodayOut(desk.credentials).data if desk.credentials else None

    @extend_schema_field(LowStockOut(many=True, allow_null=True))
    def get_low_stock(self, desk: Desk) -> Any:
        return LowStockOut(desk.listings.low_stock, many=True).data if desk.listings else None

    @extend_schema_field(StandingOut(allow_null=True))
    def get_standing(self, desk: Desk) -> Any:
        return StandingOut(desk.orders.standing).data if desk.orders else None


class SummaryDoor(MembersDoor):
    resource = "desk_summary"

    @operation(gives=SummaryOut)
    def show(self, request: Request, shop: str) -> Any:
        """What needs the shop today."""
        place = find_place(request.user, shop)
        if place is None:
            raise Http404
        return desk_of(place, request.user)


class RequiredOut(serializers.Serializer):
    """One thing that is required, how many published listings need it, and how many it keeps off sale now."""

    holding = HoldingOut()
    listings = serializers.IntegerField(min_value=0)
    takes_off = serializers.IntegerField(min_value=0)


class CredentialsDoor(CredentialsOfDesk):
    resource = "desk_credentials"

    @operation(gives=RequiredOut, many=True)
    def index(self, request: Request, shop: str) -> Any:
        """Everything that is required of the seller: for selling at all, then for what they offer or could offer."""
        page = credentials_page(self.place(request, shop, *SEES_CREDENTIALS).shop.seller)
        return [row for section in page.sections for row in section.rows]
