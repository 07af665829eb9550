"""How reviewers come to their desk, and what it says of how they are doing."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from accounts.models import User
from accounts.roles import Role
from core.formatting import day
from sellers.reviewing.numbers import numbers
from sellers.services import (
    call_off_ending,
    end_contract,
    leave_market,
    refuse_application,
)
from sellers.states import ReasonCode
from sellers.tests.factories import a_person, a_reviewer, an_application, open_shop
from sellers.tests.fixtures import As, CountQueries, Later
from sellers.tests.reviewing_factories import QUEUE, an_entry
from sellers.tests.vetting_factories import a_requirement, held

pytestmark = pytest.mark.django_db


def test_the_front_page_counts_for_reviewers_only(as_: As, rita: User, ada: User) -> None:
    an_entry(an_application())

    assert QUEUE in as_(rita).get("/admin/").content.decode()
    assert QUEUE in as_(ada).get("/admin/").content.decode()
    assert QUEUE not in as_(a_reviewer(Role.MODERATOR)).get("/admin/").content.decode()
    # The side menu alone would lead there, too.
    for who, counts in (
        (rita, True),
        (ada, True),
        (a_reviewer(Role.MODERATOR), False),
        (a_reviewer(Role.ADMIN), False),
    ):
        assert ('<h2 id="desk-front">' in as_(who).get("/admin/").content.decode()) is counts


def test_the_side_menu_leads_reviewers_to_the_desk_from_every_page(as_: As, rita: User, ada: User) -> None:
    menu = f'<a href="{QUEUE}" id="link-reviewing-queue"'

    for url in ("/admin/", QUEUE, "/admin/sellers/seller/", "/admin/sellers/replytemplate/"):
        page = as_(rita).get(url).text
        assert menu in page
        assert f'<a href="{reverse("admin:sellers_application_desk")}" id="link-reviewing-desk"' in page
        assert 'id="link-sellers-application"' in page
    for role in (Role.MODERATOR, Role.MEDIATOR, Role.FINANCE, Role.ADMIN):
        assert "link-reviewing" not in as_(a_reviewer(role)).get("/admin/").text


def test_announced_ends_of_contracts_stand_on_the_front_page_and_lead_to_the_sellers(
    as_: As, rita: User, count_queries: CountQueries
) -> None:
    client, sellers = as_(rita), "/admin/sellers/seller/?ends=announced"
    stays, goes = open_shop().seller, open_shop().seller
    assert sellers not in client.get("/admin/").text
    cost = count_queries(lambda: client.get("/admin/"))
    ending = end_contract(goes, by=a_reviewer(), code="orders_not_sent", because="Nine of ten.")

    front = client.get("/admin/").text
    listed = client.get(sellers).text

    assert sellers in front
    assert f"the next on {day(ending.closes_at)}" in front
    assert count_queries(lambda: client.get("/admin/")) == cost
    assert reverse("admin:sellers_seller_change", args=[goes.pk]) in listed
    assert reverse("admin:sellers_seller_change", args=[stays.pk]) not in listed
    assert day(ending.closes_at) in listed
    call_off_ending(ending, by=rita, because="They were sent.")
    assert sellers not in client.get("/admin/").text
    assert reverse("admin:sellers_seller_change", args=[goes.pk]) not in client.get(sellers).text


def test_the_numbers(as_: As, rita: User, later: Later, count_queries: CountQueries) -> None:
    shop = open_shop()
    held(a_requirement(holds_days=20), shop=shop)
    applications = [an_application(a_person()) for _each in range(3)]
    later(timedelta(hours=10))
    for application, code in zip(applications, ["not_registered", "not_registered", "false_statement"], strict=True):
        refuse_application(application, by=rita, because=f"Of {application.number}.", code=code)
    an_entry(an_application())
    client, url = as_(rita), reverse("admin:sellers_application_desk")

    page = client.get(url).content.decode()

    assert [(bar.label, bar.count) for bar in numbers().refused] == [
        (str(ReasonCode.NOT_REGISTERED.label), 2),
        (str(ReasonCode.FALSE_STATEMENT.label), 1),
    ]
    assert str(ReasonCode.NOT_REGISTERED.label) in page
    assert applications[0].number not in page
    assert "10.0 h" in page
    assert page.count('<svg class="bar"') == 9
    assert "<canvas" not in page
    cost = count_queries(lambda: client.get(url))
    refuse_application(an_application(a_person()), by=rita, because="Another.")
    assert count_queries(lambda: client.get(url)) == cost


def test_what_a_closed_seller_held_ends_nothing(bob: User) -> None:
    shop = open_shop(bob)
    held(a_requirement(holds_days=20), shop=shop)
    assert [bar.count for bar in numbers().ending] == [1, 1, 0]

    leave_market(shop.seller, by=bob)

    assert [bar.count for bar in numbers().ending] == [0, 0, 0]
