from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory
from django.utils import timezone

from accounts.middleware import ReaderPreferences, same_for_everybody
from accounts.models import User


def zone_seen_by(reader: Any, *, cookie: str = "", view: Any = None) -> str:
    """The time zone in which a page for this reader would be written."""
    seen: list[str] = []

    def page(request: Any) -> Any:
        seen.append(timezone.get_current_timezone_name())

    page = view(page) if view else page
    request = RequestFactory().get("/")
    request.COOKIES |= {"sessionid": "some", "__Host-session": "some", "time_zone": cookie}
    request.user = reader

    def handle(request: Any) -> Any:
        middleware.process_view(request, page, (), {})
        return page(request)

    middleware = ReaderPreferences(handle)
    middleware(request)
    return seen[0]


def test_pages_are_written_in_the_zone_that_a_person_chose(alice: User) -> None:
    alice.time_zone = "Asia/Jakarta"

    assert zone_seen_by(alice, cookie="Europe/Berlin") == "Asia/Jakarta"
    assert timezone.get_current_timezone_name() == "UTC"


def test_of_anybody_else_the_browser_tells_the_zone() -> None:
    assert zone_seen_by(AnonymousUser(), cookie="Europe/Berlin") == "Europe/Berlin"


def test_a_page_for_everybody_is_written_in_the_sites_zone(alice: User) -> None:
    alice.time_zone = "Asia/Jakarta"

    assert zone_seen_by(alice, view=same_for_everybody) == "UTC"
    assert zone_seen_by(AnonymousUser(), cookie="Europe/Berlin", view=same_for_everybody) == "UTC"


@pytest.mark.parametrize("nonsense", ["", "Mars/Olympus", "../../etc/passwd", "Asia", "x" * 4000, "Asia/Jakarta\x00"])
def test_nonsense_breaks_no_page(alice: User, nonsense: str) -> None:
    alice.time_zone = nonsense

    assert zone_seen_by(alice) == "UTC"
    assert zone_seen_by(AnonymousUser(), cookie=nonsense) == "UTC"
