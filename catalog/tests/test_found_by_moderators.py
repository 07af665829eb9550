"""What a moderator takes down without a report: the same reasons, the same way to complain, and it counts the same."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from accounts.models import User
from accounts.roles import Role
from catalog.invariants import upheld_reports_took_something_down
from catalog.models import Listing, Report
from catalog.reporting import services
from catalog.reporting.finding import take_down
from catalog.reporting.services import NotYoursToHandle, ReportRefused
from catalog.reporting.statements import statement_of
from catalog.states import ReportReason
from catalog.tests.factories import listing_on_sale
from catalog.tests.reports import a_moderator
from core.models import OutgoingMail
from notifications.models import Notification
from sellers.models import Shop
from sellers.tests.factories import a_reviewer, open_shop, works_in


@pytest.fixture
def shop(bob: User) -> Shop:
    return open_shop(bob, currency="EUR")


def test_what_a_moderator_finds_is_taken_down_with_the_same_reasons(
    shop: Shop, bob: User, deliver: Callable[[], int]
) -> None:
    finder, listing = a_moderator(), listing_on_sale(shop)
    deliver()

    report = take_down(listing, by=finder, ground=ReportReason.COUNTERFEIT, facts="The stamp is another's.")
    deliver()

    assert not Listing.objects.on_sale().exists()
    told = Notification.objects.get(kind="listing_taken_down")
    assert (told.user, told.particulars["report"]) == (bob, report.number)
    assert not OutgoingMail.objects.exclude(to=bob.email).exists()
    lines = {line.label: line.text for line in statement_of(report).lines}
    assert lines["How we came to look"].endswith("Nobody had reported it.")
    assert lines["What software did"] == "Nothing. A person looked at the listing and decided."
    assert report.strike.nth == 1
    assert list(upheld_reports_took_something_down()) == []
    # Also of whoever looked at it while it was still on sale.
    for seen in (listing, Listing.objects.get(pk=listing.pk)):
        with pytest.raises(ReportRefused):
            take_down(seen, by=finder, ground=ReportReason.UNSAFE, facts="x")

    services.complain(report, by=bob, words="Here is the invoice.")
    with pytest.raises(NotYoursToHandle):
        services.overturn_decision(report, by=finder, because="x")
    services.overturn_decision(report, by=a_moderator(), because="The invoice is real.")
    assert Listing.objects.get(pk=listing.pk).status == "draft"


@pytest.mark.parametrize("role", [role for role in Role if role != Role.MODERATOR])
def test_nobody_but_a_moderator_takes_down_what_nobody_reported(shop: Shop, role: Role) -> None:
    listing, member = listing_on_sale(shop), a_moderator()
    works_in(shop, member, "catalogue")

    for person in (a_reviewer(role), member):
        with pytest.raises(NotYoursToHandle):
            take_down(listing, by=person, ground=ReportReason.OTHER, facts="x")
    assert Listing.objects.on_sale().get() == listing
    assert not Report.objects.exists()
