"""The reviewers' queue: who stands in it, in which order, and who has taken what up."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from accounts.models import User
from accounts.roles import Role
from core import clock
from core.errors import DomainError
from core.models import Trace
from sellers import services as sellers
from sellers.models import Application, QueueEntry
from sellers.reviewing import services
from sellers.reviewing.claims import ClaimedByAnother
from sellers.reviewing.rules import CLAIM_HOLDS
from sellers.reviewing.selectors import Filters, queue_of
from sellers.reviewing.services import (
    MayNotClaim,
    NothingWaits,
    WaitsNoMore,
    claim,
    claim_next,
    mend_queue,
    put_back_lapsed,
)
from sellers.reviewing.states import EntryKind, Glow, Pressing
from sellers.tests.factories import (
    a_person,
    a_reviewer,
    a_risky_application,
    an_application,
    open_shop,
    some_facts,
    works_in,
)
from sellers.tests.fixtures import Announced, CountQueries, Deliver, Later
from sellers.tests.reviewing_factories import a_recheck, an_entry
from sellers.tests.vetting_factories import a_requirement, claimed, held
from sellers.vetting.services import refuse_credential, verify_credential
from sellers.vetting.states import CredentialStatus

pytestmark = pytest.mark.django_db

MONDAY = datetime(2026, 11, 23, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _on_a_monday() -> Iterator[None]:
    with clock.at(MONDAY):
        yield


def names(user: User, **filters: object) -> list[str]:
    return [line.entry.application.trading_name for line in queue_of(user, Filters(**filters)).lines]  # type: ignore[arg-type]


def test_an_application_stands_in_line_when_its_fact_is_delivered(deliver: Deliver) -> None:
    application = an_application()
    assert not QueueEntry.objects.exists()

    deliver()

    entry = QueueEntry.objects.get()
    assert (entry.kind, entry.application, entry.country) == (EntryKind.APPLICATION, application, "ID")
    assert (entry.since, entry.pressing, entry.is_risky) == (application.submitted_at, [], False)


def test_high_risk_counts_as_if_it_had_waited_longer_but_not_for_ever(rita: User, later: Later) -> None:
    an_application(trading_name="Waits long")
    later(timedelta(hours=30))
    an_application(trading_name="Waits")
    later(timedelta(hours=3))
    a_risky_application(trading_name="Risky")
    mend_queue()

    assert names(rita) == ["Waits long", "Risky", "Waits"]
    assert names(rita, risk=True) == ["Risky"]


def test_what_is_overdue_comes_before_anything_that_presses(rita: User, later: Later) -> None:
    an_application(trading_name="Waits")
    later(timedelta(days=2, hours=23))
    a_risky_application(trading_name="Risky")
    mend_queue()
    QueueEntry.objects.filter(is_risky=True).update(urgent_at=MONDAY)
    assert names(rita) == ["Risky", "Waits"]

    later(timedelta(hours=2))

    assert names(rita) == ["Waits", "Risky"]


def test_what_is_decided_is_gone_at_once(rita: User) -> None:
    application = an_application()
    an_entry(application)

    sellers.refuse_application(application, by=rita, because="No.")

    assert names(rita) == []
    mend_queue()
    assert not QueueEntry.objects.exists()


def test_a_second_applicant_with_the_same_number_makes_both_risky(deliver: Deliver) -> None:
    first = an_application(registration_number="01.312.166.0-091.777")
    deliver()
    assert not QueueEntry.objects.get(application=first).is_risky

    an_application(registration_number="01.312.166.0-091.777")
    deliver()

    assert [entry.pressing for entry in QueueEntry.objects.all()] == [[Pressing.HIGH_RISK]] * 2


def test_an_answer_to_our_question_comes_back_a_little_sooner(rita: User) -> None:
    application = an_application()
    sellers.request_more(application, by=rita, what="The second page.")
    mend_queue()
    assert names(rita) == []

    sellers.amend_application(application, by=application.applicant, facts=some_facts())

    assert an_entry(application).pressing == [Pressing.ASKED_BEFORE]


def test_a_sellers_renewal_stands_by_itself_and_presses_when_they_cannot_sell(rita: User, later: Later) -> None:
    shop = open_shop()
    insurance = a_requirement(holds_days=30)
    held(insurance, shop=shop)
    later(timedelta(days=25))
    soon = claimed(insurance, shop=shop)
    assert an_entry(soon.application, EntryKind.CREDENTIAL).pressing == [Pressing.ENDS_SOON]

    later(timedelta(days=6))
    services.work_out_urgency()

    entry = QueueEntry.objects.get(credential=soon)
    assert (entry.pressing, entry.since) == ([Pressing.OFF_SALE], soon.claimed_at)
    verify_credential(soon, by=rita)
    assert names(rita) == []


def test_filters(rita: User) -> None:
    an_application(trading_name="From Jakarta")
    an_application(trading_name="From Berlin", country="DE")
    shop = open_shop(name="Looked at again")
    a_recheck(shop.seller)
    mend_queue()
    entry = QueueEntry.objects.get(country="DE")
    claim(entry, by=rita)

    assert names(rita, country="DE") == names(rita, who="mine") == ["From Berlin"]
    assert names(rita, kind=EntryKind.RECHECK) == ["Looked at again"]
    assert "From Berlin" not in names(rita, who="free")
    assert len(names(rita, kind="nonsense")) == 3


def test_the_clock_counts_working_days(rita: User, later: Later) -> None:
    later(timedelta(days=4))
    an_application()
    mend_queue()

    def said() -> tuple[Glow, str]:
        (line,) = queue_of(rita, Filters()).lines
        return line.glow, line.clock

    # Friday morning: Friday, Monday, Tuesday.
    assert said() == (Glow.FINE, "3 d left")
    later(timedelta(days=4))
    assert said() == (Glow.SOON, "1 d left")
    later(timedelta(hours=25))
    assert said() == (Glow.LATE, "1 h over")


# --- Taking up


def test_whoever_takes_it_up_has_it_and_what_was_claimed_is_being_checked(rita: User) -> None:
    application = an_application()
    credential = claimed(a_requirement(), application=application)
    entry = claim(an_entry(application), by=rita)

    credential.refresh_from_db()
    assert credential.status == CredentialStatus.CHECKING
    assert entry.claimed_by == rita
    (trace,) = Trace.objects.filter(act="sellers.took_up")
    assert list(trace.people.values_list("person", flat=True)) == [application.applicant_id]

    services.release(entry, by=rita)
    credential.refresh_from_db()
    assert credential.status == CredentialStatus.CLAIMED
    assert not QueueEntry.objects.claimed().exists()


def test_nobody_else_takes_it_up_or_decides_until_it_lapses_or_is_taken_over(rita: User, later: Later) -> None:
    application, colleague = an_application(), a_reviewer()
    entry = claim(an_entry(application), by=rita)

    with pytest.raises(MayNotClaim, match="Rita has taken this up"):
        claim(entry, by=colleague)
    with pytest.raises(ClaimedByAnother, match="Rita has taken this up"):
        sellers.refuse_application(application, by=colleague, because="No.")
    with pytest.raises(ClaimedByAnother):
        sellers.request_more(application, by=colleague, what="More.")
    with pytest.raises(ClaimedByAnother):
        sellers.approve_application(application, by=colleague)

    claim(entry, by=colleague, take_over=True)
    assert Trace.objects.filter(act="sellers.took_over", actor=colleague).count() == 1
    with pytest.raises(ClaimedByAnother):
        sellers.refuse_application(application, by=rita, because="No.")

    later(CLAIM_HOLDS + timedelta(seconds=1))
    sellers.refuse_application(application, by=rita, because="No.")


def test_a_credential_of_somebody_elses_application_is_not_decided_either(rita: User) -> None:
    application, colleague = an_application(), a_reviewer()
    credential = claimed(a_requirement(), application=application)
    claim(an_entry(application), by=rita)
    credential.refresh_from_db()

    for decide in (
        lambda: verify_credential(credential, by=colleague),
        lambda: refuse_credential(credential, by=colleague, because="Unreadable."),
    ):
        with pytest.raises(ClaimedByAnother):
            decide()
    verify_credential(credential, by=rita)


def test_what_is_looked_at_is_held_longer_and_what_is_left_goes_back(rita: User, later: Later) -> None:
    entry = claim(an_entry(an_application()), by=rita)
    later(timedelta(minutes=20))
    assert services.keep_claim(entry, by=rita)
    assert not services.keep_claim(entry, by=a_reviewer())
    later(timedelta(minutes=20))
    assert put_back_lapsed() == 0

    later(timedelta(minutes=20))

    assert put_back_lapsed() == 1
    assert not services.keep_claim(entry, by=rita)
    entry.refresh_from_db()
    assert entry.claimed_by is None


def test_next_takes_the_most_urgent_that_is_free_and_not_ones_own(rita: User, later: Later) -> None:
    own = an_application(rita, trading_name="Own")
    later(timedelta(hours=1))
    first, second = an_application(), an_application()
    mend_queue()

    assert claim_next(by=rita).application == first
    assert claim_next(by=rita).application == second
    with pytest.raises(NothingWaits):
        claim_next(by=rita)
    assert claim_next(by=a_reviewer()).application == own


def test_next_says_when_nothing_waits(rita: User) -> None:
    with pytest.raises(NothingWaits):
        claim_next(by=rita)


@pytest.mark.parametrize("role", [Role.MODERATOR, Role.MEDIATOR, Role.FINANCE, Role.ADMIN, None])
def test_only_reviewers_take_up(role: Role | None) -> None:
    entry = an_entry(an_application())
    somebody = a_reviewer(role) if role else a_person()

    with pytest.raises(MayNotClaim):
        claim(entry, by=somebody)
    with pytest.raises(DomainError):
        services.note(entry.application, by=somebody, words="Hm.")


def test_nobody_takes_up_their_own(rita: User) -> None:
    entry = an_entry(an_application(rita))

    with pytest.raises(MayNotClaim, match="Nobody decides about their own"):
        claim(entry, by=rita)


def test_what_was_decided_meanwhile_is_not_taken_up(rita: User) -> None:
    entry = an_entry(an_application())
    QueueEntry.objects.all().delete()

    with pytest.raises(WaitsNoMore):
        claim(entry, by=rita)


def test_of_what_left_the_queue_nobody_checks_anything(rita: User, deliver: Deliver) -> None:
    application = an_application()
    credential = claimed(a_requirement(), application=application)
    claim(an_entry(application), by=rita)

    sellers.request_more(application, by=rita, what="The second page.")
    deliver()

    credential.refresh_from_db()
    assert credential.status == CredentialStatus.CLAIMED
    assert not QueueEntry.objects.exists()


def test_nothing_of_a_seller_who_has_closed_waits_for_anybody(bob: User, deliver: Deliver) -> None:
    shop = open_shop(bob)
    claimed(a_requirement(), shop=shop)
    an_entry(shop.seller.application, EntryKind.CREDENTIAL)

    sellers.leave_market(shop.seller, by=bob)
    deliver()

    assert not QueueEntry.objects.exists()
    assert mend_queue() == 0


def test_nobody_leaves_a_note_about_their_own(rita: User) -> None:
    shop = open_shop()
    works_in(shop, rita, "catalogue")

    for application in (an_application(rita), shop.seller.application):
        with pytest.raises(MayNotClaim, match="Nobody decides about their own"):
            services.note(application, by=rita, words="All is well.")


def test_the_queue_costs_four_statements_for_any_number(rita: User, count_queries: CountQueries) -> None:
    an_application()
    mend_queue()
    cost = count_queries(lambda: queue_of(rita, Filters()))
    for _each in range(9):
        an_application()
    mend_queue()

    assert count_queries(lambda: queue_of(rita, Filters())) == cost == 4
    assert Application.objects.count() == len(names(rita)) == 10


def test_mending_does_nothing_when_all_is_right(announced: Announced) -> None:
    an_application()

    assert (mend_queue(), mend_queue()) == (1, 0)
