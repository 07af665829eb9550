"""Two who publish in the same instant: proved on PostgreSQL, with threads."""

from __future__ import annotations

from functools import partial

import pytest

from policies import invariants
from policies.kinds import PolicyKind
from policies.models import Policy, PolicyVersion
from policies.selectors import policies_that_bind
from policies.services import publish_starting_policies
from policies.tests.factories import a_version
from sellers.services import approve_application
from sellers.tests.factories import a_reviewer, an_application, open_shop
from sellers.tests.test_races import at_once, refused

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def test_versions_that_are_published_at_once_have_no_gap_and_no_twin() -> None:
    shop = open_shop()

    results = at_once([partial(a_version, shop, body=f"Words of {number}.") for number in range(6)])

    versions = PolicyVersion.objects.filter(policy__shop=shop, kind=PolicyKind.RETURNS)
    assert versions.count() == 1 + 6 - refused(results) > 1
    assert not list(invariants.numbers_have_no_gap())
    assert policies_that_bind(shop).returns == versions.order_by("number").last()


def test_of_two_who_wrote_against_the_same_version_one_is_told() -> None:
    shop = open_shop()

    results = at_once([partial(a_version, shop, body=f"Words of {number}.", replacing=1) for number in range(4)])

    assert refused(results) == 3
    assert policies_that_bind(shop).returns.number == 2


def test_starting_policies_that_are_given_at_once_exist_once() -> None:
    shop = approve_application(an_application(), by=a_reviewer())

    at_once([partial(publish_starting_policies, shop)] * 4)

    publish_starting_policies(shop)
    assert Policy.objects.filter(shop=shop, current__number=1).count() == 3
