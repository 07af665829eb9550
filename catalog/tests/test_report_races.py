"""Two moderators, reviewers or owners at once: one wins, the other is told. Proved on PostgreSQL, with threads."""

from __future__ import annotations

import time
from functools import partial
from typing import Any

import pytest

from catalog.models import Report, Strike
from catalog.reporting import services
from catalog.states import ReportReason
from catalog.tests.factories import listing_on_sale
from catalog.tests.reports import a_moderator, a_report, upheld
from sellers.models import BrandAuthorisation
from sellers.services import authorise_seller, grant_claim, refuse_claim, suspend_seller
from sellers.states import ShopRole
from sellers.tests.brands import a_brand_owner, a_claim, a_protected_brand
from sellers.tests.factories import a_person, a_reviewer, open_shop, works_in
from sellers.tests.test_races import at_once, refused

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def test_of_two_moderators_who_take_a_report_one_has_it() -> None:
    for _round in range(5):
        report = a_report(listing_on_sale())
        moderators = [a_moderator() for _each in range(2)]
        seen = [Report.objects.get(pk=report.pk) for _each in moderators]

        results = at_once([partial(services.take_report, seen[place], by=moderators[place]) for place in range(2)])

        assert refused(results) == 1


def test_a_report_is_upheld_or_rejected_never_both() -> None:
    for _round in range(5):
        report, moderator = a_report(listing_on_sale()), a_moderator()
        services.take_report(report, by=moderator)
        seen = [Report.objects.get(pk=report.pk) for _each in range(4)]
        uphold = partial(services.uphold_report, by=moderator, ground=ReportReason.COUNTERFEIT, facts="Fake.")
        reject = partial(services.reject_report, by=moderator, because="Real.")

        results = at_once([partial(uphold, seen[0]), partial(reject, seen[1]), partial(uphold, seen[2])])

        assert refused(results) == 2
        report.refresh_from_db()
        assert (report.listing.status == "retracted") == (report.status == "upheld")
        assert Strike.objects.filter(report=report).exists() == (report.status == "upheld")


def test_counterfeits_found_at_once_are_counted_one_after_the_other() -> None:
    shop = open_shop(currency="EUR")
    found = []
    for number in range(4):
        moderator = a_moderator()
        listing = listing_on_sale(shop, title=f"Cup {number}")
        report = services.take_report(a_report(listing, email=f"a{number}@example.com"), by=moderator)
        found.append((report, moderator))

    results = at_once(
        [
            partial(services.uphold_report, report, by=moderator, ground=ReportReason.COUNTERFEIT, facts="Fake.")
            for report, moderator in found
        ]
    )

    assert refused(results) == 0
    assert sorted(Strike.objects.values_list("nth", flat=True)) == [1, 2, 3, 4]


def test_what_is_upheld_at_the_moment_of_a_complaint_stays_down() -> None:
    for _round in range(5):
        listing, moderator = listing_on_sale(), a_moderator()
        other = services.take_report(a_report(listing, email="other@example.com"), by=moderator)
        report = upheld(listing)
        services.complain(report, by=a_person(), words="It is ours.")

        results = at_once(
            [
                partial(services.overturn_decision, report, by=a_moderator(), because="It is real."),
                partial(services.uphold_report, other, by=moderator, ground=ReportReason.UNSAFE, facts="Lead."),
            ]
        )

        assert refused(results) == 0
        listing.refresh_from_db()
        assert listing.status == "retracted"


def test_a_suspension_and_a_decision_that_is_taken_back_do_not_wait_for_each_other(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    shop = open_shop(currency="EUR")
    first, _second, third = [upheld(listing_on_sale(shop, title=f"Cup {number}")) for number in range(3)]
    services.complain(first, by=a_person(), words="It is ours.")
    strike = Strike.objects.get(report=third)

    def slowly(*args: Any, **named: Any) -> object:
        # Long enough for the other to have come as far as it can.
        time.sleep(1)
        return suspend_seller(*args, **named)

    monkeypatch.setattr("catalog.reporting.services.sellers.suspend_seller", slowly)

    results = at_once(
        [
            partial(services.overturn_decision, first, by=a_moderator(), because="It is real."),
            partial(services.suspend_for_strikes, strike, by=a_reviewer(), because="Three counterfeits."),
        ]
    )

    # Either comes first; once two are left, nothing is proposed any longer.
    strike.refresh_from_db()
    assert refused(results) == (strike.status == "noted")


def test_one_person_reports_a_listing_once() -> None:
    listing, person = listing_on_sale(), a_person()

    results = at_once([partial(services.file_report, listing, by=person, reason=ReportReason.OTHER, words="Odd.")] * 4)

    assert refused(results) == 3
    assert Report.objects.count() == 1


def test_a_claim_is_granted_or_refused_and_a_seller_authorised_once() -> None:
    others, brand = a_brand_owner()
    owner, manager = others.memberships.get().user, a_person("Manager")
    works_in(others, manager, ShopRole.MANAGER)
    for _round in range(3):
        shop = open_shop()
        claim = a_claim(shop)
        seen = [BrandAuthorisation.objects.get(pk=claim.pk) for _each in range(2)]
        results = at_once(
            [
                partial(grant_claim, seen[0], by=owner),
                partial(refuse_claim, seen[1], by=manager, because="No."),
            ]
        )
        assert refused(results) == 1

    seller = open_shop().seller
    results = at_once([partial(authorise_seller, brand, seller, by=each) for each in (owner, manager)])
    assert BrandAuthorisation.objects.filter(seller=seller, status="granted").count() == 1


def test_of_two_reviewers_one_grants() -> None:
    a_protected_brand("Hoshi")
    claim = a_claim(open_shop())
    reviewers = [a_reviewer() for _each in range(2)]
    seen = [BrandAuthorisation.objects.get(pk=claim.pk) for _each in reviewers]

    results = at_once([partial(grant_claim, seen[place], by=reviewers[place]) for place in range(2)])

    assert refused(results) == 1
