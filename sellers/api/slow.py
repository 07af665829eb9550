"""The API of what changes slowly on purpose: the payout account and the legal identity."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request

from accounts.permissions import SecondFactorShown, refuse_stale
from core import clock
from core.api.doors import MembersDoor, OpenDoor, operation
from core.api.fields import Line, Number
from sellers import services
from sellers.models import PayoutAccount, Seller, Shop, ShopRole
from sellers.rules import UNTIL_LOOKED_AT, may_pay_out
from sellers.selectors import Compared, compared_with_credential
from sellers.services.slow import IDENTITY, read_link
from sellers.states import KEEPS_THE_MONEY, ChangeStatus, SlowChange


class AccountOut(serializers.Serializer):
    """An account for payouts; of its number only the end."""

    number = Number()
    status = serializers.ChoiceField(choices=ChangeStatus.choices)
    holder = serializers.CharField()
    last_four = serializers.CharField()
    is_iban = serializers.BooleanField()
    asked_at = serializers.DateTimeField()
    decided_at = serializers.DateTimeField(allow_null=True)
    answer = serializers.CharField(allow_blank=True)
    compared = serializers.SerializerMethodField(
        help_text="Whether it has the number of the bank account that is verified as a credential."
    )

    @extend_schema_field({"type": "string", "enum": list(Compared.values)})
    def get_compared(self, account: PayoutAccount) -> str:
        return compared_with_credential(account).outcome.value


class PayoutsOut(serializers.Serializer):
    """Where money goes, and whether it waits."""

    current = AccountOut(allow_null=True)
    asked = AccountOut(allow_null=True)
    is_paused = serializers.BooleanField()
    paused_until = serializers.DateTimeField(
        allow_null=True, help_text="Empty, although payouts are paused, until a reviewer has looked."
    )
    paused_because = serializers.ChoiceField(choices=SlowChange.choices, allow_blank=True)


class AccountIn(serializers.Serializer):
    """Another account: an IBAN, or a local number."""

    holder = Line(max_length=200)
    account = Line(max_length=60)


class IdentityOut(serializers.Serializer):
    """Who sells, and what was asked to change."""

    legal_name = serializers.CharField()
    registration_number = serializers.CharField(allow_blank=True)
    registration_scheme = serializers.CharField(allow_blank=True)
    street = serializers.CharField(allow_blank=True)
    postal_code = serializers.CharField(allow_blank=True)
    city = serializers.CharField()
    region = serializers.CharField(allow_blank=True)
    asked = serializers.DictField(child=serializers.CharField(allow_blank=True), allow_null=True)


class IdentityIn(serializers.Serializer):
    """What is not given stays."""

    legal_name = Line(max_length=200, required=False)
    registration_number = Line(max_length=40, blank=True, required=False)
    registration_scheme = Line(max_length=20, blank=True, required=False)
    street = Line(max_length=200, required=False)
    postal_code = Line(max_length=20, blank=True, required=False)
    city = Line(max_length=100, required=False)
    region = Line(max_length=100, blank=True, required=False)


class NotMeIn(serializers.Serializer):
    """The secret of the link in the mail."""

    token = Line(max_length=400)


class SlowDoor(MembersDoor):
    permission_classes = (*MembersDoor.permission_classes, SecondFactorShown)

    def find(self, request: Request, shop: str, *roles: str) -> Seller:
        return get_object_or_404(Shop.objects.worked_by(request.user, *roles).with_seller(), slug=shop).seller


class PayoutDoor(SlowDoor):
    resource = "desk_payouts"

    @operation(gives=PayoutsOut)
    def show(self, request: Request, shop: str) -> Any:
        """Where money goes, and whether it waits."""
        return _payouts(self.find(request, shop, *KEEPS_THE_MONEY))

    @operation(takes=AccountIn, gives=PayoutsOut, status=201)
    def ask(self, request: Request, shop: str, body: Mapping[str, Any]) -> Any:
        """Ask for another account; reviewers look at it, the team is told, payouts pause. The owner's alone."""
        seller = self.find(request, shop, ShopRole.OWNER)
        refuse_stale(request)
        services.ask_payout_account(seller, by=request.user, **body)
        return _payouts(seller)

    @operation(gives=PayoutsOut)
    def withdraw(self, request: Request, shop: str) -> Any:
        """Take back what one asked for."""
        seller = self.find(request, shop, ShopRole.OWNER)
        services.withdraw_change(get_object_or_404(seller.payoutaccounts.asked()), by=request.user)
        return _payouts(seller)


class IdentityDoor(SlowDoor):
    resource = "desk_identity"

    @operation(gives=IdentityOut)
    def show(self, request: Request, shop: str) -> Any:
        """Who sells, and what was asked to change; the owner's alone."""
        return _identity(self.find(request, shop, ShopRole.OWNER))

    @operation(takes=IdentityIn, gives=IdentityOut, status=201)
    def ask(self, request: Request, shop: str, body: Mapping[str, Any]) -> Any:
        """Ask for another legal identity; a reviewer looks at it, the team is told, payouts pause."""
        seller = self.find(request, shop, ShopRole.OWNER)
        refuse_stale(request)
        services.ask_identity(seller, by=request.user, facts=body)
        return _identity(seller)

    @operation(gives=IdentityOut)
    def withdraw(self, request: Request, shop: str) -> Any:
        """Take back what one asked for."""
        seller = self.find(request, shop, ShopRole.OWNER)
        services.withdraw_change(get_object_or_404(seller.identitychanges.asked()), by=request.user)
        return _identity(seller)


class NotMeDoor(OpenDoor):
    resource = "not_me"

    @operation(takes=NotMeIn)
    def stop(self, request: Request, body: Mapping[str, Any]) -> None:
        """For whoever reads the old address: stop payouts until a person has looked."""
        if read_link(body["token"]) is None:
            raise Http404
        services.raise_alarm(body["token"])


def _payouts(seller: Seller) -> dict[str, Any]:
    until = seller.payouts_paused_until
    is_paused = not may_pay_out(paused_until=until, now=clock.now())
    return {
        "current": seller.payoutaccounts.in_force().first(),
        "asked": seller.payoutaccounts.asked().first(),
        "is_paused": is_paused,
        "paused_until": until if is_paused and until != UNTIL_LOOKED_AT else None,
        "paused_because": seller.payouts_paused_because if is_paused else "",
    }


def _identity(seller: Seller) -> dict[str, Any]:
    asked = seller.identitychanges.asked().first()
    return {**{name: getattr(seller, name) for name in IDENTITY}, "asked": asked.facts if asked else None}
