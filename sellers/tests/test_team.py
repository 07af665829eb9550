"""Who works in a shop: inviting, answering, changing, letting go, leaving, handing over."""

from __future__ import annotations

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress

from accounts.models import User
from core import clock
from core.models import OutgoingMail
from notifications.models import Notification
from sellers import events, services
from sellers.models import Invitation, InvitationStatus, Membership, Shop, ShopRole
from sellers.rules import MOST_PENDING, MOST_TO_ONE_ADDRESS
from sellers.services import (
    AlreadyInvited,
    InvitationIsOver,
    NotYours,
    TooManyInvitations,
    TooOftenInvited,
    withdraw_invitation,
)
from sellers.tests.factories import a_person, open_shop
from sellers.tests.fixtures import Announced, Deliver, Later

pytestmark = pytest.mark.django_db

WORKERS = [ShopRole.MANAGER, ShopRole.CATALOGUE, ShopRole.FULFILMENT, ShopRole.FINANCE]


def confirmed(user: User) -> User:
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def a_member(shop: Shop, role: ShopRole) -> Membership:
    return Membership.objects.create(shop=shop, user=confirmed(a_person(role.label.title())), role=role)


@pytest.fixture
def shop(bob: User) -> Shop:
    return open_shop(bob)


def invite(shop: Shop, by: User, email: str = "new@example.com", role: ShopRole = ShopRole.CATALOGUE) -> Invitation:
    return services.invite_member(shop, by=by, email=email, role=role)


def role_of(shop: Shop, user: User) -> str | None:
    return shop.memberships.filter(user=user).values_list("role", flat=True).first()


def test_somebody_is_invited_and_joins(shop: Shop, bob: User, alice: User, announced: Announced) -> None:
    invitation = invite(shop, bob, confirmed(alice).email.upper())
    assert list(Invitation.objects.sent_to(alice).pending()) == [invitation]

    services.accept_invitation(invitation, by=alice)

    assert role_of(shop, alice) == ShopRole.CATALOGUE
    invitation.refresh_from_db()
    assert (invitation.status, invitation.answered_by) == (InvitationStatus.ACCEPTED, alice)
    assert announced(events.MemberJoined) == [
        events.MemberJoined(shop_id=shop.pk, user_id=alice.pk, role=ShopRole.CATALOGUE)
    ]


def test_an_address_that_is_not_confirmed_finds_nothing(shop: Shop, bob: User, mallory: User) -> None:
    EmailAddress.objects.create(user=mallory, email="new@example.com", verified=False)
    invite(shop, bob, "new@example.com")

    assert not Invitation.objects.sent_to(mallory).exists()


def test_somebody_without_an_account_gets_the_mail_and_others_the_inbox(
    shop: Shop, bob: User, alice: User, deliver: Deliver
) -> None:
    invite(shop, bob, "stranger@example.com")
    invite(shop, bob, confirmed(alice).email)
    deliver()

    [told] = Notification.objects.filter(kind="shop_invitation")
    assert told.user == alice
    mails = OutgoingMail.objects.filter(to__in=["stranger@example.com", alice.email])
    assert mails.count() == 2


@pytest.mark.parametrize("role", WORKERS)
def test_who_does_not_run_the_shop_invites_nobody(shop: Shop, role: ShopRole) -> None:
    member = a_member(shop, role)
    wanted = [
        each for each in WORKERS if role == ShopRole.MANAGER and each in (ShopRole.CATALOGUE, ShopRole.FULFILMENT)
    ]

    for place, asked in enumerate(ShopRole):
        if asked in wanted:
            invite(shop, member.user, f"n{place}@example.com", asked)
        else:
            with pytest.raises(NotYours):
                invite(shop, member.user, f"n{place}@example.com", asked)

    assert [each.role for each in shop.invitations.order_by("pk")] == wanted


def test_a_stranger_invites_nobody(shop: Shop, mallory: User) -> None:
    with pytest.raises(NotYours):
        invite(shop, mallory)


def test_one_invitation_at_a_time_and_not_for_members(shop: Shop, bob: User) -> None:
    invite(shop, bob)
    with pytest.raises(AlreadyInvited):
        invite(shop, bob)
    member = a_member(shop, ShopRole.FINANCE)
    with pytest.raises(NotYours):
        invite(shop, bob, member.user.email)


def test_not_more_than_so_many_wait(shop: Shop, bob: User) -> None:
    for place in range(MOST_PENDING):
        invite(shop, bob, f"n{place}@example.com")

    with pytest.raises(TooManyInvitations):
        invite(shop, bob, "one-more@example.com")


