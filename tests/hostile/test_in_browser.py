"""
Hostile text in front of a real browser: nothing runs, nothing is asked for, nothing stands in a page that we did not
put there.

Each door gets many texts at once, one a line; then everybody who may see them opens the pages that show them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser, Dialog, Request
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from reviews.models import Review
from sellers.models import Application
from tests.browser import Person, chromium
from tests.hostile.corpus import OURS, collections, sample
from tests.hostile.doors import DOORS, Market

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

AT_ONCE = 40
# What no page of ours has, and what markup that got through would bring. The admin's own tool (Alpine) keeps code in
# attributes, so there only code that people brought counts.
INJECTED = """(isAdmin) => [...document.querySelectorAll("*")].filter((node) =>
  ([...node.attributes].some((each) => each.name.startsWith("on")) && !isAdmin)
  || ["IFRAME", "OBJECT", "EMBED", "BASE", "MARQUEE", "MATH"].includes(node.tagName)
  || (node.tagName === "SCRIPT" && /alert|prompt|confirm/.test(node.textContent))
  || (node.tagName === "SCRIPT" && !isAdmin && node.src && !new URL(node.src).pathname.startsWith("/static/"))
  || String(node.href?.baseVal ?? node.href ?? "").toLowerCase().startsWith("javascript:")
  || (typeof node.src === "string" && node.src && !/^(data:|http:..localhost:)/.test(node.src))
).map((node) => node.outerHTML.slice(0, 200))"""


class Watcher:
    """Somebody who opens pages, and notes whatever happens there that should not."""

    def __init__(self, browser: Browser, url: str, client: Client | None) -> None:
        self.person = Person(browser, url)
        if client is not None:
            name = settings.SESSION_COOKIE_NAME
            self.person.carry({name: client.cookies[name].value})
        self.found: list[str] = []
        self.person.page.on("dialog", self._note_dialog)
        self.person.page.on("request", self._note_request)

    def look_at(self, path: str) -> None:
        self.person.open(path)
        injected = self.person.page.evaluate(INJECTED, path.startswith("/admin/"))
        self.found += [f"{path}: {node}" for node in injected]

    def _note_dialog(self, dialog: Dialog) -> None:
        self.found.append(f"{self.person.page.url}: a dialog")
        dialog.dismiss()

    def _note_request(self, request: Request) -> None:
        if not request.url.startswith((self.person.url, "data:", "blob:")):
            self.found.append(f"{self.person.page.url} asked for {request.url}")


def pages_for_staff() -> Iterator[str]:
    """Where staff read what people wrote."""
    if application := Application.objects.order_by("-pk").first():
        yield reverse("admin:sellers_application_change", args=[application.pk])
    if review := Review.objects.order_by("-pk").first():
        yield reverse("admin:reviews_review_change", args=[review.pk])
    yield reverse("admin:catalog_listing_changelist")
    yield reverse("admin:orders_order_changelist")


def reader_of(page: str) -> str:
    if page.startswith("/desk/"):
        return "bob"
    return "alice" if page.startswith(("/orders/", "/account/", "/sell/")) else "anybody"


def show(url: str, market: Market, ada: Client, texts: Sequence[str]) -> list[str]:
    """All these texts through every door, then everybody looks; returns what happened that should not."""
    together = "\n".join(texts)
    pages: list[str] = []
    for door in DOORS.values():
        _answer, shown = door(market, together)
        pages += shown
    for_staff = list(pages_for_staff())
    # From here on this thread belongs to the browser, and asks the database nothing.
    with chromium() as browser:
        watchers = {
            "anybody": Watcher(browser, url, None),
            "alice": Watcher(browser, url, market.alice),
            "bob": Watcher(browser, url, market.bob),
            "ada": Watcher(browser, url, ada),
        }
        for page in dict.fromkeys(pages):
            watchers[reader_of(page)].look_at(page)
        for page in for_staff:
            watchers["ada"].look_at(page)
        return [trouble for watcher in watchers.values() for trouble in watcher.found + watcher.person.complaints]


@pytest.fixture
def adas(ada: User) -> Client:
    client = Client()
    client.force_login(ada)
    return client


def test_our_own_hostile_texts_do_nothing(live_server: LiveServer, market: Market, adas: Client) -> None:
    assert show(live_server.url, market, adas, OURS) == []


def test_a_sample_of_public_hostile_texts_does_nothing(
    live_server: LiveServer, market: Market, adas: Client, shared_data: Path
) -> None:
    assert show(live_server.url, market, adas, sample(shared_data, AT_ONCE)) == []


@pytest.mark.soak
def test_all_public_hostile_texts_do_nothing(
    live_server: LiveServer, market: Market, adas: Client, shared_data: Path
) -> None:
    texts = collections(shared_data)
    for start in range(0, len(texts), AT_ONCE):
        some = texts[start : start + AT_ONCE]
        assert show(live_server.url, market, adas, some) == [], (start, some)
