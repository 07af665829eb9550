from datetime import timedelta

import pytest
from django.utils import translation

from policies.kinds import PolicyKind
from policies.selectors import policies_that_bind, policies_that_bind_many, policy_page, short_form
from policies.tests.factories import STANDARD, a_version, refunds, returns, shipping
from sellers.models import Shop
from sellers.tests.factories import an_application, open_shop
from sellers.tests.fixtures import CountQueries, Later

pytestmark = pytest.mark.django_db


def test_a_shops_own_policies_bind_and_the_platforms_where_it_has_none() -> None:
    shop = open_shop()
    binding = policies_that_bind(shop)

    assert [version.kind for version in binding.versions] == ["returns", "refunds", "shipping", "privacy"]
    assert [version.policy.shop for version in binding.versions] == [shop, shop, shop, None]


def test_another_shops_policies_never_bind() -> None:
    one, other = open_shop(name="One"), open_shop(name="Other")
    a_version(other, terms=returns(90))

    many = policies_that_bind_many([one, other])

    assert many[one.pk].return_terms.window_days == 30
    assert many[other.pk].return_terms.window_days == 90


def test_many_shops_cost_one_query(count_queries: CountQueries) -> None:
    shops = [open_shop(name=f"Shop {number}") for number in range(4)]

    assert count_queries(lambda: policies_that_bind_many(shops[:1])) == 1
    assert count_queries(lambda: [short_form(each) for each in policies_that_bind_many(shops).values()]) == 1


def test_the_short_form_is_made_from_the_terms() -> None:
    shop = open_shop()
    a_version(shop, terms=returns(45, "seller"))
    a_version(shop, kind=PolicyKind.REFUNDS, terms=refunds(1))
    a_version(shop, kind=PolicyKind.SHIPPING, terms=shipping(STANDARD, handling_days=1))

    lines = {line.label: line.text.replace("\xa0", " ") for line in short_form(policies_that_bind(shop))}

    assert lines == {
        "Delivery": "Standard: IDR 18,000, 4–7 days",
        "Returns": "45 days after delivery. The seller pays the postage.",
        "Refunds": "Within 1 day after the return arrived.",
    }


def test_the_short_form_is_written_for_its_reader() -> None:
    binding = policies_that_bind(open_shop())

    with translation.override("id"):
        assert "Rp" in short_form(binding)[0].text


def test_a_shop_that_has_not_said_how_it_sends_says_that() -> None:
    shop = open_shop()
    bare = Shop(pk=shop.pk + 1000, currency="EUR")

    assert short_form(policies_that_bind(bare))[0].text == "This shop has not said yet how it sends."


def test_a_page_shows_a_version_with_its_place_among_the_others(later: Later) -> None:
    shop = open_shop()
    later(timedelta(days=1))
    second = a_version(shop, terms=returns(45))
    later(timedelta(days=1))
    third = a_version(shop, terms=returns(60))

    newest = policy_page(shop=shop, kind=PolicyKind.RETURNS)
    older = policy_page(shop=shop, kind=PolicyKind.RETURNS, number=2)

    assert newest
    assert older
    assert (newest.version, newest.is_current) == (third, True)
    assert [each["number"] for each in newest.versions] == [3, 2, 1]
    assert (older.version, older.replaced_at) == (second, third.published_at)
    assert [(change.before, change.after) for change in newest.changes] == [
        ("45 days after delivery.", "60 days after delivery.")
    ]


def test_a_page_costs_two_queries(count_queries: CountQueries) -> None:
    shop = open_shop()
    for days in (45, 60, 90):
        a_version(shop, terms=returns(days))

    assert count_queries(lambda: policy_page(shop=shop, kind=PolicyKind.RETURNS)) == 2


@pytest.mark.parametrize("number", [0, 2, 99])
def test_a_version_that_was_never_published_has_no_page(number: int) -> None:
    assert policy_page(shop=open_shop(), kind=PolicyKind.RETURNS, number=number) is None


def test_an_application_alone_promises_nothing() -> None:
    an_application()

    assert not Shop.objects.exists()
