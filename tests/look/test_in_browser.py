"""Pages in a real browser: nothing sticks out, nothing is refused by the policy, nothing is hidden from anybody."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from pytest_django.live_server_helper import LiveServer

from catalog.tests.factories import listing_on_sale
from storefront.tests.factories import NAUGHTY, euro_shop
from tests.browser import Person, chromium

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PAGES = ["/", "/search/", "/basket/", "/sell/", "/policies/", "/accounts/login/", "/accounts/signup/"]


@pytest.fixture
def places(live_server: LiveServer) -> list[str]:
    """The public pages, with things on sale whose names are longer and stranger than any designer likes."""
    shop = euro_shop()
    listings = [listing_on_sale(shop, title=title[:150]) for title in (*NAUGHTY, "Stoneware mug")]
    return [*PAGES, f"/shops/{shop.slug}/", *(f"/l/{listing.number}/{listing.slug}/" for listing in listings[-3:])]


@contextmanager
def somebody(live_server: LiveServer, **window: object) -> Iterator[Person]:
    with chromium() as browser:
        yield Person(browser, live_server.url, **window)


def test_nothing_sticks_out(live_server: LiveServer, places: list[str]) -> None:
    with somebody(live_server) as reader:
        wider = {}
        for place in places:
            reader.open(place)
            for width in (320, 390, 820, 1440):
                reader.page.set_viewport_size({"width": width, "height": 900})
                over = reader.page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
                if over > 0:
                    wider[place, width] = over

        assert wider == {}
        assert reader.complaints == []


def test_nothing_is_hidden_from_those_who_cannot_see_it(live_server: LiveServer, places: list[str]) -> None:
    # axe brings its own script, which our policy would rightly refuse.
    with somebody(live_server, bypass_csp=True, reduced_motion="reduce") as reader:
        found = {}
        # The colours of both schemes are tokens: a page of each frame shows them in the dark.
        shown: dict[Literal["light", "dark"], list[str]] = {
            "light": places,
            "dark": [places[0], places[-1], "/accounts/login/"],
        }
        for scheme, pages in shown.items():
            reader.page.emulate_media(color_scheme=scheme)
            for place in pages:
                reader.open(place)
                if violations := Axe().run(reader.page).response["violations"]:
                    found[place, scheme] = [violation["id"] for violation in violations]

        assert found == {}


def test_the_keyboard_reaches_the_content_first_and_everything_else_after(
    live_server: LiveServer, places: list[str]
) -> None:
    with somebody(live_server) as reader:
        reader.open("/")
        reader.page.keyboard.press("Tab")
        assert reader.page.evaluate("document.activeElement.className") == "skip"

        reader.page.keyboard.press("Enter")
        assert reader.page.evaluate("document.activeElement.id") == "main"

        reader.page.keyboard.press("Tab")
        outline = reader.page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert reader.page.evaluate("document.activeElement.closest('main') !== null")
        assert outline == "solid"
