"""Every time in the reader's zone; and no way past the second factor."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from accounts import second_factor
from accounts.zones import known_zones

View = TypeVar("View", bound=Callable[..., HttpResponse])

MARK = "is_same_for_everybody"
ZONE_COOKIE = "time_zone"


def same_for_everybody(view: View) -> View:
    """
    Mark a view whose page is one and the same for all readers (see core.holes).

    Its times are in the site's zone: a page that one reader's zone went into could be served to another one.
    """
    setattr(view, MARK, True)
    return view


class ReaderPreferences:
    """
    Let each page be written in its reader's time zone; the language stands in the address.

    Who is signed in has chosen a zone; of anybody else the browser may have told it (static/js/app.js).
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        try:
            return self.get_response(request)
        finally:
            # The next request on this thread may be somebody else's.
            timezone.deactivate()

    def process_view(self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any) -> None:
        if not getattr(view, MARK, False) and (name := zone_of(request)) in known_zones():
            timezone.activate(ZoneInfo(name))


def zone_of(request: HttpRequest) -> str:
    # Without a session cookie nobody is signed in, and the database need not be asked.
    if settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated:
        return request.user.time_zone
    return request.COOKIES.get(ZONE_COOKIE, "")


# Where somebody was going when they were asked for a second factor.
WANTED = "wanted_place"
ADMIN = "admin"
# Signing in and out of the admin shows nothing.
ALWAYS_OPEN = {"admin:login", "admin:logout"}


class AskForSecondFactor:
    """
    Stop whoever must have a second factor before the admin, and before every view that says so.

    They are sent to the page that says why, gets them one, and leads back to where they were going.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        place = request.resolver_match
        is_admin = place is not None and ADMIN in place.namespaces and place.view_name not in ALWAYS_OPEN
        if not (is_admin or getattr(view, second_factor.MARK, False)) or not request.user.is_authenticated:
            return None
        duties_of = second_factor.duties_as_staff if is_admin else second_factor.duties_of
        if second_factor.ask(request.user, request.session, duties=duties_of(request.user)):
            request.session.pop(WANTED, None)
            return None
        if request.method == "GET":
            request.session[WANTED] = request.get_full_path()
        return redirect("accounts:second_factor")
