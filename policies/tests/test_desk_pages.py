from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from policies.models import PolicyVersion
from policies.selectors import policies_that_bind
from policies.tests.factories import a_version
from sellers.models import Membership, Shop, ShopRole
from sellers.tests.factories import a_person, open_shop
from sellers.tests.fixtures import As, CountQueries

RETURNS = {
    "window_days": "60",
    "return_postage": "seller",
    "title": "Returns",
    "body": "Sixty days.",
    "replacing": "1",
}
REFUNDS = {"days": "3", "title": "Refunds", "body": "Three days.", "replacing": "1"}


def shipping(*rows: tuple[str, str, str, str, str], **changes: str) -> dict[str, str]:
    filled = {
        f"options-{place}-{field}": value
        for place, row in enumerate(rows)
        for field, value in zip(("code", "name", "price", "min_days", "max_days"), row, strict=True)
    }
    management = {"options-TOTAL_FORMS": str(len(rows)), "options-INITIAL_FORMS": "2"}
    text = {"handling_days": "1", "title": "Shipping", "body": "Quick.", "replacing": "1"}
    return filled | management | text | changes


@pytest.fixture
def shop(bob: User) -> Shop:
    return open_shop(bob)


def url(shop: Shop, kind: str) -> str:
    return reverse("policies:desk_policy", kwargs={"shop": shop.slug, "kind": kind})


def test_the_desk_shows_what_shoppers_read(as_: As, bob: User, shop: Shop, count_queries: CountQueries) -> None:
    client = as_(bob)
    desk = reverse("policies:desk", kwargs={"shop": shop.slug})

    text = client.get(desk).content.decode()

    assert "30 days after delivery." in text
    for kind in ("returns", "refunds", "shipping"):
        assert url(shop, kind) in text
    assert url(shop, "privacy") not in text
    assert count_queries(lambda: client.get(desk)) <= 6


@pytest.mark.parametrize(("kind", "answers"), [("returns", RETURNS), ("refunds", REFUNDS)])
def test_publishing_a_new_version(as_: As, bob: User, shop: Shop, kind: str, answers: dict[str, str]) -> None:
    client = as_(bob)
    assert client.get(url(shop, kind)).status_code == 200

    answer = client.post(url(shop, kind), answers)

    assert answer.headers["Location"] == reverse("policies:desk", kwargs={"shop": shop.slug})
    version = getattr(policies_that_bind(shop), kind)
    assert (version.number, version.published_by, version.body) == (2, bob, answers["body"])


def test_ways_of_delivery_are_kept_added_and_left_out(as_: As, bob: User, shop: Shop) -> None:
    client = as_(bob)
    assert 'value="18000"' in client.get(url(shop, "shipping")).content.decode()
    rows = [
        ("standard", "Standard", "20000", "3", "6"),
        ("express", "", "42000.00", "1", "2"),
        ("", "Pick up", "0", "0", "1"),
        ("", "Standard", "25000", "4", "7"),
        ("", "", "", "", ""),
    ]

    answer = client.post(url(shop, "shipping"), shipping(*rows))

    assert answer.status_code == 302
    terms = policies_that_bind(shop).shipping_terms
    assert [(option.code, option.name, option.price) for option in terms.options] == [
        ("standard", "Standard", 2_000_000),
        ("pick-up", "Pick up", 0),
        ("standard-2", "Standard", 2_500_000),
    ]
    assert terms.handling_days == 1


@pytest.mark.parametrize(
    ("rows", "changes", "says"),
    [
        ([("", "Post", "much", "1", "2")], {}, "is not an amount"),
        ([("", "Post", "1.234", "1", "2")], {}, "at most 2 decimals"),
        ([("", "Post", "-5", "1", "2")], {}, "must be a whole number"),
        ([("", "Post", "", "1", "2")], {}, "This is needed."),
        ([("", "Post", "5", "9", "2")], {}, "cannot be later than the latest"),
        ([("", "Post", "5", "1", "999")], {}, "less than or equal to 120"),
        ([("", "", "", "", "")], {}, "at least one way to send"),
        ([("Bad Code", "Post", "5", "1", "2")], {}, "needs a code"),
        ([("", "Post", "5", "1", "2")], {"handling_days": "31"}, "less than or equal to 30"),
        ([("", "Post", "5", "1", "2")], {"options-TOTAL_FORMS": "x"}, "ManagementForm data is missing"),
        ([("", "Post", "5", "1", "2")], {"options-TOTAL_FORMS": "999"}, "at most 10 forms"),
    ],
)
def test_delivery_that_cannot_be_promised_is_refused(
    as_: As, bob: User, shop: Shop, rows: list[Any], changes: dict[str, str], says: str
) -> None:
    answer = as_(bob).post(url(shop, "shipping"), shipping(*rows, **changes))

    assert answer.status_code == 200
    assert says in answer.content.decode()
    assert "Quick." in answer.content.decode()
    assert policies_that_bind(shop).shipping.number == 1


