"""Who works in a shop, what its reader may do about it, and what was done lately."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from accounts.models import User
from core.models import Event
from sellers import events
from sellers.models import Invitation, Membership, Shop
from sellers.rules import may_change_member, may_choose
from sellers.states import RUNS_THE_SHOP, ShopRole

LATEST = 30


@dataclass(frozen=True)
class Colleague:
    """A member of the team; `into` are the roles that the reader may give them, none where they may not."""

    membership: Membership
    is_self: bool
    into: Sequence[ShopRole]


@dataclass(frozen=True)
class Invited:
    """An invitation that waits for an answer, and whether the reader may take it back."""

    invitation: Invitation
    may_withdraw: bool


@dataclass(frozen=True)
class Act:
    """Something that was done in the shop, by whom and when."""

    at: datetime
    who: str
    text: str


@dataclass(frozen=True)
class Team:
    """Everything on the page of the team."""

    own: Membership
    colleagues: Sequence[Colleague]
    invited: Sequence[Invited]
    acts: Sequence[Act]

    @property
    def shop(self) -> Shop:
        return self.own.shop

    @property
    def is_run_by_reader(self) -> bool:
        return self.own.role in RUNS_THE_SHOP

    @property
    def may_leave(self) -> bool:
        return self.own.role != ShopRole.OWNER


def team_of(slug: str, *, reader: User) -> Team | None:
    """The team as `reader` sees it, None unless they work there: three queries, however many people it has."""
    found = Membership.objects.filter(shop__in=Shop.objects.worked_by(reader).filter(slug=slug))
    members = list(found.select_related("user", "shop").order_by("joined_at", "pk"))
    if not members:
        return None
    own = next(member for member in members if member.user_id == reader.pk)
    shop, role = own.shop, ShopRole(own.role)
    colleagues = [Colleague(member, member.pk == own.pk, _roles_for(role, member, own)) for member in members]
    if role not in RUNS_THE_SHOP:
        return Team(own, colleagues, [], [])
    pending = shop.invitations.pending().order_by("-pk")
    invited = [Invited(each, bool(may_choose(own=role, role=ShopRole(each.role)))) for each in pending]
    return Team(own, colleagues, invited, _acts(shop, {member.user_id: member.user.public_name for member in members}))


def _roles_for(own: ShopRole, member: Membership, reader: Membership) -> list[ShopRole]:
    theirs, is_self = ShopRole(member.role), member.pk == reader.pk
    return [role for role in ShopRole if may_change_member(own=own, theirs=theirs, is_self=is_self, into=role)]


def _acts(shop: Shop, names: dict[int, str]) -> list[Act]:
    """What happened to the shop and its team, newest first; what happens to orders stands on their own pages."""
    words = {
        events.ShopOpened.__name__: _("The shop opened"),
        events.ShopEdited.__name__: _("Changed what the shop says about itself"),
        events.ShopWentAway.__name__: _("Closed the shop for a while"),
        events.ShopReopened.__name__: _("Reopened the shop"),
        events.ShopClosed.__name__: _("Closed the shop for good"),
        events.MemberInvited.__name__: _("Invited somebody as %(role)s"),
        events.InvitationDeclined.__name__: _("Declined an invitation"),
        events.InvitationWithdrawn.__name__: _("Withdrew an invitation"),
        events.InvitationExpired.__name__: _("An invitation expired"),
        events.MemberJoined.__name__: _("Joined as %(role)s"),
        events.MemberRoleChanged.__name__: _("Changed the role of %(name)s to %(role)s"),
        events.MemberRemoved.__name__: _("Ended the work of %(name)s"),
        events.MemberLeft.__name__: _("Left the shop"),
        events.ShopHandedOver.__name__: _("Took the shop over"),
    }
    history = Event.objects.of("shop", shop.pk).filter(name__in=words).select_related("actor").order_by("-pk")[:LATEST]
    acts = []
    for event in history:
        role = event.facts.get("role")
        about = {
            "role": ShopRole(role).label if role else "",
            "name": names.get(event.facts.get("user_id", 0), _("a former member")),
        }
        # Whoever decided about the shop from outside is the platform here, not a name.
        who = event.actor.public_name if event.actor_id in names and event.actor else ""
        acts.append(Act(event.occurred_at, who, words[event.name] % about))
    return acts
