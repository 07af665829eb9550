"""What a category asks of a seller takes just its own things off sale, at the very moment it lapses."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from catalog.models import Listing
from catalog.rules import publishing_checks
from catalog.selectors import draft_of
from catalog.services import NotReady, edit_listing, pause_listing, publish_listing
from catalog.tests.factories import a_draft, a_photo, listing_on_sale
from catalog.tests.test_on_sale import is_for_sale
from core import clock
from core.invariants import violations
from sellers.models import Credential, Requirement, SalesStop, Shop
from sellers.tests.factories import a_reviewer, open_shop
from sellers.tests.vetting_factories import a_licence, a_requirement, held
from sellers.vetting.services import expire_credentials, revoke_credential, save_requirement, work_out_all_ends
from taxonomy.services import add_category, save_category
from taxonomy.tests.factories import a_category

pytestmark = pytest.mark.django_db
Later = Callable[[timedelta], object]


@pytest.fixture
def shop() -> Shop:
    return open_shop(currency="EUR")


@pytest.fixture
def cup(shop: Shop) -> Listing:
    return listing_on_sale(shop)


@pytest.fixture
def jam(shop: Shop) -> Listing:
    return listing_on_sale(shop, title="Jam", category=a_category("pantry", name="Pantry"))


def the_licence(jam: Listing, **fields: object) -> Requirement:
    licence = a_licence(jam.category, **fields)
    work_out_all_ends()
    return licence


def test_what_is_newly_asked_takes_just_its_category_off_sale(cup: Listing, jam: Listing) -> None:
    the_licence(jam)

    assert not is_for_sale(jam)
    assert is_for_sale(cup)
    assert not Listing.objects.for_sale_in_open_shops().filter(pk=jam.pk).exists()


def test_it_lapses_at_its_moment_and_a_renewal_brings_it_back(cup: Listing, jam: Listing, later: Later) -> None:
    licence = the_licence(jam, holds_days=100)
    held(licence, shop=jam.shop)
    assert is_for_sale(jam)

    later(timedelta(days=99, hours=23))
    assert is_for_sale(jam)
    later(timedelta(hours=2))
    assert not is_for_sale(jam)
    assert is_for_sale(cup)
    before = SalesStop.objects.get(category=jam.category).from_at
    expire_credentials()
    assert SalesStop.objects.get(category=jam.category).from_at == before
    assert not is_for_sale(jam)

    held(licence, shop=jam.shop)
    assert is_for_sale(jam)


def test_a_renewal_before_the_end_leaves_no_gap(jam: Listing, later: Later) -> None:
    licence = the_licence(jam, holds_days=100)
    held(licence, shop=jam.shop)
    later(timedelta(days=60))
    held(licence, shop=jam.shop)

    later(timedelta(days=41))
    assert is_for_sale(jam)


def test_revoking_takes_it_off_sale_at_once(cup: Listing, jam: Listing) -> None:
    credential = held(the_licence(jam), shop=jam.shop)

    revoke_credential(credential, by=a_reviewer(), because="Forged.")

    assert not is_for_sale(jam)
    assert is_for_sale(cup)


def test_what_selling_at_all_takes_stops_everything(cup: Listing, jam: Listing, later: Later) -> None:
    insurance = a_requirement(holds_days=10)
    work_out_all_ends()
    assert not is_for_sale(cup)

    held(insurance, shop=cup.shop)
    assert is_for_sale(cup)
    later(timedelta(days=11))
    assert not is_for_sale(cup)
    assert not is_for_sale(jam)


def test_until_the_day_from_which_it_is_asked_everything_goes_on(jam: Listing, later: Later) -> None:
    the_licence(jam, required_from=clock.now() + timedelta(days=30))
    assert is_for_sale(jam)
    later(timedelta(days=31))
    assert not is_for_sale(jam)


def test_what_does_not_reach_them_changes_nothing(jam: Listing) -> None:
    the_licence(jam, area="CN")
    a_licence(jam.category, seller_kinds=["private_person"])
    work_out_all_ends()
    assert is_for_sale(jam)
    assert not SalesStop.objects.exists()


def test_what_is_no_longer_asked_stops_nobody(jam: Listing) -> None:
    licence = the_licence(jam)
    licence.is_active = False
    save_requirement(licence, by=None)
    work_out_all_ends()
    assert is_for_sale(jam)


def test_nobody_publishes_without_it_by_any_service_and_the_page_says_what_is_missing(shop: Shop) -> None:
    pantry = a_category("pantry", name="Pantry")
    draft = a_draft(shop, title="Jam", category=pantry)
    a_photo(draft)
    licence = a_licence(pantry)
    draft = Listing.objects.get(pk=draft.pk)

    with pytest.raises(NotReady, match="Permit for food"):
        publish_listing(draft, by=None)
    assert [check.text for check in publishing_checks(draft_of(draft)) if not check.done] == [
        "To sell in this category you need this first: Permit for food."
    ]

    held(licence, shop=shop)
    publish_listing(draft, by=None)
    assert is_for_sale(draft)


def test_what_is_off_sale_for_it_can_still_be_edited_and_not_be_published_anew(jam: Listing) -> None:
    the_licence(jam)
    edit_listing(jam, by=None, title="Plum jam")
    pause_listing(jam, by=None)
    with pytest.raises(NotReady):
        publish_listing(jam, by=None)


def test_a_new_category_below_and_one_that_moves_there_are_asked_for_it(
    jam: Listing, cup: Listing, deliver: Callable[[], int]
) -> None:
    the_licence(jam)
    deliver()
    add_category("sweets", name="Sweets", parent=jam.category)
    cups = cup.category
    cups.parent = jam.category
    save_category(cups)
    assert is_for_sale(cup)

    deliver()

    assert not is_for_sale(cup)
    assert SalesStop.objects.filter(category__slug="sweets").exists()


def test_saving_a_requirement_reaches_everybody_by_the_worker(jam: Listing, deliver: Callable[[], int]) -> None:
    a_licence(jam.category)
    assert is_for_sale(jam)
    deliver()
    assert not is_for_sale(jam)


def test_the_invariant_notices_ends_that_nobody_worked_out(jam: Listing, deliver: Callable[[], int]) -> None:
    held(the_licence(jam, holds_days=10), shop=jam.shop)
    deliver()
    assert not list(violations())

    Credential.objects.update(valid_until=clock.now() + timedelta(days=3000))
    assert [said for _invariant, said in violations() if "may not sell" in said.sentence]


def test_the_condition_is_one_look_into_an_index(jam: Listing) -> None:
    """
    A row of the list costs one probe for seller and category, and one more only if its brand is protected; nothing of
    requirements or credentials is read.
    """
    sql = str(Listing.objects.on_sale().query)
    assert sql.count("EXISTS") == 2
    assert '"protected_brand_id" IS NULL OR EXISTS' in sql
    assert "sellers_credential" not in sql
    assert "sellers_requirement" not in sql
