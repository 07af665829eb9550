"""The lane for visitors: whom it answers, with what, and what it leaves to Django."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import InterfaceError, OperationalError
from django.test import Client
from django.urls import reverse

from accounts.models import User
from catalog.models import Listing
from catalog.tests.factories import the_variant
from core import occasion
from marketplace import middleware
from storefront import keeping, lane, seeing
from storefront.tests.windows import look, pages_of

pytestmark = pytest.mark.usefixtures("remembering")


def ask(url: str, client: Client | None = None, **headers: str) -> Any:
    return (client or Client()).get(url, headers=headers)


def test_a_page_that_somebody_has_seen_comes_by_the_lane(cup: Listing) -> None:
    assert not any(answer.from_lane for answer in look(cup).values())
    assert all(answer.from_lane for answer in look(cup).values())


def test_whoever_is_somebody_goes_the_whole_way(cup: Listing, alice: User, as_: Callable[[User], Client]) -> None:
    url = pages_of(cup)["listing"]
    look(cup)
    with_basket, with_message = Client(), Client()
    with_basket.post(reverse("orders:basket_add"), {"variant": the_variant(cup).pk, "quantity": 2})
    with_message.cookies["messages"] = "something"

    for client in (as_(alice), with_basket, with_message):
        assert not ask(url, client).from_lane
    assert ask(url).from_lane


@pytest.mark.parametrize("cookie", ["short", "x" * 64, "-" * 32, "\N{LATIN SMALL LETTER E WITH ACUTE}" * 32])
def test_a_strange_form_cookie_is_left_to_django(cup: Listing, cookie: str) -> None:
    url = pages_of(cup)["listing"]
    look(cup)
    client = Client()
    client.cookies["csrftoken"] = cookie

    answer = ask(url, client)

    assert answer.status_code == 200
    assert not answer.from_lane


def test_who_has_a_form_token_keeps_it(cup: Listing) -> None:
    url = pages_of(cup)["listing"]
    look(cup)
    client = Client()
    answers = [ask(url, client) for _time in range(3)]

    assert all(answer.from_lane for answer in answers)
    assert len({answer.cookies["csrftoken"].value for answer in answers}) == 1


def test_a_query_has_one_way_to_be_written(cup: Listing) -> None:
    url = pages_of(cup)["category"]
    for _time in range(2):
        one, other = ask(f"{url}?page=1&sort=price_up"), ask(f"{url}?sort=price_up&page=1")

    assert one.from_lane
    assert not other.from_lane
    assert other.status_code == 200


@pytest.mark.parametrize(
    ("query", "status"),
    [("a=1&" * 2000, 400), ("page=%ff%fe", 200), ("%00", 400), ("page=" + "9" * 5000, 200), ("&&;=", 200)],
)
def test_a_strange_query_is_left_to_django(cup: Listing, query: str, status: int) -> None:
    url = pages_of(cup)["category"]
    look(cup)
    for _time in range(2):
        answer = ask(f"{url}?{query}")

        assert answer.status_code == status
        assert not answer.from_lane


def test_a_page_is_compressed_for_those_who_take_it(cup: Listing) -> None:
    url = pages_of(cup)["listing"]
    look(cup)
    plain, packed = ask(url), ask(url, accept_encoding="br, gzip")

    assert plain.from_lane
    assert packed.from_lane
    assert packed["Content-Encoding"] == "gzip"
    assert not plain.has_header("Content-Encoding")
    assert int(packed["Content-Length"]) == len(packed.content) < len(plain.content) / 2
    assert without_token(gzip.decompress(packed.content).decode()) == without_token(plain.text)
    assert plain["Vary"] == packed["Vary"]
    # What is a reader's own is not compressed: its length says nothing about it (BREACH).
    others = [ask(url, accept_encoding="gzip").content for _visitor in range(6)]
    assert len({*others}) == len(others)
    assert {len(content) for content in others} == {len(packed.content)}


def without_token(text: str) -> str:
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "…", text)


def test_it_is_logged_like_any_other(cup: Listing, monkeypatch: pytest.MonkeyPatch) -> None:
    lines: list[tuple[Any, ...]] = []
    url = pages_of(cup)["listing"]
    look(cup)
    monkeypatch.setattr("marketplace.front.log_request", lambda *line: lines.append((*line, occasion.names())))

    answer = ask(url)

    [(method, route, status, milliseconds, names)] = lines
    assert (method, status) == ("GET", 200)
    assert route == f"/{answer.resolver_match.route}"
    assert 0 <= milliseconds < 10_000
    assert names == {"request_id": answer["X-Request-ID"]}


def test_whoever_goes_the_whole_way_has_one_id(cup: Listing, monkeypatch: pytest.MonkeyPatch) -> None:
    names: list[Any] = []
    monkeypatch.setattr(lane, "answer", lambda _environ: names.append(occasion.names()))
    monkeypatch.setattr(middleware, "log_request", lambda *_line: names.append(occasion.names()))

    answer = ask(pages_of(cup)["listing"])

    assert not answer.from_lane
    assert names == [{"request_id": answer["X-Request-ID"]}] * 2


@pytest.mark.parametrize("problem", [OperationalError, InterfaceError])
def test_a_connection_that_has_died_is_left_to_django(
    cup: Listing, problem: type[Exception], monkeypatch: pytest.MonkeyPatch
) -> None:
    url = pages_of(cup)["listing"]
    look(cup)
    looked_after: list[bool] = []
    real = seeing._versions

    def dies_once(*args: Any) -> Any:
        monkeypatch.setattr(seeing, "_versions", real)
        raise problem

    monkeypatch.setattr(seeing, "_versions", dies_once)
    monkeypatch.setattr(lane, "look_after_connection", lambda: looked_after.append(True))

    answer = ask(url)

    assert answer.status_code == 200
    assert not answer.from_lane
    assert looked_after == [True]
    assert ask(url).from_lane
    assert looked_after == [True, True]


def test_what_the_lane_has_seen_is_not_asked_again(
    cup: Listing, count_queries: Callable[[Callable[[], object]], int]
) -> None:
    url = pages_of(cup)["category"]
    look(cup)
    made_anew = count_queries(lambda: ask(f"{url}?anew=1"))
    # The page is no longer kept, but its address is known.
    keeping._pages.clear()

    assert count_queries(lambda: ask(url)) <= made_anew
