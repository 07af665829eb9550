"""Before the web server forks, a page of each kind is asked for; nothing but speed and memory hangs on it."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import pytest
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections, connections

from catalog.tests.factories import listing_on_sale
from marketplace import preloading

CLOSED = "connections closed"


@pytest.fixture
def asked(db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """What is asked for, and that connections end before the fork; here the test's own one stays open."""
    addresses: list[str] = []
    real = preloading._page

    def page(application: preloading.Application, address: str) -> str:
        answer = real(application, address)
        addresses.append(address)
        assert "<main" in answer
        return answer

    monkeypatch.setattr(preloading, "_page", page)
    monkeypatch.setattr(connections, "close_all", lambda: addresses.append(CLOSED))
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield addresses
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def test_a_page_of_each_kind_is_asked_for_twice(asked: list[str]) -> None:
    listing = listing_on_sale(title="Celadon cup")

    preloading.warm_up(get_wsgi_application())

    assert asked[1:] == [
        address
        for page in (
            f"/c/{listing.category.path.partition('/')[0]}/",
            f"/l/{listing.number}/celadon-cup/",
            f"/shops/{listing.shop.slug}/",
            "/search/?q=celadon",
            "/basket/",
        )
        for address in (page, page)
    ] + [CLOSED]
    assert logging.root.manager.disable == logging.NOTSET


def test_an_empty_market_starts_all_the_same(asked: list[str]) -> None:
    preloading.warm_up(get_wsgi_application())

    assert asked[0] == "/"
    assert asked[-2:] == ["/basket/", CLOSED]


def test_a_market_without_its_database_starts_all_the_same(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def nobody_answers(application: preloading.Application, address: str) -> str:
        raise ConnectionError

    monkeypatch.setattr(preloading, "_page", nobody_answers)

    preloading.warm_up(get_wsgi_application())

    assert "warm_up_failed" in capfd.readouterr().err
    assert logging.root.manager.disable == logging.NOTSET
