"""Which pages are kept, and how one of them is filled for its reader."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from catalog.models import Listing
from catalog.services import set_price
from catalog.tests.factories import the_variant
from core.money import Money
from storefront.tests.windows import look, pages_of

pytestmark = pytest.mark.usefixtures("remembering")


def test_what_is_not_a_page_of_its_own_is_not_kept(cup: Listing, made: list[str]) -> None:
    pages = pages_of(cup)
    sku = the_variant(cup).sku

    for url in (
        f"{pages['category']}?page=999",
        f"{pages['category']}?page=no",
        f"{pages['category']}?sort=nothing",
        f"{pages['category']}?page=1&page=1",
        f"{pages['category']}?condition=new",
        f"{pages['category']}?utm_source=elsewhere",
        f"{pages['listing']}?variant=nothing",
        f"{pages['listing']}?stars=5",
        f"{pages['everything']}?q=celadon",
        reverse("storefront:listing", args=[cup.number, "another-slug"]),
        reverse("storefront:listing", args=["NOSUCHONE", "x"]),
        reverse("storefront:category", args=["no/such"]),
    ):
        assert Client().get(url).status_code in (200, 301, 404), url
    assert made == []

    for url in (
        f"{pages['category']}?page=1",
        f"{pages['category']}?sort=price_up",
        f"{pages['listing']}?variant={sku}",
    ):
        Client().get(url)
    assert len(made) == 3


def test_what_htmx_asks_for_is_kept_apart_from_the_page(cup: Listing) -> None:
    url = pages_of(cup)["category"]
    for _time in range(2):
        page = Client().get(url)
        part = Client().get(url, headers={"HX-Request": "true", "HX-Target": "results"})
        strange = Client().get(url, headers={"HX-Request": "true", "HX-Target": "anything"})

        assert "<html" in page.text
        assert "<html" not in part.text
        assert "<html" in strange.text
        assert "HX-Target" in part["Vary"]


def test_a_kept_page_is_filled_for_its_reader(cup: Listing, alice: User, as_: Callable[[User], Client]) -> None:
    url = pages_of(cup)["listing"]
    look(cup)
    visitor, reader = Client(), as_(alice)
    visitor.post(reverse("orders:basket_add"), {"variant": the_variant(cup).pk, "quantity": 2})

    assert alice.public_name in reader.get(url).text
    assert alice.public_name not in visitor.get(url).text
    assert '<span class="count">2' in visitor.get(url).text
    assert '<span class="count">' not in Client().get(url).text
    assert "Sign in" in Client().get(url).text
    assert "no-store" not in reader.get(url)["Cache-Control"]
    assert "private" in reader.get(url)["Cache-Control"]


def test_the_form_on_a_kept_page_is_accepted(cup: Listing) -> None:
    look(cup)
    client = Client(enforce_csrf_checks=True)
    page = client.get(pages_of(cup)["listing"])
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page.text)
    assert token is not None

    answer = client.post(
        reverse("orders:basket_add"), {"variant": the_variant(cup).pk, "csrfmiddlewaretoken": token[1]}
    )

    assert answer.status_code == 302
    assert answer["Location"] == reverse("orders:basket")


def test_two_visitors_never_get_the_same_token(cup: Listing) -> None:
    look(cup)
    tokens = {Client().get(pages_of(cup)["home"]).cookies["csrftoken"].value for _time in range(3)}

    assert len(tokens) == 3


def test_a_visitor_who_has_the_page_is_told_so(cup: Listing) -> None:
    look(cup)
    client, url = Client(), pages_of(cup)["category"]
    client.get(url)
    tag = client.get(url)["ETag"]

    same = client.get(url, headers={"If-None-Match": tag})
    assert (same.status_code, same.content) == (304, b"")
    assert same["Vary"] == client.get(url)["Vary"]
    # A stranger's tag names another page.
    other = Client()
    other.get(url)
    assert other.get(url, headers={"If-None-Match": tag}).status_code == 200

    set_price(the_variant(cup), price=Money(1799, "EUR"), by=None)
    assert client.get(url, headers={"If-None-Match": tag}).status_code == 200


def test_a_head_has_the_headers_of_the_page(cup: Listing) -> None:
    look(cup)
    url = pages_of(cup)["listing"]
    head, page = Client().head(url), Client().get(url)

    assert head.status_code == 200
    assert head.content == b""
    assert head["Content-Length"] == page["Content-Length"]
    assert head["Content-Security-Policy"] == page["Content-Security-Policy"]


def test_a_strange_host_gets_no_kept_page(cup: Listing) -> None:
    look(cup)

    assert Client().get(pages_of(cup)["home"], headers={"host": "evil.example"}).status_code == 400


def test_a_page_that_is_kept_for_https_is_not_given_without_it(cup: Listing, settings: Any) -> None:
    settings.SECURE_SSL_REDIRECT = True
    settings.SECURE_HSTS_SECONDS = 60
    url = pages_of(cup)["listing"]
    for _time in range(3):
        page = Client().get(url, secure=True)
        assert (page.status_code, page["Strict-Transport-Security"]) == (200, "max-age=60")
        assert Client().get(url).status_code == 301


def test_a_kept_page_has_the_headers_with_which_it_was_made(cup: Listing) -> None:
    url = pages_of(cup)["category"]
    made, kept, again = ({**Client().get(url).headers} for _time in range(3))
    for headers in (made, kept, again):
        # Which change with each request, and with the length of the reader's own places.
        headers.pop("X-Request-ID")
        headers.pop("Content-Length")
        headers["Vary"] = ", ".join(sorted(headers["Vary"].split(", ")))

    assert made == kept == again


def test_a_kept_page_costs_one_statement(
    cup: Listing, alice: User, as_: Callable[[User], Client], count_queries: Callable[[Callable[[], object]], int]
) -> None:
    look(cup)
    look(cup)
    for name, url in pages_of(cup).items():
        assert count_queries(lambda url=url: Client().get(url)) == 1, name  # type: ignore[misc]

    reader = as_(alice)
    reader.get("/")
    # The versions; the session, the reader, what waits for them.
    assert count_queries(lambda: reader.get(pages_of(cup)["listing"])) <= 5
