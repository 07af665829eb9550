"""
A reviewer and her passkey, in Chromium with a key in software: she gets one, signs in with it alone, and decides.

Nobody lets her into the admin before, and what she typed outlives the question whether it is still she.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.browser import Person, chromium, with_a_key
from tests.stack import fresh_market

pytestmark = pytest.mark.browser

MAKE_MARKET = """
from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group
from accounts.models import User
from accounts.roles import Role
from core import clock
from marketplace.demo.applications import apply, waiting
from taxonomy.loading import load_starting_tree
load_starting_tree()
rita = User.objects.create_user("rita@example.com", password="Rita opens the door", name="Rita", is_staff=True)
rita.groups.add(Group.objects.get(name=Role.REVIEWER))
EmailAddress.objects.create(user=rita, email=rita.email, verified=True, primary=True)
nadia = User.objects.create_user("nadia@example.com", name="Nadia")
facts = waiting("Kern & Ton", "Nadia Kern", "PH", "Manila", "PHP", "nadia@example.com")
print(apply(nadia, facts, at=clock.now()).number)
"""
# The session, made to look as if she had sat there for an hour.
AN_HOUR_LATER = """
from django.contrib.sessions.models import Session
from django.contrib.sessions.backends.db import SessionStore
for row in Session.objects.all():
    session = SessionStore(row.session_key)
    records = session.get("account_authentication_methods", [])
    session["account_authentication_methods"] = [record | {"at": record["at"] - 3600} for record in records]
    session.save()
"""
DECIDED = """
from sellers.models import Application
application = Application.objects.get()
print(application.status, application.decided_by.email, application.reason)
"""
REASON = "The register does not know this number."
QUEUE = "/admin/sellers/application/"


def test_a_reviewer_gets_a_passkey_signs_in_with_it_and_decides(tmp_path: Path) -> None:
    with fresh_market(tmp_path / "market") as market, chromium() as browser:
        number = market.run(MAKE_MARKET).split()[-1]
        market.serve()
        rita = Person(browser, market.url)
        with_a_key(rita)

        rita.open("/admin/login/")
        rita.fill(login="rita@example.com", password="Rita opens the door")
        rita.press("Sign in")
        rita.sees("A second factor first")
        rita.follow("Add a passkey")
        rita.fill(name="Rita's laptop")
        rita.press("Make the passkey")
        rita.sees("we show them only this once")
        rita.follow("I have kept them")
        rita.page.wait_for_url("**/admin/**")

        rita.open("/accounts/logout/")
        rita.press("Sign out")
        rita.open(f"/accounts/login/?next={QUEUE}")
        rita.press("Sign in with a passkey")
        rita.page.wait_for_url(f"**{QUEUE}")

        rita.page.get_by_role("link", name=number).first.click()
        rita.page.get_by_role("link", name="Refuse", exact=True).first.click()
        rita.page.locator("select[name='code']").select_option("other")
        rita.page.locator("textarea").first.fill(REASON)
        market.run(AN_HOUR_LATER)
        send(rita)
        rita.sees("Is it still you?")
        rita.press("Use your passkey")
        rita.sees("Nothing has happened yet")
        assert rita.page.locator("textarea").first.input_value() == REASON
        send(rita)
        rita.sees("The applicant reads the reason")

        assert market.run(DECIDED).strip() == f"refused rita@example.com {REASON}"
        public = [said for said in rita.complaints if "/admin/" not in said]
        assert public == []


def send(rita: Person) -> None:
    rita.page.locator("form:has(textarea) button[type='submit'], form:has(textarea) input[type='submit']").last.click()