def test_nobodys_mail_is_filled_by_inviting_and_withdrawing(shop: Shop, bob: User, later: Later) -> None:
    for _time in range(MOST_TO_ONE_ADDRESS):
        withdraw_invitation(invite(shop, bob), by=bob)

    with pytest.raises(TooOftenInvited):
        invite(shop, bob)
    assert invite(shop, bob, "another@example.com").pk
    later(timedelta(days=1, minutes=1))
    assert invite(shop, bob).pk


def test_a_closed_shop_takes_nobody_in(shop: Shop, bob: User, alice: User) -> None:
    invitation = invite(shop, bob, confirmed(alice).email)
    services.close_shop(shop, by=bob)

    with pytest.raises(services.ShopIsClosed):
        invite(shop, bob)
    with pytest.raises(InvitationIsOver):
        services.accept_invitation(Invitation.objects.get(pk=invitation.pk), by=alice)
    assert role_of(shop, alice) is None


def test_no_is_an_answer(shop: Shop, bob: User, alice: User, deliver: Deliver) -> None:
    invitation = invite(shop, bob, confirmed(alice).email)

    services.decline_invitation(invitation, by=alice)

    deliver()
    assert Notification.objects.get(kind="invitation_declined").user == bob
    with pytest.raises(InvitationIsOver):
        services.accept_invitation(invitation, by=alice)


def test_what_is_withdrawn_cannot_be_accepted(shop: Shop, bob: User, alice: User) -> None:
    invitation = invite(shop, bob, confirmed(alice).email)
    stale = Invitation.objects.get(pk=invitation.pk)
    services.withdraw_invitation(invitation, by=bob)

    with pytest.raises(InvitationIsOver):
        services.accept_invitation(stale, by=alice)
    assert role_of(shop, alice) is None


def test_a_manager_withdraws_only_what_they_may_send(shop: Shop, bob: User) -> None:
    manager = a_member(shop, ShopRole.MANAGER).user

    services.withdraw_invitation(invite(shop, bob, "a@example.com", ShopRole.FULFILMENT), by=manager)
    with pytest.raises(NotYours):
        services.withdraw_invitation(invite(shop, bob, "b@example.com", ShopRole.FINANCE), by=manager)


def test_nobody_waits_for_ever(shop: Shop, bob: User, alice: User, later: Later) -> None:
    invitation = invite(shop, bob, confirmed(alice).email)

    later(timedelta(days=13))
    assert services.expire_invitations() == 0
    later(timedelta(days=1, seconds=1))
    with pytest.raises(InvitationIsOver):
        services.accept_invitation(Invitation.objects.get(pk=invitation.pk), by=alice)
    assert services.expire_invitations() == 1

    later(timedelta(days=29))
    assert services.forget_addresses() == 0
    later(timedelta(days=2))
    assert services.forget_addresses() == 1
    invitation.refresh_from_db()
    assert (invitation.status, invitation.email) == (InvitationStatus.EXPIRED, "")


def test_whoever_no_longer_runs_the_shop_has_invited_nobody(shop: Shop, bob: User, alice: User) -> None:
    manager = a_member(shop, ShopRole.MANAGER)
    invitation = invite(shop, manager.user, confirmed(alice).email)
    services.remove_member(manager, by=bob)

    with pytest.raises(InvitationIsOver):
        services.accept_invitation(invitation, by=alice)
    assert role_of(shop, alice) is None


# --- Changing, letting go, leaving


def test_the_owner_changes_a_role_and_the_member_hears(shop: Shop, bob: User, deliver: Deliver) -> None:
    member = a_member(shop, ShopRole.CATALOGUE)

    services.change_role(member, by=bob, role=ShopRole.FINANCE)

    deliver()
    assert role_of(shop, member.user) == ShopRole.FINANCE
    assert Notification.objects.get(kind="member_role_changed").user == member.user


