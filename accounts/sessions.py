"""Where somebody is signed in, as their page shows it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from allauth.usersessions.models import UserSession
from django.contrib.auth import HASH_SESSION_KEY
from django.contrib.sessions.models import Session
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from accounts.models import User

# The first that is named in what a browser says of itself decides: most of them also claim to be others.
BROWSERS = (
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
)


@dataclass(frozen=True)
class Place:
    """One browser or program in which somebody is signed in."""

    code: str
    device: str
    ip: str
    since: datetime
    is_here: bool


def places_of(user: User, *, here: str) -> list[Place]:
    """Where somebody is signed in, this session first, then the newest. Two queries, however many there are."""
    known = UserSession.objects.filter(user=user)
    alive = _alive(user, [each.session_key for each in known])
    places = [
        Place(code_of(each), device_of(each.user_agent), each.ip, each.created_at, each.session_key == here)
        for each in known
        if each.session_key in alive
    ]
    return sorted(places, key=lambda place: (not place.is_here, -place.since.timestamp()))


def _alive(user: User, keys: list[str]) -> set[str]:
    """Those of these sessions that still sign this person in: not over, and not from before their last password."""
    password = user.get_session_auth_hash()
    sessions = Session.objects.filter(session_key__in=keys, expire_date__gt=timezone.now())
    return {each.session_key for each in sessions if each.get_decoded().get(HASH_SESSION_KEY) == password}


def find_session(user: User, code: str) -> UserSession | None:
    """The one of this person's sessions that a page named so."""
    return next((each for each in UserSession.objects.filter(user=user) if code_of(each) == code), None)


def code_of(session: UserSession) -> str:
    """A name for a session that is no secret, which its key is."""
    return salted_hmac("accounts.sessions", session.session_key, algorithm="sha256").hexdigest()[:16]


def device_of(user_agent: str) -> str:
    """What a browser says of itself, as people call it."""
    browser = next((name for mark, name in BROWSERS if f"{mark}/" in user_agent), "")
    system = next((name for mark, name in SYSTEMS if mark in user_agent), "")
    if browser and system:
        return _("%(browser)s on %(system)s") % {"browser": browser, "system": system}
    # A program names itself first: "curl/8.5.0".
    return browser or re.split(r"[\s/(]", user_agent, maxsplit=1)[0][:40] or _("Something that does not say what it is")
