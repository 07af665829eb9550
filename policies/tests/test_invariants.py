import pytest
from django.db import connection

from policies import invariants
from policies.models import Policy, PolicyVersion
from policies.subscribers import give_starting_policies
from policies.tests.factories import a_version
from sellers.models import Shop
from sellers.services import approve_application
from sellers.tests.factories import a_reviewer, an_application, open_shop
from sellers.tests.fixtures import Deliver

CHECKS = (invariants.digests_fit, invariants.numbers_have_no_gap, invariants.kinds_fit)
pytestmark = pytest.mark.django_db


def rows() -> list[str]:
    return [violation.row for check in CHECKS for violation in check()]


def tamper(version: PolicyVersion, **columns: object) -> None:
    """What a hand in the database could do, past the model and past the trigger."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("ALTER TABLE policies_policyversion DISABLE TRIGGER policy_version_is_insert_only")
        PolicyVersion.objects.filter(pk=version.pk).update(**columns)
        if connection.vendor == "postgresql":
            cursor.execute("ALTER TABLE policies_policyversion ENABLE TRIGGER policy_version_is_insert_only")


def test_all_is_well_after_the_services() -> None:
    a_version(open_shop())

    assert rows() == []


def test_a_text_that_was_changed_by_hand_is_found() -> None:
    version = a_version(open_shop())
    tamper(version, body="Never.")

    assert rows() == [f"policy version {version.pk}"]


def test_a_gap_in_the_numbers_is_found() -> None:
    version = a_version(open_shop())
    tamper(version, number=5)

    assert f"policy {version.policy.pk}" in rows()


def test_an_old_version_in_force_is_found() -> None:
    shop = open_shop()
    version = a_version(shop)
    first = PolicyVersion.objects.get(policy=version.policy, number=1)
    Policy.objects.filter(pk=version.policy.pk).update(current=first)

    assert rows() == [f"policy {version.policy.pk}"]


def test_a_missing_platform_policy_is_found() -> None:
    Policy.objects.filter(shop__isnull=True, kind="privacy").update(current=None)

    assert "policy privacy" in rows()


def test_opening_a_shop_brings_its_policies_through_the_event(deliver: Deliver) -> None:
    shop = approve_application(an_application(), by=a_reviewer())
    assert not Policy.objects.filter(shop=shop).exists()

    deliver()

    assert Policy.objects.filter(shop=shop).count() == 3
    assert give_starting_policies.__name__ == "give_starting_policies"
    assert Shop.objects.count() == 1
