"""Who works here, and as what, is decided by two admins."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import Group

from accounts.events import StaffRolesChanged
from accounts.models import User
from accounts.roles import Role
from accounts.services import RolesStay, change_roles, propose_roles, roles_of
from core import foureyes
from core.events import announce
from core.foureyes import CannotConfirm, NeedsSecondPerson, NotTheSecondPerson
from core.invariants import violations
from core.models import Proposal


def an_admin(name: str) -> User:
    user = User.objects.create_user(f"{name}@example.com", name=name, is_staff=True)
    user.groups.add(Group.objects.get(name=Role.ADMIN))
    return user


@pytest.fixture
def adam(db: None) -> User:
    return an_admin("adam")


@pytest.fixture
def abe(db: None) -> User:
    return an_admin("abe")


def test_two_admins_change_what_somebody_is(
    adam: User, abe: User, rita: User, announced: Callable[..., list[Any]]
) -> None:
    proposal = propose_roles(rita, roles=["finance", "mediator"], by=adam, because="She changes desks.")
    assert roles_of(rita) == ["reviewer"]

    foureyes.confirm(proposal, by=abe)

    rita.refresh_from_db()
    assert (rita.is_staff, roles_of(rita)) == (True, ["mediator", "finance"])
    assert announced(StaffRolesChanged) == [
        StaffRolesChanged(user_id=rita.pk, roles=["mediator", "finance"], proposal_id=proposal.pk)
    ]
    assert not list(violations())


def test_without_a_role_nobody_is_staff(adam: User, abe: User, rita: User) -> None:
    foureyes.confirm(propose_roles(rita, roles=[], by=adam, because="She leaves."), by=abe)

    rita.refresh_from_db()
    assert (rita.is_staff, rita.groups.count()) == (False, 0)


def test_nobody_changes_their_own_roles(adam: User, abe: User) -> None:
    with pytest.raises(NotTheSecondPerson):
        propose_roles(adam, roles=["admin", "finance"], by=adam, because="I can.")
    proposal = propose_roles(abe, roles=["admin", "finance"], by=adam, because="He can.")

    for nobody in (abe, adam):
        with pytest.raises(NotTheSecondPerson):
            foureyes.confirm(proposal, by=nobody)
    assert roles_of(abe) == ["admin"]


def test_only_admins_ask_and_confirm(adam: User, rita: User, alice: User, mallory: User) -> None:
    for nobody in (rita, mallory):
        with pytest.raises(NotTheSecondPerson):
            propose_roles(alice, roles=["moderator"], by=nobody, because="Why not.")
    proposal = propose_roles(alice, roles=["moderator"], by=adam, because="She begins.")
    for nobody in (rita, mallory):
        with pytest.raises(NotTheSecondPerson):
            foureyes.confirm(proposal, by=nobody)

    alice.refresh_from_db()
    assert not alice.is_staff


def test_roles_that_stay(adam: User, ada: User, rita: User) -> None:
    for person, roles in ((rita, ["reviewer"]), (rita, ["owner"]), (ada, ["finance"])):
        with pytest.raises(RolesStay):
            propose_roles(person, roles=roles, by=adam, because="Why not.")

    assert not Proposal.objects.exists()


def test_other_roles_in_the_meantime_are_another_question(adam: User, abe: User, rita: User) -> None:
    proposal = propose_roles(rita, roles=["finance"], by=adam, because="She changes desks.")
    rita.groups.add(Group.objects.get(name=Role.MODERATOR))

    with pytest.raises(CannotConfirm):
        foureyes.confirm(proposal, by=abe)


def test_one_admin_alone_changes_nothing(adam: User, alice: User) -> None:
    with pytest.raises(NeedsSecondPerson):
        change_roles(alice, roles=["finance"], by=adam, confirmed=None)

    alice.refresh_from_db()
    assert not alice.is_staff


def test_a_change_by_one_person_is_found(alice: User) -> None:
    announce(StaffRolesChanged(user_id=alice.pk, roles=["finance"], proposal_id=0))

    assert [each.sentence for invariant, each in violations() if invariant.code == "I11"] == [
        "Staff roles were changed by one person."
    ]
