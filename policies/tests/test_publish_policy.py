from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.utils import DatabaseError

from accounts.models import User
from core import clock
from policies.digest import digest_of
from policies.events import PolicyPublished
from policies.kinds import PolicyKind
from policies.models import Policy, PolicyVersion
from policies.selectors import policies_that_bind
from policies.services import (
    NotForShops,
    PromisesTooLittle,
    PublishedMeanwhile,
    TextMissing,
    publish_starting_policies,
)
from policies.terms import BadTerms, PrivacyTerms, RefundTerms, ShippingTerms, dump_terms
from policies.tests.factories import a_version, refunds, returns
from sellers.models import Shop
from sellers.tests.factories import open_shop
from sellers.tests.fixtures import Announced, Later


@pytest.fixture
def shop(bob: User) -> Shop:
    return open_shop(bob)


def test_a_new_version_is_in_force_and_the_old_one_stays_word_for_word(
    shop: Shop, bob: User, announced: Announced, later: Later
) -> None:
    before = policies_that_bind(shop).returns
    said = PolicyVersion.objects.filter(pk=before.pk).values().get()
    later(timedelta(days=1))

    version = a_version(shop, by=bob)

    assert (version.number, version.published_by, version.policy) == (2, bob, before.policy)
    assert policies_that_bind(shop).returns == version
    assert PolicyVersion.objects.filter(pk=before.pk).values().get() == said
    assert announced() == [PolicyPublished(policy_version_id=version.pk)]


def test_the_digest_is_of_everything_that_was_published(shop: Shop) -> None:
    with clock.at(datetime(2026, 11, 22, 10, 30, tzinfo=UTC)):
        version = a_version(shop)

    stored = PolicyVersion.objects.get(pk=version.pk)
    content: dict[str, Any] = {
        "kind": "returns",
        "number": 2,
        "language": "en",
        "title": "Returns",
        "body": "Send it back.",
        "terms": {"window_days": 60, "return_postage": "seller_if_not_as_described"},
        "published_at": datetime(2026, 11, 22, 10, 30, tzinfo=UTC),
    }
    assert stored.digest == stored.content_digest() == digest_of(**content)
    changed: dict[str, Any] = {
        "kind": "refunds",
        "number": 3,
        "language": "id",
        "title": "returns",
        "body": "Send it back!",
        "terms": {"window_days": 61, "return_postage": "seller_if_not_as_described"},
        "published_at": datetime(2026, 11, 22, 10, 30, 0, 1, tzinfo=UTC),
    }
    for name, value in changed.items():
        assert digest_of(**content | {name: value}) != stored.digest


def test_publishing_what_stands_already_makes_no_version(shop: Shop, announced: Announced) -> None:
    first = a_version(shop)

    assert a_version(shop, replacing=0) == first
    assert announced(PolicyPublished) == [PolicyPublished(policy_version_id=first.pk)]


def test_who_wrote_against_an_older_version_is_told(shop: Shop) -> None:
    a_version(shop, body="Somebody else's.", replacing=1)

    with pytest.raises(PublishedMeanwhile):
        a_version(shop, body="Mine.", replacing=1)

    assert policies_that_bind(shop).returns.body == "Somebody else's."


def test_text_is_cleaned_and_needed(shop: Shop) -> None:
    version = a_version(shop, title="  Our \n returns ", body="\x00First.\r\n\r\nSecond. ")
    assert (version.title, version.body) == ("Our returns", "First.\n\nSecond.")

    for wrong in ({"title": " "}, {"body": "\x00 \n"}):
        with pytest.raises(TextMissing):
            a_version(shop, **wrong)


def test_terms_of_another_kind_are_refused(shop: Shop) -> None:
    with pytest.raises(BadTerms):
        a_version(shop, terms=RefundTerms(days=3))


@pytest.mark.parametrize(
    "less",
    [
        {"terms": returns(13)},
        {"terms": returns(30, "shopper")},
        {"kind": PolicyKind.REFUNDS, "terms": RefundTerms(days=15)},
        {"kind": PolicyKind.SHIPPING, "terms": ShippingTerms(options=(), handling_days=1)},
    ],
)
def test_a_shop_cannot_promise_less_than_the_platform(shop: Shop, announced: Announced, less: dict[str, Any]) -> None:
    before = PolicyVersion.objects.count()

    with pytest.raises(PromisesTooLittle):
        a_version(shop, **less)

    assert (PolicyVersion.objects.count(), announced()) == (before, [])


def test_the_platform_may_set_its_own_floor(shop: Shop) -> None:
    a_version(None, terms=returns(7, "shopper"))

    assert a_version(shop, terms=returns(8, "shopper")).number == 2


def test_personal_data_is_the_platforms_to_promise(shop: Shop) -> None:
    with pytest.raises(NotForShops):
        a_version(shop, kind=PolicyKind.PRIVACY, terms=PrivacyTerms())


@pytest.mark.django_db
def test_every_installation_starts_with_the_platforms_policies() -> None:
    versions = PolicyVersion.objects.filter(policy__shop__isnull=True, current_of__isnull=False)

    assert {version.kind for version in versions} == set(PolicyKind)
    assert all(version.digest == version.content_digest() for version in versions)
    assert all(version.body and version.number == 1 for version in versions)


@pytest.mark.parametrize("currency", ["IDR", "EUR", "JPY", "KWD", "ISK"])
def test_a_new_shop_promises_something_in_its_own_currency(db: None, currency: str) -> None:
    binding = policies_that_bind(open_shop(currency=currency))

    assert binding.return_terms.window_days == 30
    assert binding.refund_terms.days == 5
    assert {option.code for option in binding.shipping_terms.options} == {"standard", "express"}
    assert all(option.price > 0 for option in binding.shipping_terms.options)
    assert binding.privacy.policy.shop is None


def test_starting_policies_are_given_once(shop: Shop) -> None:
    a_version(shop, body="Our own words.")

    assert publish_starting_policies(shop) == []
    assert policies_that_bind(shop).returns.body == "Our own words."


def test_a_shop_starts_in_its_own_language(db: None) -> None:
    version = policies_that_bind(open_shop(language="id")).returns

    assert version.language == "id"


def test_no_version_can_be_changed_or_deleted(shop: Shop) -> None:
    version = a_version(shop)
    version.body = "Something else."

    with pytest.raises(TypeError):
        version.save()
    with pytest.raises(TypeError):
        version.delete()

    version.refresh_from_db()
    assert version.body == "Send it back."


@pytest.mark.postgres
def test_postgresql_refuses_to_change_or_delete_one(shop: Shop) -> None:
    versions = PolicyVersion.objects.filter(pk=a_version(shop).pk)

    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        versions.update(body="Something else.")
    with connection.cursor() as cursor, pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        cursor.execute("DELETE FROM policies_policyversion WHERE id = %s", [versions.get().pk])
    assert versions.get().body == "Send it back."


def test_the_database_knows_one_policy_of_a_kind(shop: Shop) -> None:
    for twin in ({"shop": shop}, {"shop": None}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Policy.objects.create(kind=PolicyKind.RETURNS, **twin)


def test_the_database_knows_one_version_of_a_number(shop: Shop) -> None:
    version = a_version(shop)
    twin = PolicyVersion(
        policy=version.policy,
        kind=version.kind,
        number=2,
        language="en",
        title="x",
        body="x",
        terms=dump_terms(refunds()),
    )

    with pytest.raises(IntegrityError), transaction.atomic():
        twin.save()
