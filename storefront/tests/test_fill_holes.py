"""The personal places of pages that are otherwise the same for everybody."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse

from accounts.models import User
from catalog.models import Listing
from catalog.tests.factories import listing_on_sale, the_variant
from core import holes
from storefront import middleware
from storefront.tests.factories import euro_shop


@pytest.fixture
def cup(bob: User) -> Listing:
    return listing_on_sale(euro_shop(bob), title="Celadon cup")


def public_pages(cup: Listing) -> list[str]:
    slug = cup.shop.slug
    return [
        reverse("storefront:home"),
        reverse("storefront:category", args=[cup.category.path]),
        reverse("storefront:search"),
        reverse("storefront:search") + "?q=celadon",
        reverse("storefront:search") + "?q=nothingofthekind",
        reverse("storefront:listing", args=[cup.number, cup.slug]),
        reverse("storefront:shop", args=[slug]),
        reverse("policies:platform", args=["returns"]),
        reverse("policies:shop", args=[slug, "returns"]),
        "/id" + reverse("storefront:listing", args=[cup.number, cup.slug]),
    ]


def fill_basket(client: Client, cup: Listing) -> None:
    answer = client.post(reverse("orders:basket_add"), {"variant": the_variant(cup).pk, "quantity": 2})
    assert answer.status_code == 302


def test_before_filling_each_public_page_is_the_same_for_everybody(
    cup: Listing, alice: User, bob: User, ada: User, as_: Callable[[User], Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    User.objects.filter(pk=alice.pk).update(time_zone="Asia/Tokyo", language="id")
    alice.refresh_from_db()
    visitor_with_basket, alice_with_basket = Client(), as_(alice)
    fill_basket(visitor_with_basket, cup)
    fill_basket(alice_with_basket, cup)
    readers = [Client(), visitor_with_basket, alice_with_basket, as_(bob), as_(ada)]
    monkeypatch.setattr(middleware, "fill", lambda request, response: False)

    for url in public_pages(cup):
        answers = [reader.get(url) for reader in readers]
        assert {answer.status_code for answer in answers} == {200}, url
        assert len({answer.content for answer in answers}) == 1, url
        assert holes.marker(holes.ACCOUNT) in answers[0].text, url


def test_after_filling_no_marker_is_left(cup: Listing, alice: User, as_: Callable[[User], Client]) -> None:
    for url in [*public_pages(cup), "/nothing/here/"]:
        for reader in (Client(), as_(alice)):
            text = reader.get(url).text
            assert not [name for name in holes.NAMES if holes.marker(name) in text], url


def test_a_visitor_is_asked_to_sign_in(db: None) -> None:
    text = Client().get("/").text

    assert reverse("account_login") in text
    assert reverse("notifications:inbox") not in text


def test_a_member_sees_name_and_basket(cup: Listing, alice: User, as_: Callable[[User], Client]) -> None:
    client = as_(alice)
    fill_basket(client, cup)

    facts = client.get("/").text

    assert "Alice" in facts
    assert reverse("storefront:desk") + '">Desk' not in facts
    assert '<span class="count">2<span' in facts


def test_who_works_in_a_shop_sees_the_way_to_the_desk(cup: Listing, bob: User, as_: Callable[[User], Client]) -> None:
    assert reverse("storefront:desk") + '">Desk' in as_(bob).get("/").text


def test_a_name_is_text_even_in_the_corner(alice: User, as_: Callable[[User], Client]) -> None:
    User.objects.filter(pk=alice.pk).update(name="<script>alert(1)</script>")

    text = as_(User.objects.get(pk=alice.pk)).get("/").text

    assert "<script>alert" not in text
    assert "&lt;script&gt;alert(1)" in text


def test_no_text_of_users_can_be_a_marker(alice: User, as_: Callable[[User], Client]) -> None:
    forged = "hole-account-000000000000000000000000"
    listing_on_sale(euro_shop(), title=forged, description=f"hole-token-{'0' * 24}")

    assert forged in Client().get("/").text


def test_markers_depend_on_the_key_of_the_installation(settings: Any) -> None:
    before = holes.marker(holes.TOKEN)
    settings.SECRET_KEY = "another key, as long as it must be, and random enough"

    assert holes.marker(holes.TOKEN) != before


@pytest.mark.parametrize("path", ["/", "/search/"])
def test_filled_public_pages_are_kept_by_no_shared_cache(db: None, path: str) -> None:
    answer = Client().get(path)

    assert "private" in answer["Cache-Control"]
    assert "no-store" not in answer["Cache-Control"]
    assert "Cookie" in answer["Vary"]


@pytest.mark.parametrize("name", ["storefront:account", "storefront:desk", "notifications:inbox", "orders:list"])
def test_private_pages_are_not_kept_at_all(alice: User, as_: Callable[[User], Client], name: str) -> None:
    answer = as_(alice).get(reverse(name))

    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]


def test_a_page_that_nobody_marked_counts_as_private(db: None) -> None:
    assert "no-store" in Client().get(reverse("account_login"))["Cache-Control"]
    assert "no-store" in Client().get("/nothing/here/")["Cache-Control"]


def test_the_form_token_lets_its_form_in(cup: Listing) -> None:
    client = Client(enforce_csrf_checks=True)
    url = reverse("storefront:listing", args=[cup.number, cup.slug])
    token = client.get(url).text.split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]
    form = {"variant": the_variant(cup).pk, "quantity": 1}

    assert client.post(reverse("orders:basket_add"), form).status_code == 403
    assert client.post(reverse("orders:basket_add"), form | {"csrfmiddlewaretoken": token}).status_code == 302


def test_a_message_is_shown_once(cup: Listing) -> None:
    client = Client()
    fill_basket(client, cup)

    assert 'class="messages"' in client.get("/").text
    assert 'class="messages"' not in client.get("/").text


def test_holes_cost_one_statement_for_a_member_beside_those_that_find_the_member(
    alice: User, as_: Callable[[User], Client], count_queries: Callable[[Callable[[], object]], int]
) -> None:
    as_alice, visitor = as_(alice), Client()
    for_visitor = count_queries(lambda: visitor.get("/"))
    for_alice = count_queries(lambda: as_alice.get("/"))

    # The session, the person, and one for everything that is filled in.
    assert for_alice - for_visitor == 3


def test_a_visitor_with_a_basket_costs_one_statement_more(
    cup: Listing, count_queries: Callable[[Callable[[], object]], int]
) -> None:
    visitor, chooser = Client(), Client()
    fill_basket(chooser, cup)
    chooser.get("/")
    for_visitor = count_queries(lambda: visitor.get("/"))

    assert count_queries(lambda: chooser.get("/")) - for_visitor == 1


def answered(
    content: bytes, *, status: int = 200, content_type: str = "text/html", user: User | None = None
) -> HttpResponse:
    """What the middleware makes of a view's answer."""
    request = RequestFactory().get("/")
    request.resolver_match = None
    request.user = user  # type: ignore[assignment]
    view = lambda request: HttpResponse(content, status=status, content_type=content_type)  # noqa: E731
    return middleware.FillHoles(view)(request)


def test_a_failure_is_reported_without_asking_the_database(
    alice: User, count_queries: Callable[[Callable[[], object]], int]
) -> None:
    page = f"{holes.marker(holes.ACCOUNT)} {holes.marker(holes.BASKET)}".encode()

    assert count_queries(lambda: answered(page, status=500, user=alice)) == 0


def test_only_html_is_filled(db: None) -> None:
    marker = holes.marker(holes.TOKEN).encode()

    assert answered(marker, content_type="application/json").content == marker
    assert answered(marker).content != marker
