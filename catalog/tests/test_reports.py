"""A report from its making to its end: who decides, what follows, what the shop reads, and what counts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from accounts.models import User
from accounts.roles import Role
from catalog.invariants import upheld_reports_took_something_down
from catalog.models import Listing, Report, Strike
from catalog.reporting import services
from catalog.reporting.rules import CLAIM_HOLDS, COMPLAINTS_OPEN, MEMORY, MOST_RECEIPTS, PAUSE, standing_of, step_after
from catalog.reporting.services import CannotComplain, NotYoursToHandle, ReportRefused, WordsMissing
from catalog.reporting.statements import statement_of
from catalog.services import publish_listing
from catalog.states import ReportReason, Standing, Step
from catalog.tests.factories import listing_on_sale, retracted_listing
from catalog.tests.reports import a_moderator, a_report, rejected, upheld, with_strikes
from core import clock
from core.errors import ImpossibleMove
from core.models import Event, StatementOfReasons, Trace
from sellers.models import Shop
from sellers.states import ReasonCode
from sellers.tests.factories import a_person, a_reviewer, open_shop, works_in


@pytest.fixture
def shop(bob: User) -> Shop:
    return open_shop(bob, currency="EUR")


@pytest.mark.parametrize(
    ("upheld_so_far", "step"),
    [
        (0, Step.WARNING),
        (1, Step.WARNING),
        (2, Step.SENIOR_TOLD),
        (3, Step.SUSPENSION_PROPOSED),
        (9, Step.SUSPENSION_PROPOSED),
    ],
)
def test_what_follows_from_so_many_counterfeits(upheld_so_far: int, step: Step) -> None:
    assert step_after(upheld_so_far) == step


@pytest.mark.parametrize(
    ("decided", "unfounded", "standing"),
    [
        (0, 0, Standing.GOOD),
        (2, 2, Standing.GOOD),
        (3, 3, Standing.WARNED),
        (6, 3, Standing.GOOD),
        (7, 4, Standing.WARNED),
        (5, 5, Standing.PAUSED),
        (10, 5, Standing.GOOD),
        (100, 51, Standing.PAUSED),
    ],
)
def test_how_a_reporter_stands(decided: int, unfounded: int, standing: Standing) -> None:
    assert standing_of(decided=decided, unfounded=unfounded) == standing


def test_an_upheld_report_takes_the_listing_down_and_says_why(shop: Shop) -> None:
    listing = listing_on_sale(shop)
    report = upheld(listing)

    listing.refresh_from_db()
    assert (listing.status, listing.retracted_by_us) == ("retracted", True)
    assert listing.retracted_because == "We took it down: it is a counterfeit."
    assert not Listing.objects.on_sale().exists()
    lines = {line.label: line.text for line in statement_of(report).lines}
    assert lines["The facts"] == "The owner of the brand did not make it."
    assert {"The ground", "The rule", "What software did", "How we came to look", "If you do not agree"} <= lines.keys()
    assert "stranger" not in str(lines)
    assert list(upheld_reports_took_something_down()) == []
    acts = set(Trace.objects.filter(thing=f"catalog.report:{report.pk}").values_list("act", flat=True))
    assert acts == {"catalog.took_report", "catalog.upheld_report"}


def test_a_rejected_report_leaves_the_listing(shop: Shop, alice: User) -> None:
    listing = listing_on_sale(shop)
    report = rejected(a_report(listing, by=alice))

    assert Listing.objects.on_sale().get() == listing
    assert (report.status, report.decision) == ("rejected", "The shop is authorised.")
    # She may say more, and be heard.
    assert a_report(listing, by=alice).status == "waiting"


def test_what_the_shop_took_down_itself_can_still_be_decided(shop: Shop) -> None:
    moderator, listing = a_moderator(), listing_on_sale(shop)
    report = services.take_report(a_report(listing), by=moderator)
    Listing.objects.filter(pk=listing.pk).update(
        status="retracted", retracted_at=clock.now(), retracted_because="Sold out."
    )

    services.uphold_report(report, by=moderator, ground=ReportReason.UNSAFE, facts="It burns.")

    listing.refresh_from_db()
    assert (listing.retracted_because, listing.retracted_by_us) == ("Sold out.", False)
    assert list(upheld_reports_took_something_down()) == []
    with pytest.raises(ReportRefused):
        a_report(retracted_listing(shop, title="Gone"))


@pytest.mark.parametrize("role", [role for role in Role if role != Role.MODERATOR])
def test_nobody_but_a_moderator_handles_a_report(shop: Shop, role: Role) -> None:
    report = a_report(listing_on_sale(shop))
    person = a_reviewer(role)

    for act in (
        lambda: services.take_report(report, by=person),
        lambda: services.release_report(report, by=person),
        lambda: services.uphold_report(report, by=person, ground=ReportReason.OTHER, facts="x"),
        lambda: services.reject_report(report, by=person, because="x"),
        lambda: services.keep_decision(report, by=person, because="x"),
        lambda: services.overturn_decision(report, by=person, because="x"),
    ):
        with pytest.raises(NotYoursToHandle):
            act()
    report.refresh_from_db()
    assert report.status == "waiting"


def test_no_moderator_handles_their_own_matter(shop: Shop) -> None:
    reporter, member = a_moderator(), a_moderator()
    works_in(shop, member, "catalogue")
    report = a_report(listing_on_sale(shop), by=reporter)

    for person in (reporter, member):
        with pytest.raises(NotYoursToHandle):
            services.take_report(report, by=person)


def test_it_is_in_one_pair_of_hands(shop: Shop, at: Callable[[datetime], Any]) -> None:
    one, other, report = a_moderator(), a_moderator(), a_report(listing_on_sale(shop))
    services.take_report(report, by=one)

    with pytest.raises(ImpossibleMove):
        services.take_report(Report.objects.get(pk=report.pk), by=other)
    with pytest.raises(NotYoursToHandle):
        services.reject_report(report, by=other, because="x")
    with at(clock.now() + CLAIM_HOLDS):
        services.take_report(report, by=other)
        with pytest.raises(NotYoursToHandle):
            services.reject_report(report, by=one, because="x")
        services.release_report(report, by=other)
    services.take_report(report, by=one)
    with pytest.raises(WordsMissing):
        services.uphold_report(report, by=one, ground=ReportReason.OTHER, facts=" ")
    assert Listing.objects.on_sale().exists()


def test_counterfeits_of_a_year_count_once_for_each_listing(shop: Shop, at: Callable[[datetime], Any]) -> None:
    first, *_rest = with_strikes(shop, 3)
    assert list(Strike.objects.order_by("pk").values_list("nth", "status")) == [(1, "noted"), (2, "noted"), (3, "open")]

    # Unsafe things are no counterfeits, and another shop's are not this one's.
    upheld(listing_on_sale(shop), ground=ReportReason.UNSAFE)
    upheld(listing_on_sale())
    assert Strike.objects.filter(seller=shop.seller).count() == 3

    # Taken back, it counts no more.
    services.complain(first, by=a_person(), words="It is ours.")
    services.overturn_decision(first, by=a_moderator(), because="The invoice is real.")
    assert Strike.objects.counting(shop.seller, since=clock.now() - MEMORY).count() == 2

    with at(clock.now() + MEMORY + timedelta(days=1)):
        shop.seller.valid_until = clock.now() + timedelta(days=9)
        shop.seller.save()
        assert upheld(listing_on_sale(shop, title="Later")).strike.nth == 1


def test_two_reports_of_one_listing_count_once(shop: Shop) -> None:
    moderator, listing = a_moderator(), listing_on_sale(shop)
    reports = [a_report(listing, email=f"{name}@example.com") for name in ("one", "two")]
    for report in reports:
        services.take_report(report, by=moderator)
        services.uphold_report(report, by=moderator, ground=ReportReason.COUNTERFEIT, facts="Fake.")

    assert Strike.objects.count() == 1


def taken_back(report: Report) -> None:
    services.complain(report, by=a_person(), words="It is ours.")
    services.overturn_decision(report, by=a_moderator(), because="The invoice is real.")


def test_what_another_report_found_counts_on_when_the_first_is_taken_back(shop: Shop) -> None:
    moderator, listing = a_moderator(), listing_on_sale(shop)
    other = services.take_report(a_report(listing, email="other@example.com"), by=moderator)
    first = upheld(listing)
    services.uphold_report(other, by=moderator, ground=ReportReason.COUNTERFEIT, facts="Fake.")
    strike = Strike.objects.get(report=first)

    taken_back(first)
    strike.refresh_from_db()
    assert (strike.report, strike.status, strike.nth) == (other, "noted", 1)
    taken_back(other)
    strike.refresh_from_db()
    assert strike.status == "cancelled"


def test_too_few_for_a_suspension_propose_none(shop: Shop, rita: User) -> None:
    first, *_rest = with_strikes(shop, 4)

    taken_back(first)
    assert list(Strike.objects.order_by("pk").values_list("nth", "step", "status")) == [
        (1, Step.WARNING, "cancelled"),
        (2, Step.SENIOR_TOLD, "noted"),
        (2, Step.SENIOR_TOLD, "noted"),
        (3, Step.SUSPENSION_PROPOSED, "open"),
    ]


def test_what_a_reviewer_left_and_was_taken_back_counts_no_more(shop: Shop, rita: User) -> None:
    *_two, third = with_strikes(shop, 3)
    services.leave_strike(Strike.objects.get(report=third), by=rita, because="We wait for the complaint.")

    taken_back(third)

    assert Strike.objects.counting(shop.seller, since=clock.now() - MEMORY).count() == 2
    assert upheld(listing_on_sale(shop, title="Another")).strike.nth == 3


def test_reviewers_decide_about_a_suspension(shop: Shop, rita: User, bob: User) -> None:
    with_strikes(shop, 4)
    third, fourth = Strike.objects.filter(status="open").order_by("pk")

    for person in (a_moderator(), bob):
        with pytest.raises(NotYoursToHandle):
            services.suspend_for_strikes(third, by=person, because="x")
        with pytest.raises(NotYoursToHandle):
            services.leave_strike(third, by=person, because="x")
    services.leave_strike(third, by=rita, because="The maker had sold them the wrong ones.")
    services.suspend_for_strikes(fourth, by=rita, because="Four counterfeits within a year.")

    shop.seller.refresh_from_db()
    assert (shop.seller.status, shop.seller.suspended_reason) == ("suspended", "Four counterfeits within a year.")
    assert StatementOfReasons.objects.get().code == ReasonCode.COUNTERFEIT_GOODS


def test_a_complaint_is_answered_by_somebody_else(shop: Shop, bob: User, at: Callable[[datetime], Any]) -> None:
    decider, listing = a_moderator(), listing_on_sale(shop)
    report = upheld(listing, by=decider)
    with pytest.raises(ImpossibleMove):
        services.keep_decision(report, by=a_moderator(), because="x")
    services.complain(report, by=bob, words="Here is the invoice.")

    with pytest.raises(CannotComplain):
        services.complain(report, by=bob, words="Again.")
    for answer in (services.keep_decision, services.overturn_decision):
        with pytest.raises(NotYoursToHandle):
            answer(report, by=decider, because="x")
    services.overturn_decision(report, by=a_moderator(), because="The invoice is real.")

    listing.refresh_from_db()
    assert (listing.status, listing.retracted_by_us) == ("draft", False)
    publish_listing(listing, by=bob)
    assert Listing.objects.on_sale().exists()
    assert list(upheld_reports_took_something_down()) == []
    with pytest.raises(ImpossibleMove):
        services.keep_decision(report, by=a_moderator(), because="x")


def test_a_kept_decision_is_the_end(shop: Shop, bob: User, at: Callable[[datetime], Any]) -> None:
    report, late = upheld(listing_on_sale(shop)), upheld(listing_on_sale(shop, title="Late"))
    services.complain(report, by=bob, words="No.")
    seen_before = Report.objects.get(pk=report.pk)
    services.keep_decision(report, by=a_moderator(), because="The owner said so again.")

    for seen in (report, seen_before):
        with pytest.raises(ImpossibleMove):
            services.overturn_decision(seen, by=a_moderator(), because="x")
    with at(clock.now() + COMPLAINTS_OPEN), pytest.raises(CannotComplain):
        services.complain(late, by=bob, words="Too late.")


def test_a_second_decision_keeps_the_listing_down(shop: Shop, bob: User) -> None:
    listing, moderator = listing_on_sale(shop), a_moderator()
    other = services.take_report(a_report(listing, email="b@example.com"), by=moderator)
    report = upheld(listing)
    services.uphold_report(other, by=moderator, ground=ReportReason.UNSAFE, facts="Lead glaze.")
    services.complain(report, by=bob, words="It is ours.")

    services.overturn_decision(report, by=a_moderator(), because="The invoice is real.")

    listing.refresh_from_db()
    assert listing.status == "retracted"


def test_who_reports_without_ground_is_told_then_paused(alice: User, shop: Shop, at: Callable[[datetime], Any]) -> None:
    listing = listing_on_sale(shop)
    for _time in range(5):
        rejected(a_report(listing, by=alice))
    told = Event.objects.filter(name__startswith="Reporter").order_by("pk")
    assert list(told.values_list("name", flat=True)) == ["ReporterWarned", "ReporterPaused"]
    with pytest.raises(ReportRefused, match="no ground"):
        a_report(listing, by=alice)
    # A stranger under her address is somebody else, whom nobody has shown to be her.
    assert a_report(listing, email=alice.email)
    with at(clock.now() + PAUSE + timedelta(minutes=1)):
        assert a_report(listing, by=alice)


def test_one_is_heard_once_at_a_time(alice: User, shop: Shop) -> None:
    listing = listing_on_sale(shop)
    a_report(listing, by=alice)
    a_report(listing, email="One@example.com ")

    for said in ({"by": alice}, {"email": "one@example.com"}):
        with pytest.raises(ReportRefused):
            a_report(listing, **said)
    with pytest.raises(WordsMissing):
        a_report(listing, by=a_person(), words=" ")


def test_an_address_without_an_account_gets_so_many_letters_a_day(
    shop: Shop, alice: User, at: Callable[[datetime], Any]
) -> None:
    listings = [listing_on_sale(shop, title=f"Cup {number}") for number in range(MOST_RECEIPTS + 1)]
    *others, last = listings
    for listing in others:
        a_report(listing)
        a_report(listing, by=alice)

    with pytest.raises(ReportRefused, match="until tomorrow"):
        a_report(last)
    # A member's letters go to a member; and another address is another.
    assert a_report(last, by=alice)
    assert a_report(last, email="another@example.com")
    with at(clock.now() + timedelta(days=1)):
        assert a_report(last)


def test_what_was_reported_in_vain_is_not_the_shops_to_read(shop: Shop, bob: User, alice: User) -> None:
    rejected(a_report(listing_on_sale(shop), by=alice))
    upheld(listing_on_sale(shop, title="Down"))

    def acts(person: User) -> set[str]:
        return set(
            Trace.objects.filter(people__person=person, act__startswith="catalog.").values_list("act", flat=True)
        )

    assert acts(alice) == {"catalog.took_report", "catalog.rejected_report"}
    assert acts(bob) == {"catalog.upheld_report", "catalog.retracted_listing"}


def test_addresses_are_forgotten(shop: Shop, at: Callable[[datetime], Any]) -> None:
    waiting, decided = a_report(listing_on_sale(shop)), upheld(listing_on_sale(shop))

    assert services.forget_reporters() == 0
    with at(clock.now() + COMPLAINTS_OPEN + timedelta(days=1)):
        assert services.forget_reporters() == 1
    decided.refresh_from_db()
    waiting.refresh_from_db()
    assert (decided.email, decided.access_token, waiting.email) == ("", "", "stranger@example.com")
