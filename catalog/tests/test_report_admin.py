"""The moderators' queue and the reviewers' of counterfeits, as they are used; hostile words stay words."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from accounts.tests.factors import with_second_factor
from catalog.models import Listing, Report, Strike
from catalog.reporting import services
from catalog.tests.factories import listing_on_sale
from catalog.tests.reports import a_moderator, a_report, upheld, with_strikes
from sellers.models import Shop
from sellers.tests.factories import a_person, open_shop

HOSTILE = "<script>alert(1)</script> it is “not” theirs"


@pytest.fixture
def shop(bob: User) -> Shop:
    return open_shop(with_second_factor(bob), currency="EUR")


def signed_in(user: User) -> Client:
    browser = Client()
    browser.force_login(user)
    return browser


def button(act: str, row: Report | Strike) -> str:
    return reverse(f"admin:catalog_{row._meta.model_name}_{act}", args=[row.pk])


def page_of(row: Report | Strike) -> str:
    return reverse(f"admin:catalog_{row._meta.model_name}_change", args=[row.pk])


def test_a_report_is_taken_and_upheld(shop: Shop, bob: User) -> None:
    listing = listing_on_sale(shop)
    report, moderator = a_report(listing, words=HOSTILE), a_moderator()
    browser = signed_in(moderator)
    assert HOSTILE not in browser.get(page_of(report)).text

    # Before it is in one's hands nothing can be decided.
    for act in ("uphold", "reject"):
        browser.post(button(act, report), {"words": "x", "ground": "unsafe"})
    assert Listing.objects.on_sale().exists()
    browser.post(button("take", report), {})
    browser.post(button("release", report), {})
    browser.post(button("take", report), {})
    browser.post(button("uphold", report), {"words": "", "ground": "unsafe"})
    assert Listing.objects.on_sale().exists()
    browser.post(button("uphold", report), {"words": HOSTILE, "ground": "unsafe"})

    report.refresh_from_db()
    assert (report.status, report.ground, report.decision) == ("upheld", "unsafe", HOSTILE)
    pages = [
        browser.get(page_of(report)),
        signed_in(bob).get(reverse("catalog:statement", args=[shop.slug, report.number])),
    ]
    assert [page for page in pages if HOSTILE in page.text or "alert(1)" not in page.text] == []


def test_a_report_is_rejected(shop: Shop) -> None:
    report, browser = a_report(listing_on_sale(shop)), signed_in(a_moderator())
    browser.post(button("take", report), {})
    browser.post(button("reject", report), {"words": HOSTILE, "is_unfounded": "on"})

    report.refresh_from_db()
    assert (report.status, report.is_unfounded) == ("rejected", True)
    status = Client().get(reverse("catalog:report_status", args=[report.number, report.access_token]))
    assert "alert(1)" in status.text
    assert HOSTILE not in status.text


@pytest.mark.parametrize(("act", "status"), [("keep", "upheld"), ("overturn", "overturned")])
def test_a_complaint_is_answered(shop: Shop, bob: User, act: str, status: str) -> None:
    decider = a_moderator()
    report = upheld(listing_on_sale(shop), by=decider)
    services.complain(report, by=bob, words=HOSTILE)
    other = signed_in(a_moderator())

    assert "waits for an answer" in other.get(reverse("admin:catalog_report_changelist")).text
    signed_in(decider).post(button(act, report), {"words": "x"})
    report.refresh_from_db()
    assert report.answered_at is None
    other.post(button(act, report), {"words": "It is theirs."})
    report.refresh_from_db()
    assert (report.status, report.answer) == (status, "It is theirs.")


@pytest.mark.parametrize(("act", "seller"), [("suspend", "suspended"), ("leave", "approved")])
def test_reviewers_answer_what_the_rule_proposes(shop: Shop, rita: User, act: str, seller: str) -> None:
    with_strikes(shop, 3)
    first, third = Strike.objects.order_by("nth")[0], Strike.objects.get(status="open")
    browser = signed_in(rita)

    assert button(act, first) not in browser.get(page_of(first)).text
    assert button(act, third) in browser.get(page_of(third)).text
    browser.post(button(act, third), {"words": "Three within a year."})
    third.refresh_from_db()
    shop.seller.refresh_from_db()
    assert (third.because, shop.seller.status) == ("Three within a year.", seller)


def test_the_queue_shows_what_waits_first(shop: Shop) -> None:
    decided = upheld(listing_on_sale(shop, title="Decided"))
    waiting = a_report(listing_on_sale(shop, title="Waits"), by=a_person())
    page = signed_in(a_moderator()).get(reverse("admin:catalog_report_changelist")).text

    assert page.index(waiting.number) < page.index(decided.number)
