from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from accounts.models import User
from accounts.roles import Role
from core.clock import now
from core.errors import ImpossibleMove
from core.models import StatementOfReasons
from sellers.events import ApplicationApproved, ApplicationRefused, MoreRequested, ShopOpened
from sellers.models import Application, Membership, Seller, Shop, ShopRole
from sellers.services import (
    MayNotDecide,
    ReasonMissing,
    approve_application,
    refuse_application,
    request_more,
)
from sellers.states import ApplicationStatus
from sellers.tests.factories import a_person, a_reviewer, an_application, open_shop
from sellers.tests.fixtures import Announced, Decide

DECISIONS = {
    "approve": lambda application, by: approve_application(application, by=by),
    "ask": lambda application, by: request_more(application, by=by, what="The second page."),
    "refuse": lambda application, by: refuse_application(application, by=by, because="The register has no such name."),
}


def test_approving_makes_seller_shop_and_owner(bob: User, rita: User, announced: Announced) -> None:
    application = an_application(bob)

    shop = approve_application(application, by=rita, note="Welcome.")

    seller = shop.seller
    assert (application.status, application.decided_by, application.reason) == ("approved", rita, "Welcome.")
    assert (shop.name, shop.slug, shop.currency, shop.city) == ("Tanah Liat", "tanah-liat", "IDR", "Jakarta")
    assert seller.business_facts() == application.business_facts()
    assert seller.valid_until - seller.approved_at == timedelta(days=365)
    assert [(each.user, each.role) for each in Membership.objects.all()] == [(bob, ShopRole.OWNER)]
    assert announced(ApplicationApproved, ShopOpened) == [
        ApplicationApproved(application_id=application.pk, shop_id=shop.pk),
        ShopOpened(shop_id=shop.pk),
    ]
    assert list(Shop.objects.open_for_business()) == [shop]


def test_refusing_keeps_who_when_and_why(bob: User, rita: User, announced: Announced) -> None:
    application = an_application(bob)

    refuse_application(application, by=rita, because="  The register\r\nhas no such name. ")

    application.refresh_from_db()
    assert (application.status, application.decided_by) == (ApplicationStatus.REFUSED, rita)
    assert application.reason == "The register\nhas no such name."
    assert application.decided_at
    statement = StatementOfReasons.objects.get()
    assert announced(ApplicationRefused) == [
        ApplicationRefused(application_id=application.pk, statement_id=statement.pk)
    ]
    assert not Seller.objects.exists()


def test_asking_for_more_says_what(bob: User, rita: User, announced: Announced) -> None:
    application = an_application(bob)

    request_more(application, by=rita, what="The second page.")

    assert (application.status, application.request_for_more) == ("more_requested", "The second page.")
    assert announced(MoreRequested) == [MoreRequested(application_id=application.pk, what="The second page.")]


@pytest.mark.parametrize("act", [request_more, refuse_application])
@pytest.mark.parametrize("words", ["", "  \n ", "\x00"])
def test_words_are_needed_where_somebody_must_act_on_them(bob: User, rita: User, act: Decide, words: str) -> None:
    application = an_application(bob)
    keyword = "what" if act is request_more else "because"

    with pytest.raises(ReasonMissing):
        act(application, by=rita, **{keyword: words})

    application.refresh_from_db()
    assert application.status == ApplicationStatus.SUBMITTED


@pytest.mark.parametrize("decide", DECISIONS.values(), ids=DECISIONS)
@pytest.mark.parametrize("role", [None, Role.MODERATOR, Role.MEDIATOR, Role.FINANCE, Role.ADMIN, "not staff"], ids=str)
def test_only_reviewers_decide(bob: User, announced: Announced, decide: Decide, role: Any) -> None:
    application = an_application(bob)
    start = announced()
    if role is None:
        nobody = a_person("Mallory")
    elif role == "not staff":
        # In the group, and no longer staff.
        nobody = a_reviewer()
        nobody.is_staff = False
        nobody.save()
    else:
        nobody = a_reviewer(role)

    with pytest.raises(MayNotDecide):
        decide(application, nobody)

    application.refresh_from_db()
    assert (application.status, announced()) == (ApplicationStatus.SUBMITTED, start)
    assert not Seller.objects.exists()


@pytest.mark.parametrize("role", [Role.REVIEWER, Role.SENIOR_REVIEWER])
def test_every_reviewing_role_decides(bob: User, role: Role) -> None:
    assert approve_application(an_application(bob), by=a_reviewer(role)).pk


@pytest.mark.parametrize("decide", DECISIONS.values(), ids=DECISIONS)
def test_nobody_decides_their_own_application(rita: User, ada: User, decide: Decide) -> None:
    for own in (rita, ada):
        application = an_application(own)

        with pytest.raises(MayNotDecide):
            decide(application, own)

        application.refresh_from_db()
        assert application.status == ApplicationStatus.SUBMITTED


@pytest.mark.parametrize("second", DECISIONS.values(), ids=DECISIONS)
@pytest.mark.parametrize("first", DECISIONS.values(), ids=DECISIONS)
def test_of_two_reviewers_the_slower_is_told(bob: User, rita: User, first: Decide, second: Decide) -> None:
    application = an_application(bob)
    seen_by_second = Application.objects.get(pk=application.pk)
    first(application, rita)
    before = (Application.objects.values().get(), Seller.objects.count(), Shop.objects.count())

    with pytest.raises(ImpossibleMove):
        second(seen_by_second, a_reviewer())

    assert (Application.objects.values().get(), Seller.objects.count(), Shop.objects.count()) == before


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Tanah Liat & Co.", "tanah-liat-co"),
        ("Søren's Möbel", "srens-mobel"),
        ("陶器の店", "shop-{number}"),
        ("!!!", "shop-{number}"),
        ("x" * 80, "x" * 50),
    ],
)
def test_a_name_becomes_an_address(rita: User, name: str, slug: str) -> None:
    application = an_application(trading_name=name)

    shop = approve_application(application, by=rita)

    assert shop.slug == slug.format(number=application.number.lower())
    assert shop.name == name


def test_a_taken_address_gets_the_number_behind_it(rita: User) -> None:
    open_shop(name="Tanah Liat")
    application = an_application(trading_name="Tanah  Liat!")

    assert approve_application(application, by=rita).slug == f"tanah-liat-{application.number.lower()}"


@pytest.mark.parametrize(
    "unsigned",
    [
        {"status": "approved"},
        {"status": "refused", "reason": "because"},
        {"status": "more_requested"},
    ],
)
def test_the_database_takes_no_unsigned_decision(bob: User, unsigned: dict[str, str]) -> None:
    application = an_application(bob)

    with pytest.raises(IntegrityError), transaction.atomic():
        Application.objects.filter(pk=application.pk).update(**unsigned)


def test_the_database_takes_no_refusal_without_a_reason(bob: User, rita: User) -> None:
    application = an_application(bob)

    with pytest.raises(IntegrityError), transaction.atomic():
        Application.objects.filter(pk=application.pk).update(status="refused", decided_by=rita, decided_at=now())


def test_who_has_a_shop_may_apply_for_another(bob: User, rita: User) -> None:
    open_shop(bob, name="First")

    second = open_shop(bob, name="Second")

    assert list(Shop.objects.worked_by(bob).order_by("pk").values_list("name", flat=True)) == ["First", "Second"]
    assert second.seller.application.applicant == bob
