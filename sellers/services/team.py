"""Who works for a shop: asking people in, their answer, changing roles, letting go, leaving, handing the shop over."""

from __future__ import annotations

from datetime import timedelta

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import clock
from core.errors import DomainError, ImpossibleMove
from core.events import announce
from core.timers import sweep
from core.verdict import Verdict
from sellers.events import (
    InvitationDeclined,
    InvitationExpired,
    InvitationWithdrawn,
    MemberInvited,
    MemberJoined,
    MemberLeft,
    MemberRemoved,
    MemberRoleChanged,
    ShopHandedOver,
)
from sellers.models import Invitation, Membership, Shop
from sellers.rules import (
    ADDRESS_KEPT,
    INVITATION_HOLDS,
    MOST_PENDING,
    MOST_TO_ONE_ADDRESS,
    may_change_member,
    may_choose,
    may_invite,
    may_leave,
)
from sellers.services.reasons import NotYours
from sellers.services.shops import ShopIsClosed
from sellers.services.slow import shop_changed_hands
from sellers.states import InvitationStatus, ShopRole, ShopStatus


class AlreadyInvited(DomainError):
    """The address has an invitation that waits for an answer."""

    code = "sellers.already_invited"

    def __init__(self) -> None:
        super().__init__(_("This address has an invitation that waits for an answer."), field="email")


class TooManyInvitations(DomainError):
    """So many invitations wait already that no more are sent."""

    code = "sellers.too_many_invitations"

    def __init__(self) -> None:
        super().__init__(_("%(most)d invitations wait for an answer. Withdraw some first.") % {"most": MOST_PENDING})


class TooOftenInvited(DomainError):
    """The shop has written to this address so often within a day that the next invitation has to wait."""

    code = "sellers.too_often_invited"

    def __init__(self) -> None:
        super().__init__(_("You have invited this address often enough for today."), field="email")


class InvitationIsOver(DomainError):
    """The invitation is answered, withdrawn, or has waited too long."""

    code = "sellers.invitation_is_over"

    def __init__(self) -> None:
        super().__init__(_("This invitation holds no longer. Ask the shop for a new one."))


class ChangedMeanwhile(DomainError):
    """Somebody else changed the member meanwhile."""

    code = "sellers.member_changed_meanwhile"

    def __init__(self) -> None:
        super().__init__(_("This changed in the meantime. Look again."))


@transaction.atomic
def invite_member(shop: Shop, *, by: User, email: str, role: ShopRole) -> Invitation:
    """
    Ask whoever reads the mail of this address to work for the shop; as owner: to take it over.

    Raises NotYours, ShopIsClosed, AlreadyInvited, TooManyInvitations or TooOftenInvited.
    """
    own = _role_of(shop, by)
    address = email.strip().lower()
    members = shop.memberships.filter(user__emailaddress__email=address, user__emailaddress__verified=True)
    _obey(may_invite(own=own, role=role, is_member=members.exists()), field="email")
    if shop.status == ShopStatus.CLOSED:
        raise ShopIsClosed
    if shop.invitations.pending().count() >= MOST_PENDING:
        raise TooManyInvitations
    now = clock.now()
    lately = shop.invitations.filter(email=address, invited_at__gt=now - timedelta(days=1))
    if lately.count() >= MOST_TO_ONE_ADDRESS:
        raise TooOftenInvited
    try:
        with transaction.atomic():
            invitation = Invitation.objects.create(
                shop=shop, email=address, role=role, invited_by=by, invited_at=now, expires_at=now + INVITATION_HOLDS
            )
    except IntegrityError:
        raise AlreadyInvited from None
    announce(MemberInvited(shop_id=shop.pk, invitation_id=invitation.pk, role=role), actor=by)
    return invitation


@transaction.atomic
def accept_invitation(invitation: Invitation, *, by: User) -> Membership:
    """
    Join the shop, or take it over: then the former owner stays as manager, and payouts wait.

    Raises InvitationIsOver, also when whoever invited could not invite any more.
    """
    shop = invitation.shop
    # The answer comes first: whoever loses this move has changed nothing.
    _end(invitation, InvitationStatus.ACCEPTED, answered_by=by)
    is_member = shop.memberships.filter(user=by).exists()
    host = shop.memberships.filter(user=invitation.invited_by).first()
    if shop.status == ShopStatus.CLOSED or not (
        host and may_invite(own=ShopRole(host.role), role=ShopRole(invitation.role), is_member=is_member)
    ):
        raise InvitationIsOver
    if invitation.role == ShopRole.OWNER:
        return _hand_over(shop, former=invitation.invited_by, to=by)
    membership = Membership.objects.create(shop=shop, user=by, role=invitation.role, joined_at=clock.now())
    announce(MemberJoined(shop_id=shop.pk, user_id=by.pk, role=membership.role), actor=by)
    return membership


