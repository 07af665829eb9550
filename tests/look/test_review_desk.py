"""The reviewers' desk in a real browser: nothing sticks out, and nothing is hidden from anybody."""

from __future__ import annotations

from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from django.urls import reverse
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from sellers.reviewing.services import claim, note
from sellers.services import refuse_application
from sellers.tests.factories import a_reviewer, a_risky_application, an_application
from sellers.tests.reviewing_factories import an_application_on_paper, an_entry
from sellers.tests.vetting_factories import a_requirement, claimed
from storefront.tests.factories import NAUGHTY
from tests.browser import Person, chromium

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")


@pytest.fixture
def places(rita: User) -> list[str]:
    """The desk with names that are longer and stranger than any designer likes, and a file that has every part."""
    for title in NAUGHTY:
        an_application(trading_name=title[:80], legal_name=title[:150])
    claim(an_entry(a_risky_application()), by=a_reviewer())
    refuse_application(an_application(), by=rita, because="The certificate names another person.")
    application = an_application_on_paper()
    claimed(a_requirement(), application=application, issuer=NAUGHTY[0][:100])
    a_requirement(name="Fire insurance")
    claim(an_entry(application), by=rita)
    note(application, by=rita, words="I called them.")
    return [
        "/admin/",
        reverse("admin:sellers_application_queue"),
        reverse("admin:sellers_application_desk"),
        reverse("admin:sellers_application_review", args=[application.pk]),
    ]


def test_it_fits_and_can_be_read_by_everybody(live_server: LiveServer, places: list[str], rita: User) -> None:
    session = Client()
    session.force_login(rita)
    cookies = {name: morsel.value for name, morsel in session.cookies.items()}
    found: dict[object, object] = {}
    with chromium() as browser:
        for scheme in SCHEMES:
            # axe brings its own script, and the admin remembers its scheme in each window.
            reader = Person(browser, live_server.url, bypass_csp=True, reduced_motion="reduce", color_scheme=scheme)
            reader.carry(cookies)
            for place in places:
                reader.open(place)
                for width in (320, 390, 820, 1440):
                    reader.page.set_viewport_size({"width": width, "height": 900})
                    over = reader.page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
                    if over > 0:
                        found[place, width] = over
                # The frame around it is the theme's.
                if violations := Axe().run(reader.page, context=".desk").response["violations"]:
                    found[place, scheme] = [(each["id"], each["nodes"][0]["html"][:120]) for each in violations]
            assert reader.complaints == []

    assert found == {}
