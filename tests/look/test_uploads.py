"""Photos on their way, in a real browser: each for itself, with its progress; one that was lost is sent again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Route, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from catalog.models import Photo
from catalog.tests.factories import a_draft, picture_bytes
from core.files import read_private
from sellers.services import begin_application
from sellers.tests.factories import PDF, open_shop
from sellers.tests.test_apply_pages import ANSWERS
from sellers.tests.walking import item_url
from tests.browser import Person, chromium

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_form_with_a_document_is_sent_as_a_whole_and_again_when_it_was_lost(
    live_server: LiveServer, tmp_path: Path, bob: User, as_: Callable[[User], Client]
) -> None:
    (tmp_path / "deed.pdf").write_bytes(PDF)
    draft = begin_application(bob, answers=ANSWERS)
    cookies = {name: cookie.value for name, cookie in as_(bob).cookies.items()}
    sent: list[str] = []

    def lose_the_first(route: Route) -> None:
        if route.request.method != "POST":
            route.continue_()
            return
        sent.append(route.request.method)
        if len(sent) == 1:
            route.abort()
        else:
            route.continue_()

    with chromium() as browser:
        applicant = Person(browser, live_server.url)
        applicant.carry(cookies)
        applicant.open(item_url(draft, "document"))
        applicant.page.route("**/checklist/document/", lose_the_first)
        applicant.fill(registration_number=ANSWERS["registration_number"])
        applicant.page.set_input_files("#id_document", tmp_path / "deed.pdf")
        applicant.press("Keep")
        row = applicant.page.locator(".uploads > li")
        expect(row).to_contain_text("did not arrive")

        row.get_by_role("button", name="Try again").click()

        applicant.sees("Kept.")

    assert sent == ["POST", "POST"]
    draft.refresh_from_db()
    assert read_private(draft.document) == PDF


def test_photos_are_sent_one_by_one_and_a_lost_one_again(
    live_server: LiveServer, tmp_path: Path, bob: User, as_: Callable[[User], Client]
) -> None:
    listing = a_draft(open_shop(bob, currency="EUR"))
    for name, content in (("good.png", picture_bytes()), ("lost.png", picture_bytes()), ("bad.png", b"<svg/>")):
        (tmp_path / name).write_bytes(content)
    page = reverse("catalog:listing_edit", kwargs={"shop": listing.shop.slug, "number": listing.number})
    cookies = {name: cookie.value for name, cookie in as_(bob).cookies.items()}
    sent: list[str] = []

    def lose_the_second(route: Route) -> None:
        sent.append(route.request.method)
        if len(sent) == 2:
            route.abort()
        else:
            route.continue_()

    with chromium() as browser:
        seller = Person(browser, live_server.url)
        seller.carry(cookies)
        seller.open(page)
        seller.page.route("**/photos/add/", lose_the_second)
        seller.page.set_input_files("#id_photos", [tmp_path / name for name in ("good.png", "lost.png", "bad.png")])
        seller.page.get_by_role("button", name="Add photos").click()

        rows = seller.page.locator(".uploads > li")
        expect(rows.nth(0)).to_contain_text("has arrived and is being prepared")
        expect(rows.nth(1)).to_contain_text("did not arrive")
        expect(rows.nth(2)).to_contain_text("use JPEG, PNG, WebP or AVIF")
        expect(seller.page.locator("#photos")).to_contain_text("good.png")

        rows.nth(1).get_by_role("button", name="Try again").click()
        expect(rows.nth(1)).to_contain_text("has arrived and is being prepared")

    assert sent == ["POST"] * 4
    assert sorted(Photo.objects.values_list("original_name", flat=True)) == ["good.png", "lost.png"]
