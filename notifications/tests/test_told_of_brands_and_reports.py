"""Brands and reports, through the real wiring: who is told, and what they read."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.conf import settings

from accounts.models import User
from accounts.roles import Role
from catalog.reporting import services as reporting
from catalog.tests.factories import listing_on_sale
from catalog.tests.reports import a_moderator, a_report, rejected, upheld, with_strikes
from core.models import OutgoingMail
from notifications.models import Notification
from notifications.tests.test_who_is_told import mailed, text_of, told
from sellers.models import BrandAuthorisation, Shop
from sellers.services import (
    authorise_seller,
    expire_authorisations,
    grant_claim,
    refuse_claim,
    revoke_authorisation,
)
from sellers.tests.brands import a_brand_owner, a_claim
from sellers.tests.factories import a_person, a_reviewer, open_shop, works_in

Deliver = Callable[[], int]


@pytest.fixture
def shop(bob: User) -> Shop:
    return open_shop(bob, name="Bob's", currency="EUR")


def told_of(user: User, *words: str) -> list[str]:
    return [kind for kind in told(user) if kind.startswith(words)]


def test_a_claim_goes_to_the_owner_and_its_answer_back(shop: Shop, bob: User, deliver: Deliver) -> None:
    others, brand = a_brand_owner()
    owner = others.memberships.get().user
    keeper = a_person("Keeper")
    works_in(shop, keeper, "catalogue")
    refuse_claim(a_claim(shop), by=owner, because="We do not know you.")
    grant_claim(a_claim(shop), by=owner)
    held = BrandAuthorisation.objects.get(seller=shop.seller, status="granted")
    revoke_authorisation(held, by=owner, because="The contract ended.")
    authorise_seller(brand, shop.seller, by=owner)
    BrandAuthorisation.objects.filter(seller=shop.seller, status="granted").update(
        valid_from="2020-01-01T00:00Z", valid_until="2021-01-01T00:00Z"
    )
    expire_authorisations()
    deliver()

    assert told_of(owner, "brand_") == ["brand_granted", "brand_asked", "brand_asked"]
    expected = ["brand_refused", "brand_granted", "brand_revoked", "brand_granted", "brand_expired"]
    assert told_of(bob, "brand_") == expected
    assert told(keeper) == []
    assert Notification.objects.filter(user=bob).latest("pk").notice.url == f"/desk/{shop.slug}/brands/"


def test_a_brand_owner_is_told_the_shop_of_a_person_who_asks(db: None, deliver: Deliver) -> None:
    others, _brand = a_brand_owner()
    person = open_shop(name="Siti's bowls", kind="private_person", registration_number="", legal_name="Siti Rahma")
    a_claim(person)
    deliver()

    text = text_of(others.memberships.get().user, "brand_asked")
    assert "Siti's bowls" in text
    assert "Rahma" not in text


def test_a_stranger_who_reports_has_a_receipt_and_an_answer(shop: Shop, deliver: Deliver) -> None:
    report = a_report(listing_on_sale(shop), language="id")
    deliver()
    rejected(report)
    deliver()

    assert mailed("stranger@example.com") == ["report_received", "report_rejected"]
    letter = OutgoingMail.objects.filter(to="stranger@example.com").earliest("pk")
    assert f"{settings.SITE_URL}/id/reports/{report.number}/{report.access_token}/" in letter.text
    assert letter.is_sensitive


def test_both_sides_hear_of_a_decision_and_of_the_complaint(
    shop: Shop, bob: User, alice: User, deliver: Deliver
) -> None:
    moderator = a_moderator()
    report = reporting.take_report(a_report(listing_on_sale(shop), by=alice), by=moderator)
    reporting.uphold_report(report, by=moderator, ground="counterfeit", facts="The stamp is wrong.")  # type: ignore[arg-type]
    reporting.complain(report, by=bob, words="It is right.")
    reporting.overturn_decision(report, by=a_moderator(), because="The stamp is an old one.")
    deliver()

    assert told_of(alice, "report_") == ["report_received", "report_upheld", "report_overturned"]
    assert told_of(bob, "listing_", "counterfeit_", "decision_") == [
        "listing_taken_down",
        "counterfeit_first",
        "decision_overturned",
    ]
    statement = Notification.objects.get(user=bob, kind="listing_taken_down").notice
    assert "It is a counterfeit." in statement.text
    assert "The stamp is wrong." in statement.text
    assert alice.email not in statement.text
    assert statement.url == f"/desk/{shop.slug}/statements/{report.number}/"


def test_a_kept_decision_is_told(shop: Shop, bob: User, deliver: Deliver) -> None:
    report = upheld(listing_on_sale(shop))
    reporting.complain(report, by=bob, words="It is right.")
    reporting.keep_decision(report, by=a_moderator(), because="It is not.")
    deliver()

    assert "It is not." in Notification.objects.get(user=bob, kind="decision_kept").notice.text


def test_reviewers_hear_when_it_happens_again(shop: Shop, bob: User, rita: User, deliver: Deliver) -> None:
    senior, finance = a_reviewer(Role.SENIOR_REVIEWER), a_reviewer(Role.FINANCE)
    with_strikes(shop, 3)
    deliver()

    assert told_of(bob, "counterfeit_") == ["counterfeit_first", "counterfeit_again", "counterfeit_third"]
    assert told_of(senior, "strike_") == ["strike_noted", "strike_open"]
    assert told_of(rita, "strike_") == ["strike_open"]
    assert told(finance) == []


def test_who_reports_without_ground_is_told(shop: Shop, alice: User, deliver: Deliver) -> None:
    listing = listing_on_sale(shop)
    for _time in range(5):
        rejected(a_report(listing, by=alice))
    deliver()

    assert told_of(alice, "reporter_") == ["reporter_warned", "reporter_paused"]