@pytest.mark.parametrize(
    ("own", "theirs", "into", "allowed"),
    [
        (ShopRole.OWNER, ShopRole.MANAGER, ShopRole.FINANCE, True),
        (ShopRole.OWNER, ShopRole.MANAGER, ShopRole.OWNER, False),
        (ShopRole.MANAGER, ShopRole.CATALOGUE, ShopRole.FULFILMENT, True),
        (ShopRole.MANAGER, ShopRole.CATALOGUE, ShopRole.MANAGER, False),
        (ShopRole.MANAGER, ShopRole.FINANCE, ShopRole.CATALOGUE, False),
        (ShopRole.MANAGER, ShopRole.OWNER, ShopRole.CATALOGUE, False),
        (ShopRole.CATALOGUE, ShopRole.FULFILMENT, ShopRole.CATALOGUE, False),
        (ShopRole.FINANCE, ShopRole.CATALOGUE, ShopRole.FULFILMENT, False),
    ],
)
def test_who_may_change_whom(
    shop: Shop, bob: User, own: ShopRole, theirs: ShopRole, into: ShopRole, allowed: bool
) -> None:
    by = bob if own == ShopRole.OWNER else a_member(shop, own).user
    member = shop.memberships.get(user=bob) if theirs == ShopRole.OWNER else a_member(shop, theirs)

    if allowed:
        services.change_role(member, by=by, role=into)
    else:
        with pytest.raises(NotYours):
            services.change_role(member, by=by, role=into)

    assert role_of(shop, member.user) == (into if allowed else theirs)


def test_nobody_raises_themselves(shop: Shop) -> None:
    member = a_member(shop, ShopRole.MANAGER)

    with pytest.raises(NotYours):
        services.change_role(member, by=member.user, role=ShopRole.FINANCE)


def test_letting_go_and_leaving_are_on_record(shop: Shop, bob: User, announced: Announced, deliver: Deliver) -> None:
    sent, left = a_member(shop, ShopRole.FINANCE), a_member(shop, ShopRole.FULFILMENT)

    services.remove_member(sent, by=bob)
    services.leave_shop(left)

    assert set(shop.memberships.values_list("user", flat=True)) == {bob.pk}
    assert announced(events.MemberRemoved, events.MemberLeft) == [
        events.MemberRemoved(shop_id=shop.pk, user_id=sent.user_id, role=ShopRole.FINANCE),
        events.MemberLeft(shop_id=shop.pk, user_id=left.user_id, role=ShopRole.FULFILMENT),
    ]
    deliver()
    assert Notification.objects.get(kind="member_removed").user == sent.user
    assert Notification.objects.get(kind="member_left").user == bob


def test_the_owner_can_neither_leave_nor_be_sent_away(shop: Shop, bob: User) -> None:
    own, manager = shop.memberships.get(), a_member(shop, ShopRole.MANAGER).user

    with pytest.raises(NotYours):
        services.leave_shop(own)
    with pytest.raises(NotYours):
        services.remove_member(own, by=manager)
    assert role_of(shop, bob) == ShopRole.OWNER


# --- Handing over


def test_a_shop_is_handed_over_to_a_member_who_wants_it(
    shop: Shop, bob: User, announced: Announced, deliver: Deliver
) -> None:
    heir, other = a_member(shop, ShopRole.CATALOGUE).user, a_member(shop, ShopRole.FINANCE).user
    invitation = invite(shop, bob, heir.email, ShopRole.OWNER)
    assert role_of(shop, bob) == ShopRole.OWNER

    services.accept_invitation(invitation, by=heir)

    assert (role_of(shop, heir), role_of(shop, bob)) == (ShopRole.OWNER, ShopRole.MANAGER)
    assert announced(events.ShopHandedOver) == [
        events.ShopHandedOver(shop_id=shop.pk, user_id=heir.pk, former_id=bob.pk)
    ]
    deliver()
    told = set(Notification.objects.filter(kind="shop_handed_over").values_list("user", flat=True))
    assert told == {bob.pk, heir.pk, other.pk}


def test_a_shop_is_not_handed_to_a_stranger_nor_by_a_manager(shop: Shop, bob: User, alice: User) -> None:
    manager = a_member(shop, ShopRole.MANAGER).user

    with pytest.raises(NotYours):
        invite(shop, bob, confirmed(alice).email, ShopRole.OWNER)
    with pytest.raises(NotYours):
        invite(shop, manager, a_member(shop, ShopRole.FINANCE).user.email, ShopRole.OWNER)


def test_of_two_heirs_one_finds_nothing_to_take(shop: Shop, bob: User) -> None:
    first, second = a_member(shop, ShopRole.MANAGER).user, a_member(shop, ShopRole.FINANCE).user
    one, other = (invite(shop, bob, heir.email, ShopRole.OWNER) for heir in (first, second))
    services.accept_invitation(one, by=first)

    with pytest.raises(InvitationIsOver):
        services.accept_invitation(other, by=second)

    owners = shop.memberships.filter(role=ShopRole.OWNER).values_list("user", flat=True)
    assert list(owners) == [first.pk]


def test_an_invitation_knows_when_it_ends(shop: Shop, bob: User) -> None:
    assert invite(shop, bob).expires_at - clock.now() > timedelta(days=13, hours=23)
