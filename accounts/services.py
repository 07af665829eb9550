"""Every way in which this app's data changes, except signing in and up, which allauth does (see adapter.py)."""

from __future__ import annotations

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.zones import known_zones
from core.errors import DomainError
from core.text import plain_line
from core.versions import PEOPLE, touch


class UnknownLanguage(DomainError):
    code = "accounts.unknown_language"


class UnknownTimeZone(DomainError):
    code = "accounts.unknown_time_zone"


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
