"""Looking again at sellers who are approved: at random, once a year, and what comes of it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from accounts.models import User
from accounts.roles import Role
from core import clock
from core.errors import ImpossibleMove
from core.invariants import violations
from sellers.models import Membership, Recheck
from sellers.reviewing.claims import ClaimedByAnother
from sellers.reviewing.events import MoreAskedOfSeller
from sellers.reviewing.services import claim, rechecking
from sellers.reviewing.services.rechecking import AlreadyAsked, ask_for_rechecks, ask_more_of_seller, say_still_true
from sellers.reviewing.states import EntryKind, RecheckOutcome, RecheckWhy
from sellers.rules import APPROVAL_HOLDS
from sellers.services import MayNotDecide, ReasonMissing, end_contract, renew_approval, suspend_seller
from sellers.tests.factories import a_person, a_reviewer, open_shop
from sellers.tests.fixtures import Announced, As, Deliver, Later
from sellers.tests.reviewing_factories import a_recheck, an_entry

pytestmark = pytest.mark.django_db


def test_who_is_drawn_is_asked_once_in_half_a_year(monkeypatch: pytest.MonkeyPatch, later: Later) -> None:
    monkeypatch.setattr(rechecking, "is_drawn", lambda **_facts: True)
    seller = open_shop().seller
    assert ask_for_rechecks() == 0  # approved a moment ago

    later(timedelta(days=31))
    assert (ask_for_rechecks(), ask_for_rechecks()) == (1, 0)
    say_still_true(Recheck.objects.get(), by=a_reviewer(), because="Looked at the register.")
    later(timedelta(days=100))
    assert ask_for_rechecks() == 0
    later(timedelta(days=84))
    assert ask_for_rechecks() == 1

    assert {recheck.why for recheck in seller.rechecks.all()} == {RecheckWhy.RANDOM}


def test_the_lot_is_the_same_however_often_it_is_drawn(later: Later) -> None:
    for _each in range(3):
        open_shop()
    later(timedelta(days=40))

    assert ask_for_rechecks() == Recheck.objects.count()
    assert ask_for_rechecks() == 0


def test_a_year_later_somebody_looks_again_and_renews(rita: User, later: Later) -> None:
    seller = open_shop().seller
    later(timedelta(days=336))

    ask_for_rechecks()

    recheck = Recheck.objects.get()
    assert (recheck.why, recheck.due_at) == (RecheckWhy.YEARLY, seller.valid_until)

    say_still_true(recheck, by=rita, because="Register, insurance and address are as they were.")

    seller.refresh_from_db()
    assert seller.valid_until == clock.now() + APPROVAL_HOLDS
    assert (recheck.outcome, recheck.by) == (RecheckOutcome.STILL_TRUE, rita)


def test_at_random_nothing_is_renewed(rita: User) -> None:
    seller = open_shop().seller
    until = seller.valid_until

    say_still_true(a_recheck(seller), by=rita, because="As it was.")

    seller.refresh_from_db()
    assert seller.valid_until == until


def test_asking_for_more_tells_the_owners_and_comes_back(
    bob: User, rita: User, announced: Announced, deliver: Deliver, as_: As
) -> None:
    seller = open_shop(bob).seller

    ask_more_of_seller(a_recheck(seller), by=rita, what="A new register extract.")
    deliver()

    assert announced(MoreAskedOfSeller) == [MoreAskedOfSeller(seller.pk, "A new register extract.")]
    assert "A new register extract." in as_(bob).get(reverse("notifications:inbox")).content.decode()
    follow_up = Recheck.objects.open().get()
    assert (follow_up.why, follow_up.due_at > clock.now() + timedelta(days=13)) == (RecheckWhy.FOLLOW_UP, True)


def test_a_suspension_ends_it(rita: User, deliver: Deliver) -> None:
    recheck = a_recheck(open_shop().seller)
    an_entry(recheck.seller.application, EntryKind.RECHECK)

    suspend_seller(recheck.seller, by=rita, because="Dissolved.")
    deliver()

    recheck.refresh_from_db()
    assert (recheck.outcome, recheck.by) == (RecheckOutcome.SUSPENDED, rita)
    assert not recheck.seller.application.entries.exists()


def test_it_is_answered_once_in_words_by_whoever_has_it(rita: User) -> None:
    recheck, colleague = a_recheck(open_shop().seller), a_reviewer()
    with pytest.raises(ReasonMissing):
        say_still_true(recheck, by=rita, because=" ")
    claim(an_entry(recheck.seller.application, EntryKind.RECHECK), by=rita)
    with pytest.raises(ClaimedByAnother):
        say_still_true(recheck, by=colleague, because="Fine.")

    say_still_true(recheck, by=rita, because="Fine.")

    with pytest.raises(ImpossibleMove):
        ask_more_of_seller(recheck, by=rita, what="More.")
    assert not Recheck.objects.open().exists()


@pytest.mark.parametrize("role", [Role.MODERATOR, Role.ADMIN, None])
def test_only_reviewers_answer(role: Role | None) -> None:
    recheck = a_recheck(open_shop().seller)
    somebody = a_reviewer(role) if role else a_person()

    for answer in (
        lambda: say_still_true(recheck, by=somebody, because="Fine."),
        lambda: ask_more_of_seller(recheck, by=somebody, what="More."),
    ):
        with pytest.raises(MayNotDecide):
            answer()


def test_nobody_answers_for_their_own_shop(rita: User) -> None:
    with pytest.raises(MayNotDecide):
        say_still_true(a_recheck(open_shop(rita).seller), by=rita, because="Fine.")


def test_nor_for_the_business_with_which_they_once_applied(rita: User) -> None:
    shop = open_shop(rita)
    Membership.objects.filter(shop=shop).update(user=a_person())
    seller = shop.seller

    for decide in (
        lambda: say_still_true(a_recheck(seller), by=rita, because="Fine."),
        lambda: suspend_seller(seller, by=rita, because="A quarrel."),
        lambda: renew_approval(seller, by=rita, because="Fine."),
        lambda: end_contract(seller, by=rita, code="other", because="A quarrel."),
    ):
        with pytest.raises(MayNotDecide):
            decide()


def test_one_at_a_time() -> None:
    seller = open_shop().seller
    a_recheck(seller)

    with pytest.raises(AlreadyAsked):
        a_recheck(seller)


def test_one_that_is_late_is_found(later: Later) -> None:
    recheck = a_recheck(open_shop().seller)
    assert list(violations()) == []

    later(timedelta(days=15))

    assert f"recheck {recheck.pk}" in [violation.row for _invariant, violation in violations()]


def test_on_the_pages(as_: As, rita: User) -> None:
    recheck = a_recheck(open_shop().seller, RecheckWhy.YEARLY)
    client = as_(rita)
    file = reverse("admin:sellers_application_review", args=[recheck.seller.application_id])
    url = reverse("admin:sellers_application_still_true", args=[recheck.pk])
    assert url in client.get(file).content.decode()
    assert "holds for a year from today" in client.get(url).content.decode()

    assert client.post(url, {"words": "As it was."}).headers["Location"] == file

    assert url not in client.get(file).content.decode()
