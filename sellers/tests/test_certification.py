"""Once a year an owner says that everything is still true; ten days without it, and selling stops until they do."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from accounts.models import User
from core import clock
from core.errors import ImpossibleMove
from core.invariants import violations
from sellers.models import Seller, Shop, ShopRole
from sellers.selectors import checks_of
from sellers.services import close_shop, renew_approval
from sellers.tests.factories import a_person, a_reviewer, open_shop, works_in
from sellers.vetting.events import CertificationDue, SellerCertified
from sellers.vetting.rules import certification_due, certification_ends, next_reminder
from sellers.vetting.services import MayNotCertify, certify_facts, remind, remind_of_certifications

Later = Callable[[timedelta], object]
Announced = Callable[..., list[object]]
DAY = timedelta(days=1)
BORN = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.fixture
def shop(bob: User) -> Shop:
    return open_shop(bob)


def now_of(shop: Shop) -> Seller:
    return Seller.objects.get(pk=shop.seller_id)


def renewed(shop: Shop) -> None:
    renew_approval(now_of(shop), by=a_reviewer(), because="Still registered.")


def test_the_year_runs_from_the_last_word_or_the_approval() -> None:
    assert certification_due(BORN, None) == BORN + 365 * DAY
    assert certification_due(BORN, BORN + 300 * DAY) == BORN + 665 * DAY
    assert certification_ends(BORN, None, approval_until=BORN + 365 * DAY) == BORN + 375 * DAY
    # Renewed on day 300 it is the same; renewed on day 400, after it had lapsed, there are ten days from then.
    assert certification_ends(BORN, None, approval_until=BORN + 665 * DAY) == BORN + 375 * DAY
    assert certification_ends(BORN, None, approval_until=BORN + 765 * DAY) == BORN + 410 * DAY


@pytest.mark.parametrize(
    ("days", "reminded", "due"),
    [(334, None, None), (335, None, 30), (335, 30, None), (358, 30, 7), (359, 7, None), (365, 7, 0), (370, None, 0)],
)
def test_each_reminder_is_given_once_and_of_those_missed_the_last(
    days: int, reminded: int | None, due: int | None
) -> None:
    assert next_reminder(now=BORN + days * DAY, due_at=BORN + 365 * DAY, reminded_days=reminded) == due


def test_selling_stops_ten_days_after_a_missed_day_and_comes_back_with_the_word(
    shop: Shop, bob: User, later: Later
) -> None:
    later(300 * DAY)
    renewed(shop)
    assert now_of(shop).sells_until == now_of(shop).approved_at + 375 * DAY

    later(74 * DAY)
    assert Seller.objects.allowed_to_sell().exists()
    later(DAY + timedelta(minutes=1))
    assert not Seller.objects.allowed_to_sell().exists()
    assert not [found for invariant, found in violations() if invariant.code == "I9"]

    certify_facts(now_of(shop), by=bob)

    assert Seller.objects.allowed_to_sell().exists()
    assert now_of(shop).sells_until == now_of(shop).valid_until
    assert not [found for invariant, found in violations() if invariant.code == "I9"]


def test_a_word_in_time_leaves_no_gap_and_is_public(shop: Shop, bob: User, later: Later, announced: Announced) -> None:
    later(300 * DAY)
    renewed(shop)
    certify_facts(now_of(shop), by=bob)
    later(70 * DAY)

    assert now_of(shop).sells_until == now_of(shop).valid_until
    assert announced(SellerCertified) == [SellerCertified(seller_id=shop.seller_id)]
    assert any("all of this is still true" in check.text for check in checks_of(now_of(shop)))


def test_reminders_come_thirty_and_seven_days_before_and_on_the_day(
    shop: Shop, later: Later, announced: Announced
) -> None:
    assert remind_of_certifications() == 0
    for step, days in ((335, 30), (23, 7), (7, 0)):
        later(step * DAY + timedelta(minutes=1))
        assert remind_of_certifications() == 1
        assert remind_of_certifications() == 0
        assert announced(CertificationDue)[-1] == CertificationDue(seller_id=shop.seller_id, days=days)


def test_of_two_workers_one_reminds(shop: Shop, later: Later) -> None:
    later(336 * DAY)
    first, second = now_of(shop), now_of(shop)
    remind(first)
    with pytest.raises(ImpossibleMove):
        remind(second)


@pytest.mark.parametrize("role", [role for role in ShopRole if role != ShopRole.OWNER])
def test_only_the_owner_can_say_it(shop: Shop, role: ShopRole) -> None:
    works_in(shop, other := a_person(), role)
    with pytest.raises(MayNotCertify):
        certify_facts(now_of(shop), by=other)
    with pytest.raises(MayNotCertify):
        certify_facts(now_of(shop), by=a_reviewer())
    assert now_of(shop).certified_at is None


def test_said_twice_at_the_same_moment_it_is_said_once(shop: Shop, bob: User) -> None:
    first, second = now_of(shop), now_of(shop)
    certify_facts(first, by=bob)
    with pytest.raises(ImpossibleMove):
        certify_facts(second, by=bob)


def test_the_word_of_the_past_year_does_not_outlast_the_approval(shop: Shop, bob: User, later: Later) -> None:
    later(360 * DAY)
    certify_facts(now_of(shop), by=bob)
    assert now_of(shop).sells_until == now_of(shop).valid_until < clock.now() + 10 * DAY


def test_whoever_has_closed_is_asked_nothing(shop: Shop, bob: User, later: Later) -> None:
    close_shop(shop, by=bob)
    Seller.objects.update(status="closed")
    later(400 * DAY)
    assert remind_of_certifications() == 0