@pytest.mark.parametrize("button", [{}, {"preview": "1"}])
@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"window_days": "7"}, "at least 14 days"),
        ({"return_postage": "shopper"}, "than the platform promises"),
        ({"window_days": ""}, "This field is required."),
        ({"window_days": "400"}, "less than or equal to 365"),
        ({"title": ""}, "This field is required."),
        ({"body": " "}, "This field is required."),
        ({"return_postage": "nobody"}, "Select a valid choice."),
        ({"body": "x" * 10_001}, "at most 10000 characters"),
    ],
)
def test_a_refusal_is_said_and_keeps_what_was_typed(
    as_: As, bob: User, shop: Shop, change: dict[str, str], says: str, button: dict[str, str]
) -> None:
    answer = as_(bob).post(url(shop, "returns"), RETURNS | {"body": "Sixty days."} | change | button)

    text = answer.content.decode()
    assert answer.status_code == 200
    assert says in text
    assert policies_that_bind(shop).returns.number == 1


def test_one_can_look_first(as_: As, bob: User, shop: Shop) -> None:
    text = as_(bob).post(url(shop, "returns"), RETURNS | {"preview": "1"}).content.decode()

    assert "Not published yet" in text
    assert "60 days after delivery." in text
    assert "The seller pays the postage." in text
    assert policies_that_bind(shop).returns.number == 1


def test_who_is_overtaken_reads_so_and_keeps_the_text(as_: As, bob: User, shop: Shop) -> None:
    a_version(shop, body="Somebody else's.")

    text = as_(bob).post(url(shop, "returns"), RETURNS | {"body": "My long text."}).content.decode()

    assert "Somebody published another version" in text
    assert "My long text." in text
    assert policies_that_bind(shop).returns.body == "Somebody else's."


def test_sending_twice_makes_one_version(as_: As, bob: User, shop: Shop) -> None:
    client = as_(bob)
    for _click in range(2):
        assert client.post(url(shop, "returns"), RETURNS).status_code == 302

    assert policies_that_bind(shop).returns.number == 2


def test_privacy_is_not_the_shops_to_write(as_: As, bob: User, shop: Shop) -> None:
    client = as_(bob)

    assert client.get(url(shop, "privacy")).status_code == 404
    assert client.post(url(shop, "privacy"), {"title": "x", "body": "x", "replacing": "0"}).status_code == 404


def test_a_manager_writes_policies_too(as_: As, shop: Shop) -> None:
    manager = a_person()
    Membership.objects.create(shop=shop, user=manager, role=ShopRole.MANAGER)

    assert as_(manager).post(url(shop, "returns"), RETURNS).status_code == 302


@pytest.mark.parametrize("who", [None, ShopRole.CATALOGUE, ShopRole.FULFILMENT, ShopRole.FINANCE, "other shop"])
def test_nobody_else_finds_the_door(as_: As, shop: Shop, mallory: User, rita: User, who: str | None) -> None:
    if who == "other shop":
        open_shop(mallory, name="Next door")
    elif who:
        Membership.objects.create(shop=shop, user=mallory, role=who)
    before = PolicyVersion.objects.count()

    for client in (as_(mallory), as_(rita)):
        assert client.get(reverse("policies:desk", kwargs={"shop": shop.slug})).status_code == 404
        assert client.get(url(shop, "returns")).status_code == 404
        assert client.post(url(shop, "returns"), RETURNS).status_code == 404
    assert Client().post(url(shop, "returns"), RETURNS).status_code == 302
    assert PolicyVersion.objects.count() == before
