"""
A reviewer who never touches the mouse: through the queue, into a file, round its documents, to a decision, to the next.

She signs in with a passkey alone, and shows it again when an hour has passed.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.browser import Person, chromium, with_a_key
from tests.journeys.test_passkey import AN_HOUR_LATER
from tests.stack import fresh_market

pytestmark = pytest.mark.browser

MAKE_MARKET = """
from datetime import timedelta
from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group
from accounts.models import User
from accounts.roles import Role
from core import clock
from marketplace.demo.applications import apply, waiting
from sellers.reviewing.services import mend_queue
from taxonomy.loading import load_starting_tree
load_starting_tree()
rita = User.objects.create_user("rita@example.com", password="Rita opens the door", name="Rita", is_staff=True)
rita.groups.add(Group.objects.get(name=Role.REVIEWER))
EmailAddress.objects.create(user=rita, email=rita.email, verified=True, primary=True)
for days, name in ((3, "Kern Keramik"), (2, "Isla Coffee"), (1, "Okafor Leather")):
    user = User.objects.create_user(f"{days}@example.com", name=name)
    apply(user, waiting(name, name, "PH", "Manila", "PHP", user.email), at=clock.now() - timedelta(days=days))
mend_queue()
"""
DECIDED = """
from sellers.models import Application
for application in Application.objects.order_by("submitted_at"):
    print(application.trading_name, application.status)
"""
QUEUE = "/admin/sellers/application/queue/"


def focused(person: Person) -> str:
    """What the keyboard stands on, in words."""
    return str(person.page.evaluate("document.activeElement.innerText")).strip()


def send(person: Person) -> None:
    """The button behind the words, by Tab and Enter."""
    while person.page.evaluate("document.activeElement.type") != "submit":
        person.page.keyboard.press("Tab")
    person.page.keyboard.press("Enter")


def test_the_whole_queue_by_keyboard(tmp_path: Path) -> None:
    with fresh_market(tmp_path / "market") as market, chromium() as browser:
        market.run(MAKE_MARKET)
        market.serve()
        rita = Person(browser, market.url)
        with_a_key(rita)
        rita.open("/admin/login/")
        rita.fill(login="rita@example.com", password="Rita opens the door")
        rita.press("Sign in")
        rita.follow("Add a passkey")
        rita.fill(name="Rita's laptop")
        rita.press("Make the passkey")
        rita.sees("we show them only this once")
        keyboard, page = rita.page.keyboard, rita.page

        rita.open(QUEUE)
        keyboard.press("?")
        rita.sees("take up the most urgent that is free")
        keyboard.press("?")
        keyboard.press("j")
        assert "Kern Keramik" in focused(rita)
        keyboard.press("j")
        keyboard.press("ArrowDown")
        keyboard.press("k")
        assert "Isla Coffee" in focused(rita)
        assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
        keyboard.press("Enter")
        page.wait_for_url("**/review/")
        keyboard.press("c")
        rita.sees("yours until")

        picture = page.locator("[data-page]").first
        page.wait_for_function("document.querySelector('[data-page]').naturalWidth > 0")
        before = picture.evaluate("picture => picture.offsetWidth")
        keyboard.press("d")
        keyboard.press("+")
        assert picture.evaluate("picture => picture.offsetWidth") > before
        keyboard.press("]")
        assert "rotate(90deg)" in picture.evaluate("picture => picture.style.transform")
        keyboard.press("0")
        assert picture.evaluate("picture => picture.offsetWidth") == before

        keyboard.press("m")
        page.wait_for_url("**/ask-for-more/")
        page.locator("textarea").first.focus()
        keyboard.type("The second page is missing.")
        send(rita)
        rita.sees("The applicant is told what is needed")
        keyboard.press("q")
        page.wait_for_url(f"**{QUEUE}")
        keyboard.press("n")
        page.wait_for_url("**/review/")
        rita.sees("Kern Keramik")
        keyboard.press("r")
        page.wait_for_url("**/refuse/")
        page.locator("select[name='code']").select_option("other")
        page.locator("textarea").first.focus()
        keyboard.type("The register does not know this number.")
        market.run(AN_HOUR_LATER)
        send(rita)
        rita.press("Use your passkey")
        rita.sees("Nothing has happened yet")
        page.locator("textarea").first.focus()
        send(rita)
        rita.sees("The applicant reads the reason")

        said = market.run(DECIDED).strip().splitlines()
        assert said == ["Kern Keramik refused", "Isla Coffee more_requested", "Okafor Leather submitted"]
