"""
Which browsers somebody has used before, so that a sign-in from another one can be told to them.

The browser itself keeps a signed cookie that names nobody. Programs keep none: for them the sessions that are still
open say whether somebody came from there with the same program.
"""

from __future__ import annotations

from allauth.core.internal.httpkit import is_headless_request
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac

from accounts.models import User

COOKIE = "known_browser"
AGE = 60 * 60 * 24 * 365
MOST = 10


def is_known(request: HttpRequest, user: User) -> bool:
    if not is_headless_request(request):
        return _mark_of(user) in _marks(request)
    now = UserSession.objects.filter(session_key=request.session.session_key).first()
    if now is None:
        return False
    others = UserSession.objects.filter(user=user, ip=now.ip, user_agent=now.user_agent)
    return others.exclude(pk=now.pk).exists()


def remember(request: HttpRequest, user: User, response: HttpResponse) -> None:
    """Mark this browser as one that this person has used."""
    if is_headless_request(request):
        return
    mark = _mark_of(user)
    marks = [mark, *(each for each in _marks(request) if each != mark)][:MOST]
    response.set_cookie(
        COOKIE,
        signing.dumps(marks, salt=COOKIE),
        max_age=AGE,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _mark_of(user: User) -> str:
    return salted_hmac(COOKIE, str(user.pk), algorithm="sha256").hexdigest()[:24]


def _marks(request: HttpRequest) -> list[str]:
    try:
        marks = signing.loads(request.COOKIES.get(COOKIE, ""), salt=COOKIE, max_age=AGE)
    except signing.BadSignature:
        return []
    return [str(mark) for mark in marks]
