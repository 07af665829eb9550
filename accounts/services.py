"""Every way in which this app's data changes, except signing in and up, which allauth does (see adapter.py)."""

from __future__ import annotations

from collections.abc import Collection

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth.models import Group
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.events import StaffRolesChanged
from accounts.models import User
from accounts.notices import Seen, tell_of_change
from accounts.roles import Role
from accounts.zones import known_zones
from core import foureyes
from core.audit import STANDS_WITH_IT, name_acts, record
from core.errors import DomainError
from core.events import announce
from core.models import Proposal
from core.text import plain_line
from core.versions import PEOPLE, touch

# What takes two people (accounts/foureyes.py).
CHANGE_ROLES = "accounts.change_roles"
name_acts({CHANGE_ROLES: _("changed the staff roles")})


class UnknownLanguage(DomainError):
    code = "accounts.unknown_language"


class UnknownTimeZone(DomainError):
    code = "accounts.unknown_time_zone"


class NothingToTakeAway(DomainError):
    """This person has no second factor that could be taken away."""

    code = "accounts.no_second_factor"


class ReasonNeeded(DomainError):
    """An operator who helps somebody back in says why; it stays on record."""

    code = "accounts.reason_needed"


class RolesStay(DomainError):
    """These roles cannot be given: they are held already, unknown, or the person is above all of them."""

    code = "accounts.roles_stay"


def change_preferences(user: User, *, name: str, language: str, time_zone: str) -> User:
    """
    Keep how this person wants to be called, and in which language and time zone they read.

    Raises UnknownLanguage or UnknownTimeZone when the site does not know it.
    """
    if language not in dict(settings.LANGUAGES):
        raise UnknownLanguage(_("This site does not speak that language."), language=language)
    if time_zone not in known_zones():
        raise UnknownTimeZone(_("There is no such time zone."), time_zone=time_zone)
    user.name = plain_line(name)
    user.language = language
    user.time_zone = time_zone
    user.save(update_fields=["name", "language", "time_zone"])
    touch(PEOPLE)
    return user


@transaction.atomic
def end_session(session: UserSession, *, seen: Seen) -> None:
    """Sign out one browser or program, and tell its person."""
    session.end()
    tell_of_change(session.user, "sessions_ended", seen=seen, words={"count": 1})


@transaction.atomic
def end_other_sessions(user: User, *, but: str, seen: Seen) -> int:
    """Sign out everywhere but in the session with the key `but`; returns how many there were."""
    others = list(UserSession.objects.filter(user=user).exclude(session_key=but))
    for session in others:
        session.end()
    if others:
        tell_of_change(user, "sessions_ended", seen=seen, words={"count": len(others)})
    return len(others)


@transaction.atomic
def take_away_lost_factors(user: User, *, because: str) -> int:
    """
    For an operator: take all second factors from somebody who lost them, and sign them out everywhere.

    They are told, with the reason, which stays on record; whoever must have a second factor sets up a new one before
    any guarded door opens again. Returns how many were taken. Raises NothingToTakeAway or ReasonNeeded.
    """
    because = plain_line(because)
    if not because:
        raise ReasonNeeded(_("Say why: who asked, and how you know that it is they."))
    count: int = Authenticator.objects.filter(user=user).delete()[0]
    if not count:
        raise NothingToTakeAway(_("This person has no second factor."))
    for session in UserSession.objects.filter(user=user):
        session.end()
    tell_of_change(user, "second_factor_taken_away", seen=Seen(), because=because)
    return count


def roles_of(person: User) -> list[str]:
    """The roles that somebody holds as staff, in the order of the list."""
    if not person.is_staff:
        return []
    held = set(person.groups.values_list("name", flat=True))
    return [role.value for role in Role if role.value in held]


def propose_roles(person: User, *, roles: Collection[str], by: User, because: str) -> Proposal:
    """
    Ask a second admin to let somebody work here as exactly these roles; none, and they are no longer staff.

    Raises RolesStay, and what foureyes.propose raises.
    """
    wanted = _known(person, roles)
    if wanted == roles_of(person):
        raise RolesStay(_("These are the roles that they hold already."))
    return foureyes.propose(CHANGE_ROLES, person, by=by, because=because, arguments={"roles": wanted})


@transaction.atomic
def change_roles(person: User, *, roles: Collection[str], by: User, confirmed: Proposal | None) -> User:
    """
    Let somebody work here as exactly these roles, as a second admin confirmed.

    Raises RolesStay or NeedsSecondPerson.
    """
    wanted = _known(person, roles)
    proposal = foureyes.redeem(confirmed, CHANGE_ROLES, person)
    person.groups.set(Group.objects.filter(name__in=wanted))
    person.is_staff = bool(wanted)
    person.save(update_fields=["is_staff"])
    record(CHANGE_ROLES, by=by, role=by.acts_as(Role.ADMIN), thing=person, about=[person.pk], because=STANDS_WITH_IT)
    announce(StaffRolesChanged(user_id=person.pk, roles=wanted, proposal_id=proposal.pk), actor=by)
    return person


def let_return(person: User) -> None:
    """
    Take the roles from somebody who was not active and is again: they are asked for anew, of two people.

    Or one admin, who may close an account alone, could give roles by opening one.
    """
    person.groups.clear()
    person.is_staff = False
    person.save(update_fields=["is_staff"])


def _known(person: User, roles: Collection[str]) -> list[str]:
    if person.is_superuser:
        raise RolesStay(_("A superuser counts as every role. Only the machine's shell changes that."))
    if unknown := sorted(set(roles) - set(Role.values)):
        raise RolesStay(_("There is no such role."), roles=unknown)
    return [role.value for role in Role if role.value in roles]
