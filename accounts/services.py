"""Every way in which this app's data changes, except signing in and up, which allauth does (see adapter.py)."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.notices import Seen, tell_of_change
from accounts.zones import known_zones
from core.errors import DomainError
from core.text import plain_line
from core.versions import PEOPLE, touch


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
