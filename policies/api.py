"""The API of promises: what binds, every version of it, and a shop's next one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import path
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request

from core.api.doors import MembersDoor, OpenDoor, Rows, operation
from core.api.fields import Digest, Line, LineOut, Text, Whole
from policies import services
from policies.kinds import SHOP_KINDS, PolicyKind
from policies.models import PolicyVersion
from policies.selectors import PLATFORM_CURRENCY, policies_that_bind
from policies.terms import parse_terms
from policies.wording import in_words
from sellers.models import Shop
from sellers.states import RUNS_THE_SHOP


class PolicyVersionOut(serializers.Serializer):
    """What a policy says from one moment on. Never changed; its digest proves it."""

    kind = serializers.ChoiceField(choices=PolicyKind.choices)
    number = serializers.IntegerField(min_value=1)
    shop = serializers.SerializerMethodField(help_text="The slug of the shop whose it is; null: the platform's.")
    language = serializers.CharField()
    title = serializers.CharField()
    body = serializers.CharField()
    terms = serializers.DictField(help_text="What software obeys: see docs/api.md.")
    in_words = serializers.SerializerMethodField()
    published_at = serializers.DateTimeField()
    digest = Digest()

    def get_shop(self, version: PolicyVersion) -> str | None:
        return version.policy.shop.slug if version.policy.shop else None

    @extend_schema_field(LineOut(many=True))
    def get_in_words(self, version: PolicyVersion) -> Any:
        shop = version.policy.shop
        currency = shop.currency if shop else PLATFORM_CURRENCY
        return LineOut(in_words(version.read_terms(), currency=currency), many=True).data


class PolicyIn(serializers.Serializer):
    """The next version of a shop's policy. `replacing` is the number that the author saw (0: none yet)."""

    title = Line(max_length=120)
    body = Text(max_length=10_000)
    terms = serializers.DictField()
    replacing = Whole(min_value=0, max_value=1_000_000)


VERSIONS = PolicyVersion.objects.select_related("policy__shop")


def _versions(kind: str, shop: Shop | None) -> Any:
    if kind not in PolicyKind:
        raise Http404
    return VERSIONS.filter(policy__shop=shop, kind=kind)


class PlatformPolicyDoor(OpenDoor):
    resource = "policies"

    @operation(gives=PolicyVersionOut, many=True)
    def index(self, request: Request) -> Any:
        """What the platform promises everybody: the newest version of each policy."""
        return VERSIONS.filter(current_of__shop__isnull=True, current_of__isnull=False).order_by("kind")

    @operation(gives=PolicyVersionOut, paged=True)
    def versions(self, request: Request, kind: str) -> Rows:
        """Every version of one of the platform's policies, newest first."""
        return Rows(_versions(kind, None), ("-number",))

    @operation(gives=PolicyVersionOut)
    def show(self, request: Request, kind: str, version: int) -> Any:
        """One version of one of the platform's policies."""
        return get_object_or_404(_versions(kind, None), number=version)


class ShopPolicyDoor(OpenDoor):
    resource = "shop_policies"

    @operation(gives=PolicyVersionOut, many=True)
    def index(self, request: Request, shop: str) -> Any:
        """What binds a sale of this shop now: its own policies, else the platform's."""
        binding = policies_that_bind(get_object_or_404(Shop, slug=shop))
        return VERSIONS.filter(pk__in=[version.pk for version in binding.versions]).order_by("kind")

    @operation(gives=PolicyVersionOut, paged=True)
    def versions(self, request: Request, shop: str, kind: str) -> Rows:
        """Every version of a shop's own policy, newest first."""
        return Rows(_versions(kind, get_object_or_404(Shop, slug=shop)), ("-number",))

    @operation(gives=PolicyVersionOut)
    def show(self, request: Request, shop: str, kind: str, version: int) -> Any:
        """One version of a shop's own policy."""
        return get_object_or_404(_versions(kind, get_object_or_404(Shop, slug=shop)), number=version)


class DeskPolicyDoor(MembersDoor):
    resource = "desk_policies"

    @operation(takes=PolicyIn, gives=PolicyVersionOut, status=201)
    def publish(self, request: Request, shop: str, kind: str, body: Mapping[str, Any]) -> Any:
        """Put a new version in force. What was bought before keeps its own."""
        own, wanted = self._find(request, shop, kind)
        version = services.publish_policy(
            shop=own, kind=wanted, language=own.language, by=request.user, **self._read(wanted, body)
        )
        return VERSIONS.get(pk=version.pk)

    @operation(takes=PolicyIn, gives=LineOut, many=True)
    def preview(self, request: Request, shop: str, kind: str, body: Mapping[str, Any]) -> Any:
        """How these terms would read, if the shop may promise them. Nothing is published."""
        own, wanted = self._find(request, shop, kind)
        terms = parse_terms(wanted, body["terms"])
        services.check_promise(wanted, terms)
        return in_words(terms, currency=own.currency)

    def _find(self, request: Request, shop: str, kind: str) -> tuple[Shop, PolicyKind]:
        own = get_object_or_404(Shop.objects.worked_by(request.user, *RUNS_THE_SHOP), slug=shop)
        if kind not in SHOP_KINDS:
            raise Http404
        return own, PolicyKind(kind)

    def _read(self, kind: PolicyKind, body: Mapping[str, Any]) -> dict[str, Any]:
        return {**body, "terms": parse_terms(kind, body["terms"])}


routes = [
    path("policies/", PlatformPolicyDoor.as_view({"get": "index"}), name="policies"),
    path("policies/<slug:kind>/", PlatformPolicyDoor.as_view({"get": "versions"}), name="policy"),
    path("policies/<slug:kind>/<place:version>/", PlatformPolicyDoor.as_view({"get": "show"}), name="policy-version"),
    path("shops/<slug:shop>/policies/", ShopPolicyDoor.as_view({"get": "index"}), name="shop-policies"),
    path("shops/<slug:shop>/policies/<slug:kind>/", ShopPolicyDoor.as_view({"get": "versions"}), name="shop-policy"),
    path(
        "shops/<slug:shop>/policies/<slug:kind>/<place:version>/",
        ShopPolicyDoor.as_view({"get": "show"}),
        name="shop-policy-version",
    ),
    path("desk/<slug:shop>/policies/<slug:kind>/", DeskPolicyDoor.as_view({"post": "publish"}), name="desk-policy"),
    path(
        "desk/<slug:shop>/policies/<slug:kind>/preview/",
        DeskPolicyDoor.as_view({"post": "preview"}),
        name="desk-policy-preview",
    ),
]
