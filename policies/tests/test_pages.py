import json
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from accounts.models import User
from core.text import plain
from policies.kinds import PolicyKind
from policies.tests.factories import a_version, returns
from sellers.models import Shop
from sellers.services import suspend_seller
from sellers.tests.factories import open_shop
from sellers.tests.fixtures import As, CountQueries, Later

ATTACK = "<script>alert(1)</script>{{ 7|add:7 }}"


@pytest.fixture
def shop(bob: User) -> Shop:
    return open_shop(bob)


def page(client: Client, name: str, **where: object) -> str:
    answer = client.get(reverse(f"policies:{name}", kwargs=where))
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.django_db
def test_the_platforms_policies_are_public(client: Client) -> None:
    everything = page(client, "platform")

    for kind in PolicyKind:
        assert reverse("policies:platform", kwargs={"kind": kind}) in everything
        assert "Version" in page(client, "platform", kind=kind.value)
    assert "14 days after delivery." in page(client, "platform", kind="returns")


def test_a_shops_policies_are_public(client: Client, shop: Shop) -> None:
    assert "30 days after delivery." in page(client, "shop", slug=shop.slug)
    assert "30 days after delivery." in page(client, "shop", slug=shop.slug, kind="returns")
    assert "IDR" in page(client, "shop", slug=shop.slug, kind="shipping")


def test_where_a_shop_has_none_the_platforms_is_shown_and_said_to_be_so(client: Client, shop: Shop) -> None:
    text = page(client, "shop", slug=shop.slug, kind="privacy")

    assert "no policy of its own" in text
    assert "Your data on this market" in text


def test_policies_stay_readable_when_the_seller_is_suspended(client: Client, shop: Shop, rita: User) -> None:
    suspend_seller(shop.seller, by=rita, because="Dissolved.")

    assert "30 days after delivery." in page(client, "shop", slug=shop.slug, kind="returns")


def test_an_old_version_says_that_it_was_replaced_and_what_changed(client: Client, shop: Shop, later: Later) -> None:
    later(timedelta(days=1))
    a_version(shop, terms=returns(45), body="New words.")
    url = reverse("policies:shop", kwargs={"slug": shop.slug, "kind": "returns"})

    first = client.get(url, {"version": "1"}).content.decode()
    assert "It was replaced on" in first
    assert "within 30 days after it arrived" in first
    assert "New words." not in first

    newest = client.get(url).content.decode()
    assert "It was replaced on" not in newest
    assert "What changed with version 2" in newest
    assert "<del" in newest
    assert "45 days after delivery." in newest


@pytest.mark.parametrize("number", ["0", "3", "99", "-1", "x", "1.0", "٣", "9" * 30, "1' OR 1=1"])
def test_what_is_no_version_is_not_found(client: Client, shop: Shop, number: str) -> None:
    for where in ({"slug": shop.slug, "kind": "returns"}, {"slug": shop.slug, "kind": "privacy"}):
        assert client.get(reverse("policies:shop", kwargs=where), {"version": number}).status_code == 404
    platform = reverse("policies:platform", kwargs={"kind": "returns"})
    assert client.get(platform, {"version": number}).status_code == 404


@pytest.mark.parametrize("path", ["/policies/warranty/", "/shops/nobody/policies/", "/shops/nobody/policies/returns/"])
def test_what_nobody_published_is_not_found(client: Client, db: None, path: str) -> None:
    assert client.get(path).status_code == 404


def test_markup_in_a_policy_is_shown_as_text(client: Client, shop: Shop) -> None:
    a_version(shop, title=ATTACK, body=ATTACK)

    for text in (page(client, "shop", slug=shop.slug), page(client, "shop", slug=shop.slug, kind="returns")):
        assert ATTACK not in text
        assert escape(ATTACK) in text


def test_naughty_strings_are_published_as_they_are(client: Client, shop: Shop, shared_data: Path) -> None:
    strings = json.loads((shared_data / "blns" / "blns.json").read_text(encoding="utf-8"))
    written = "\n\n".join(strings)[:9_000]

    version = a_version(shop, body=written)

    version.refresh_from_db()
    assert version.body == plain(written)
    assert version.content_digest() == version.digest
    text = page(client, "shop", slug=shop.slug, kind="returns")
    assert "<script>alert" not in text.partition("<main")[2]


def test_the_pages_cost_the_same_with_many_versions(client: Client, shop: Shop, count_queries: CountQueries) -> None:
    urls = [
        reverse("policies:shop", kwargs={"slug": shop.slug}),
        reverse("policies:shop", kwargs={"slug": shop.slug, "kind": "returns"}),
    ]
    a_version(shop, terms=returns(40))

    def costs() -> list[int]:
        return [count_queries(partial(client.get, url)) for url in urls]

    before = costs()
    for days in (45, 60, 90):
        a_version(shop, terms=returns(days))

    assert costs() == before
    assert max(before) <= 4


def test_the_page_is_the_same_for_everybody_but_for_its_holes(as_: As, client: Client, shop: Shop, bob: User) -> None:
    where = {"slug": shop.slug, "kind": "returns"}

    def body(reader: Client) -> str:
        return page(reader, "shop", **where).partition("<main")[2].partition("</main>")[0]

    assert body(client) == body(as_(bob))
