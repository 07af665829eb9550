"""The API of who works in a shop, and of the invitations that one has got."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.shortcuts import get_object_or_404
from rest_framework import serializers
from rest_framework.request import Request

from accounts.permissions import SecondFactorShown, refuse_stale
from core.api.doors import MembersDoor, Rows, operation
from core.api.fields import Email, Number, OneOf
from sellers import services
from sellers.models import Invitation, InvitationStatus, Membership, Shop, ShopRole
from sellers.states import RUNS_THE_SHOP


class MemberOut(serializers.Serializer):
    """Somebody who works in the shop."""

    number = Number()
    name = serializers.CharField(source="user.public_name")
    role = serializers.ChoiceField(choices=ShopRole.choices)
    joined_at = serializers.DateTimeField()


class RoleIn(serializers.Serializer):
    """Another role for a member."""

    role = OneOf(choices=ShopRole.choices)


class InviteIn(serializers.Serializer):
    """Whom to ask, and as what; as owner: a member, to take the shop over."""

    email = Email(max_length=254)
    role = OneOf(choices=ShopRole.choices)


class InvitedOut(serializers.Serializer):
    """Somebody who was asked to work in the shop. The address is emptied some time after the answer."""

    number = Number()
    email = serializers.EmailField(allow_blank=True)
    role = serializers.ChoiceField(choices=ShopRole.choices)
    status = serializers.ChoiceField(choices=InvitationStatus.choices)
    invited_at = serializers.DateTimeField()
    expires_at = serializers.DateTimeField()


class InvitationOut(serializers.Serializer):
    """An invitation that waits for one's answer."""

    number = Number()
    shop = serializers.SlugField(source="shop.slug")
    name = serializers.CharField(source="shop.name")
    role = serializers.ChoiceField(choices=ShopRole.choices)
    invited_by = serializers.CharField(source="invited_by.public_name")
    expires_at = serializers.DateTimeField()


class MemberDoor(MembersDoor):
    """Who works in a shop: closed to an owner without a second factor, as the page is."""

    permission_classes = (*MembersDoor.permission_classes, SecondFactorShown)
    resource = "desk_team"

    @operation(gives=MemberOut, paged=True)
    def index(self, request: Request, shop: str) -> Rows:
        """Who works here, the newest first."""
        own = get_object_or_404(Shop.objects.worked_by(request.user), slug=shop)
        return Rows(own.memberships.select_related("user"), ("-pk",))

    @operation(takes=RoleIn, gives=MemberOut)
    def change(self, request: Request, shop: str, number: str, body: Mapping[str, Any]) -> Any:
        """Let a member work as something else."""
        membership = self._find(request, shop, number)
        return services.change_role(membership, by=request.user, role=ShopRole(body["role"]))

    @operation()
    def remove(self, request: Request, shop: str, number: str) -> Any:
        """End a member's work here."""
        services.remove_member(self._find(request, shop, number), by=request.user)

    @operation()
    def leave(self, request: Request, shop: str) -> Any:
        """End one's own work here."""
        own = Membership.objects.select_related("user", "shop")
        services.leave_shop(get_object_or_404(own, shop__slug=shop, user=request.user))

    def _find(self, request: Request, shop: str, number: str) -> Membership:
        run = get_object_or_404(Shop.objects.worked_by(request.user, *RUNS_THE_SHOP), slug=shop)
        return get_object_or_404(run.memberships.select_related("user", "shop"), number=number)


class InvitedDoor(MembersDoor):
    """Whom a shop has asked: closed to an owner without a second factor, as the page is."""

    permission_classes = (*MembersDoor.permission_classes, SecondFactorShown)
    resource = "desk_invitations"

    @operation(gives=InvitedOut, paged=True)
    def index(self, request: Request, shop: str) -> Rows:
        """Who was invited, newest first."""
        return Rows(self._run(request, shop).invitations.all(), ("-pk",))

    @operation(takes=InviteIn, gives=InvitedOut, status=201)
    def invite(self, request: Request, shop: str, body: Mapping[str, Any]) -> Any:
        """Ask somebody to work here. They are written to. As owner it takes a fresh sign-in."""
        own, role = self._run(request, shop), ShopRole(body["role"])
        if role == ShopRole.OWNER:
            refuse_stale(request)
        return services.invite_member(own, by=request.user, email=body["email"], role=role)

    @operation(gives=InvitedOut)
    def withdraw(self, request: Request, shop: str, number: str) -> Any:
        """Take an invitation back."""
        invitation = get_object_or_404(self._run(request, shop).invitations.select_related("shop"), number=number)
        return services.withdraw_invitation(invitation, by=request.user)

    def _run(self, request: Request, shop: str) -> Shop:
        return get_object_or_404(Shop.objects.worked_by(request.user, *RUNS_THE_SHOP), slug=shop)


class InvitationDoor(MembersDoor):
    resource = "invitations"

    @operation(gives=InvitationOut, paged=True)
    def index(self, request: Request) -> Rows:
        """What shops ask of whoever has confirmed the address that they wrote to, newest first."""
        return Rows(Invitation.objects.sent_to(request.user).pending().select_related("shop", "invited_by"), ("-pk",))

    @operation(gives=MemberOut)
    def accept(self, request: Request, number: str) -> Any:
        """Work in the shop from now on; as owner: take it over, with a fresh sign-in, and payouts pause."""
        invitation = self._find(request, number)
        if invitation.role == ShopRole.OWNER:
            refuse_stale(request)
        return services.accept_invitation(invitation, by=request.user)

    @operation()
    def decline(self, request: Request, number: str) -> Any:
        """Say no. The shop is told."""
        services.decline_invitation(self._find(request, number), by=request.user)

    def _find(self, request: Request, number: str) -> Invitation:
        found = Invitation.objects.sent_to(request.user).select_related("shop", "invited_by")
        return get_object_or_404(found, number=number)
