"""Reporting on pages and through the API: by strangers and members, and what nobody learns by it."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from accounts.models import User
from catalog.models import Listing, Report
from catalog.reporting import services
from catalog.tests.factories import listing_on_sale, paused_listing
from catalog.tests.reports import a_moderator, a_report, rejected, upheld
from sellers.models import Shop
from sellers.tests.factories import open_shop, works_in


@pytest.fixture
def shop(bob: User) -> Shop:
    return open_shop(bob, currency="EUR")


@pytest.fixture
def listing(shop: Shop) -> Listing:
    cache.clear()
    return listing_on_sale(shop)


def said(**more: Any) -> dict[str, Any]:
    return {"reason": "counterfeit", "words": "The stamp is wrong.", "good_faith": "on", **more}


def signed_in(user: User) -> Client:
    browser = Client()
    browser.force_login(user)
    return browser


def test_the_page_of_a_listing_leads_to_it(listing: Listing) -> None:
    assert reverse("catalog:report", args=[listing.number]) in Client().get(listing.get_absolute_url()).text


def test_a_stranger_reports_and_follows_the_link(listing: Listing) -> None:
    page = reverse("catalog:report", args=[listing.number])
    answer = Client().post(page, said(email="a@example.com"), follow=True)

    assert "a@example.com" in answer.text
    report = Report.objects.get()
    assert (report.reporter, report.email) == (None, "a@example.com")
    link = reverse("catalog:report_status", args=[report.number, report.access_token])
    status = Client().get(link)
    assert "The stamp is wrong." in status.text
    assert status.headers["Referrer-Policy"] == "no-referrer"
    assert Client().get(reverse("catalog:report_status", args=[report.number, "x" * 32])).status_code == 404


def test_a_member_reports_and_finds_it_in_the_account(listing: Listing, alice: User) -> None:
    browser = signed_in(alice)
    answer = browser.post(reverse("catalog:report", args=[listing.number]), said(), follow=True)
    report = Report.objects.get(reporter=alice)
    assert answer.redirect_chain[-1][0] == reverse("catalog:own_report", args=[report.number])
    rejected(report)

    assert "The shop is authorised." in browser.get(answer.redirect_chain[-1][0]).text
    assert report.number in browser.get(reverse("catalog:own_reports")).text
    # The link of a stranger's letter opens no member's report.
    link = reverse("catalog:report_status", args=[report.number, report.access_token])
    assert Client().get(link).status_code == 404


@pytest.mark.parametrize("missing", ["reason", "words", "email", "good_faith"])
def test_nothing_is_reported_without(listing: Listing, missing: str) -> None:
    given = said(email="a@example.com")
    del given[missing]

    assert Client().post(reverse("catalog:report", args=[listing.number]), given).status_code == 200
    assert not Report.objects.exists()


def test_nobody_learns_whether_an_address_has_reported(listing: Listing) -> None:
    page = reverse("catalog:report", args=[listing.number])
    first = Client().post(page, said(email="a@example.com"))
    again = Client().post(page, said(email="a@example.com"))
    call = Client().post(
        reverse("api:listing-report", args=[listing.number]),
        {"reason": "counterfeit", "words": "Again.", "email": "a@example.com", "good_faith": True},
        "application/json",
    )

    assert (first.status_code, again.status_code, first.url, call.status_code) == (302, 302, again.url, 204)  # type: ignore[attr-defined]
    assert Report.objects.count() == 1


def test_a_member_is_told_why_not(listing: Listing, alice: User) -> None:
    a_report(listing, by=alice)
    page = signed_in(alice).post(reverse("catalog:report", args=[listing.number]), said())
    call = signed_in(alice).post(
        reverse("api:listing-report", args=[listing.number]),
        {"reason": "counterfeit", "words": "Again.", "good_faith": True},
        "application/json",
    )

    assert "You have told us of this." in page.text
    assert (call.status_code, call.json()["code"]) == (409, "catalog.report_refused")


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"good_faith": False, "email": "a@example.com"}, "catalog.not_in_good_faith"),
        ({"good_faith": True}, "catalog.address_missing"),
    ],
)
def test_a_program_says_as_much_as_a_page(listing: Listing, body: dict[str, Any], code: str) -> None:
    call = Client().post(
        reverse("api:listing-report", args=[listing.number]),
        {"reason": "unsafe", "words": "It burns.", **body},
        "application/json",
    )

    assert (call.status_code, call.json()["code"]) == (409, code)


def test_machines_are_held_up(listing: Listing, settings: Settings) -> None:
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "report": "2/600s/ip,2/86400s/key"}
    page = reverse("catalog:report", args=[listing.number])
    answers = [Client().post(page, said(email=f"a{number}@example.com")).status_code for number in range(3)]

    assert answers == [302, 302, 429]


def test_what_was_never_public_cannot_be_reported(shop: Shop, listing: Listing) -> None:
    draft = Listing.objects.get(pk=paused_listing(shop, title="Never").pk)
    Listing.objects.filter(pk=draft.pk).update(published_at=None, status="draft")

    assert Client().get(reverse("catalog:report", args=[draft.number])).status_code == 404


def test_the_place_of_what_we_took_down_says_so(listing: Listing) -> None:
    upheld(listing)
    page = Client().get(listing.get_absolute_url())

    assert page.status_code == 410
    assert "We took it down: it is a counterfeit." in page.text
    assert "The shop took it down" not in page.text


def test_the_shop_reads_why_and_complains(shop: Shop, listing: Listing, bob: User, carol: User) -> None:
    report = upheld(listing)
    waiting = a_report(listing_on_sale(shop, title="Other"))
    page = reverse("catalog:statement", args=[shop.slug, report.number])
    works_in(shop, carol, "catalogue")

    assert "The owner of the brand did not make it." in signed_in(bob).get(page).text
    # Whoever keeps the catalogue does not speak for the shop; and what is not decided is not theirs to read.
    assert signed_in(carol).get(page).status_code == 404
    assert signed_in(bob).get(reverse("catalog:statement", args=[shop.slug, waiting.number])).status_code == 404
    assert listing.title in signed_in(bob).get(reverse("catalog:statements", args=[shop.slug])).text
    answer = signed_in(bob).post(page, {"words": "Here is the invoice."}, follow=True)
    assert "Here is the invoice." in answer.text
    assert "Send the complaint" not in answer.text

    report.refresh_from_db()
    services.overturn_decision(report, by=a_moderator(), because="The invoice is real.")
    assert "The invoice is real." in signed_in(bob).get(page).text