@transaction.atomic
def decline_invitation(invitation: Invitation, *, by: User) -> Invitation:
    """Say no. Raises InvitationIsOver."""
    _end(invitation, InvitationStatus.DECLINED, answered_by=by)
    announce(InvitationDeclined(shop_id=invitation.shop_id, invitation_id=invitation.pk), actor=by)
    return invitation


@transaction.atomic
def withdraw_invitation(invitation: Invitation, *, by: User) -> Invitation:
    """Take an invitation back. Raises NotYours, or InvitationIsOver."""
    _obey(may_choose(own=_role_of(invitation.shop, by), role=ShopRole(invitation.role)))
    _end(invitation, InvitationStatus.WITHDRAWN)
    announce(InvitationWithdrawn(shop_id=invitation.shop_id, invitation_id=invitation.pk), actor=by)
    return invitation


@transaction.atomic
def expire_invitation(invitation: Invitation) -> Invitation:
    """End an invitation that nobody answered in time. Raises ImpossibleMove when somebody was quicker."""
    invitation.move_to(InvitationStatus.EXPIRED, ended_at=clock.now())
    announce(InvitationExpired(shop_id=invitation.shop_id, invitation_id=invitation.pk))
    return invitation


def expire_invitations() -> int:
    """End every invitation that nobody answered in time; returns how many."""
    return sweep(Invitation.objects.due().order_by("expires_at", "pk"), expire_invitation)


def forget_addresses() -> int:
    """Empty the addresses of invitations that ended a while ago; returns how many."""
    ended = Invitation.objects.exclude(status=InvitationStatus.PENDING).exclude(email="")
    return ended.filter(ended_at__lt=clock.now() - ADDRESS_KEPT).update(email="")


@transaction.atomic
def change_role(membership: Membership, *, by: User, role: ShopRole) -> Membership:
    """
    Let a member work as something else. The shop itself is handed over by invitation, never by this.

    Raises NotYours, or ChangedMeanwhile.
    """
    before = ShopRole(membership.role)
    own = _role_of(membership.shop, by)
    _obey(may_change_member(own=own, theirs=before, is_self=membership.user_id == by.pk, into=role))
    if role == before:
        return membership
    changed = Membership.objects.filter(pk=membership.pk, role=before).update(role=role)
    if not changed:
        raise ChangedMeanwhile
    membership.role = role
    announce(
        MemberRoleChanged(shop_id=membership.shop_id, user_id=membership.user_id, role=role, before=before), actor=by
    )
    return membership


@transaction.atomic
def remove_member(membership: Membership, *, by: User) -> None:
    """End somebody's work for the shop. Raises NotYours, or ChangedMeanwhile."""
    theirs = ShopRole(membership.role)
    own = _role_of(membership.shop, by)
    _obey(may_change_member(own=own, theirs=theirs, is_self=membership.user_id == by.pk))
    _let_go(membership)
    announce(MemberRemoved(shop_id=membership.shop_id, user_id=membership.user_id, role=theirs), actor=by)


@transaction.atomic
def leave_shop(membership: Membership) -> None:
    """End one's own work for the shop. Raises NotYours for its owner, or ChangedMeanwhile."""
    own = ShopRole(membership.role)
    _obey(may_leave(own=own))
    _let_go(membership)
    announce(MemberLeft(shop_id=membership.shop_id, user_id=membership.user_id, role=own), actor=membership.user)


def _hand_over(shop: Shop, *, former: User, to: User) -> Membership:
    """Both change in one transaction; the former owner first, so that of two heirs one finds nothing to take."""
    if not Membership.objects.filter(shop=shop, user=former, role=ShopRole.OWNER).update(role=ShopRole.MANAGER):
        raise InvitationIsOver
    if not Membership.objects.filter(shop=shop, user=to).update(role=ShopRole.OWNER):
        raise InvitationIsOver
    announce(ShopHandedOver(shop_id=shop.pk, user_id=to.pk, former_id=former.pk), actor=to)
    shop_changed_hands(shop, former=former, to=to)
    return Membership.objects.get(shop=shop, user=to)


def _let_go(membership: Membership) -> None:
    """The role is part of the condition: somebody who took the shop over in this moment stays."""
    gone, _by_model = Membership.objects.filter(pk=membership.pk, role=membership.role).delete()
    if not gone:
        raise ChangedMeanwhile


def _end(invitation: Invitation, status: InvitationStatus, **fields: object) -> None:
    now = clock.now()
    if now >= invitation.expires_at:
        raise InvitationIsOver
    try:
        invitation.move_to(status, ended_at=now, **fields)
    except ImpossibleMove:
        raise InvitationIsOver from None


def _role_of(shop: Shop, user: User) -> ShopRole:
    role = shop.memberships.filter(user=user).values_list("role", flat=True).first()
    if role is None:
        raise NotYours(_("You do not work in this shop."))
    return ShopRole(role)


def _obey(verdict: Verdict, **details: object) -> None:
    if not verdict:
        raise NotYours(verdict.reason, **details)
