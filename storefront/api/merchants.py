"""The API of the public directory of everybody who sells here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rest_framework import serializers
from rest_framework.request import Request

from core.api.doors import OpenDoor, Rows, operation
from core.api.fields import Country, Line, OneOf
from sellers.models import SellerKind, ShopStatus
from storefront.selectors.merchants import LONGEST_QUERY, ORDER, Wanted, merchant_of, merchants


class MerchantQuery(serializers.Serializer):
    """Part of a name, a country, a kind of seller."""

    q = Line(max_length=LONGEST_QUERY, blank=True, required=False)
    country = serializers.RegexField("^[A-Z]{2}$", required=False)
    kind = OneOf(choices=SellerKind.choices, required=False)


class MerchantOut(serializers.Serializer):
    """A shop and who is behind it. The legal name of a private person is empty; `standing` says why nothing sells."""

    slug = serializers.SlugField(source="shop.slug")
    name = serializers.CharField(source="shop.name")
    status = serializers.ChoiceField(source="shop.status", choices=ShopStatus.choices)
    legal_name = serializers.CharField(allow_blank=True)
    seller_kind = serializers.ChoiceField(source="shop.seller.kind", choices=SellerKind.choices)
    city = serializers.CharField(source="shop.seller.city", allow_blank=True)
    country = Country(source="shop.seller.country")
    opened_at = serializers.DateTimeField(source="shop.opened_at")
    is_trading = serializers.BooleanField()
    standing = serializers.CharField(allow_blank=True)
    since = serializers.DateTimeField(allow_null=True, help_text="Of what is suspended or closed, since when.")


class MerchantDoor(OpenDoor):
    resource = "merchants"

    @operation(query=MerchantQuery, gives=MerchantOut, paged=True)
    def index(self, request: Request, query: Mapping[str, Any]) -> Rows:
        """Everybody who sells or sold here, by name; the suspended and the closed stay, with the day."""
        return Rows(merchants(Wanted.of(query)), ORDER, lambda shops: [merchant_of(shop) for shop in shops])
