"""Every time in the reader's zone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

View = TypeVar("View", bound=Callable[..., HttpResponse])

MARK = "is_same_for_everybody"


def same_for_everybody(view: View) -> View:
    """
    Mark a view whose page is one and the same for all readers (see core.holes).

    Its times are in the site's zone: a page that one reader's zone went into could be served to another one.
    """
    setattr(view, MARK, True)
    return view


class ReaderPreferences:
    """Let each page be written in the time zone of whoever is signed in; the language stands in the address."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        try:
            return self.get_response(request)
        finally:
            # The next request on this thread may be somebody else's.
            timezone.deactivate()

    def process_view(self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any) -> None:
        # Without a session cookie nobody is signed in, and the database need not be asked.
        if getattr(view, MARK, False) or settings.SESSION_COOKIE_NAME not in request.COOKIES:
            return
        if request.user.is_authenticated:
            timezone.activate(zone(request.user.time_zone))


def zone(name: str) -> ZoneInfo:
    """The zone of this name, or UTC: a zone that this machine does not know must not break every page."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")
