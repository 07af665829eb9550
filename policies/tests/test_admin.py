import pytest

from accounts.models import User
from accounts.roles import Role
from policies.models import Policy, PolicyVersion
from policies.tests.factories import a_version
from sellers.tests.factories import a_reviewer, open_shop
from sellers.tests.fixtures import As, CountQueries

LIST = "/admin/policies/policy/"


def platform(kind: str) -> Policy:
    return Policy.objects.select_related("current").get(shop__isnull=True, kind=kind)


def door(policy: Policy) -> str:
    return f"{LIST}{policy.pk}/publish/"


@pytest.mark.parametrize(
    ("kind", "terms"),
    [
        ("returns", {"window_days": "21", "return_postage": "seller"}),
        ("refunds", {"days": "7"}),
        ("shipping", {"handling_days": "2", "options-TOTAL_FORMS": "0", "options-INITIAL_FORMS": "0"}),
        ("privacy", {}),
    ],
)
def test_an_admin_publishes_a_new_version_for_the_platform(
    as_: As, ada: User, kind: str, terms: dict[str, str]
) -> None:
    client = as_(ada)
    assert client.get(door(platform(kind))).status_code == 200

    client.post(door(platform(kind)), {"title": "Newer", "body": "Newer words.", "replacing": "1"} | terms)

    current = platform(kind).current
    assert current
    assert (current.number, current.published_by, current.body) == (2, ada, "Newer words.")


def test_a_refusal_keeps_what_was_typed(as_: As, ada: User) -> None:
    a_version(None, body="Somebody else's.")

    answers = {"title": "T", "body": "My words.", "replacing": "1", "window_days": "21", "return_postage": "seller"}
    text = as_(ada).post(door(platform("returns")), answers).content.decode()

    assert "Somebody published another version" in text
    assert "My words." in text


def test_a_shops_policy_is_not_staffs_to_write(as_: As, ada: User) -> None:
    version = a_version(open_shop())

    assert as_(ada).get(door(version.policy)).status_code == 404
    assert "Send it back." in as_(ada).get(f"{LIST}{version.policy.pk}/change/").content.decode()


@pytest.mark.parametrize("role", [Role.REVIEWER, Role.SENIOR_REVIEWER, Role.MODERATOR, Role.MEDIATOR, Role.FINANCE])
def test_nobody_but_admins_publishes_and_nobody_edits(as_: As, ada: User, role: Role, db: None) -> None:
    policy = platform("returns")
    count = PolicyVersion.objects.count()

    assert as_(a_reviewer(role)).post(door(policy), {"title": "T", "body": "B"}).status_code == 403
    for client in (as_(a_reviewer(role)), as_(ada)):
        assert client.post(f"{LIST}{policy.pk}/change/", {"kind": "refunds"}).status_code == 403
        assert client.get(f"{LIST}add/").status_code == 403
        assert client.post(f"{LIST}{policy.pk}/delete/", {"post": "yes"}).status_code == 403
    assert PolicyVersion.objects.count() == count


def test_the_list_costs_the_same_for_one_shop_as_for_four(as_: As, ada: User, count_queries: CountQueries) -> None:
    client = as_(ada)
    open_shop()
    client.get(LIST)
    cost = count_queries(lambda: client.get(LIST))
    for _each in range(3):
        open_shop()

    assert count_queries(lambda: client.get(LIST)) == cost
