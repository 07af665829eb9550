"""The log names the request, and nobody."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from datetime import datetime
from io import StringIO
from typing import Any

import pytest
import structlog
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.test.utils import override_settings
from django.urls import path

from core.errors import DomainError
from marketplace.env import read_environment
from marketplace.logs import formatter, log_request
from marketplace.urls import urlpatterns as pages

SECRETS = ["alice@example.com", "Jalan Merdeka 17", "TOKEN-7F2K", "+62 811"]


class AliceLivesAt(Exception):
    """What a database says when it repeats the row."""

    def __str__(self) -> str:
        return "duplicate key for alice@example.com\nDETAIL:  Key (street)=(Jalan Merdeka 17) already exists."


def broken(request: HttpRequest, token: str) -> HttpResponse:
    raise AliceLivesAt


def refused(request: HttpRequest, token: str) -> HttpResponse:
    raise DomainError("The street Jalan Merdeka 17 is closed.")


def talking(request: HttpRequest, token: str) -> HttpResponse:
    logging.getLogger("some.library").warning("GET /open/?token=TOKEN-7F2K for %s", "alice@example.com")
    logging.getLogger("some.library").warning("mail", extra={"to": ["alice@example.com"], "url": "/x/?q=%2B62 811"})
    return HttpResponse("")


def away(request: HttpRequest, token: str) -> HttpResponse:
    raise OperationalError("connection to server at db.example failed")


handler500 = "marketplace.errors.server_error"
urlpatterns = [
    path("away/<token>/", away),
    path("broken/<token>/", broken),
    path("refused/<token>/", refused),
    path("talking/<token>/", talking),
    *pages,
]


@pytest.fixture
def lines() -> Iterator[Any]:
    """Reads what was logged: one JSON object a line."""
    stream = StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(formatter("json"))
    logging.getLogger().addHandler(handler)
    yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    logging.getLogger().removeHandler(handler)


@pytest.mark.parametrize("route", ["broken", "refused", "talking", "missing"])
@override_settings(ROOT_URLCONF=__name__)
@pytest.mark.django_db
def test_no_line_says_anything_about_anybody(lines: Any, route: str) -> None:
    client = Client(raise_request_exception=False)

    client.get(
        f"/{route}/TOKEN-7F2K/?email=alice@example.com&phone=+62 811", headers={"user-agent": "alice@example.com"}
    )

    written = json.dumps(lines(), ensure_ascii=False)
    assert [secret for secret in SECRETS if secret in written] == []


@override_settings(ROOT_URLCONF=__name__)
@pytest.mark.django_db
def test_every_line_of_a_request_carries_its_id(lines: Any) -> None:
    client = Client(raise_request_exception=False)

    answer = client.get("/broken/TOKEN-7F2K/")

    error, request = lines()
    assert error["event"] == "exception"
    assert "AliceLivesAt" in error["exception"]
    assert (request["event"], request["method"], request["status"]) == ("request", "GET", 500)
    assert request["route"] == "/broken/<token>/"
    assert {error["request_id"], request["request_id"]} == {answer["X-Request-ID"]}


def test_the_line_of_a_request_has_what_any_line_has(lines: Any) -> None:
    log_request("GET", "/c/<path:path>/", 200, 1.5)
    structlog.get_logger("marketplace.requests").info("another")

    request, other = lines()
    assert other.keys() - request.keys() == set()
    assert datetime.fromisoformat(request["timestamp"]) <= datetime.fromisoformat(other["timestamp"])
    assert request["timestamp"].endswith("Z")


def test_people_read_the_line_of_a_request_as_they_read_any(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO):
        log_request("GET", "/c/<path:path>/", 200, 1.5)

    written = formatter("text").format(caplog.records[-1])
    assert "request" in written
    assert "/c/<path:path>/" in written
    assert not written.startswith("{")


@override_settings(ROOT_URLCONF=__name__)
@pytest.mark.django_db
def test_a_refusal_that_no_page_caught_is_a_page_that_says_it(lines: Any) -> None:
    answer = Client().get("/refused/x/")

    assert answer.status_code == 409
    assert "The street Jalan Merdeka 17 is closed." in answer.content.decode()
    assert lines()[0]["code"] == "core.refused"


@override_settings(ROOT_URLCONF=__name__)
@pytest.mark.django_db
def test_a_database_that_is_away_is_a_page_that_asks_to_come_back(lines: Any) -> None:
    answer = Client(raise_request_exception=False).get("/away/x/")

    assert (answer.status_code, answer["Retry-After"]) == (503, "30")
    assert "OperationalError" in lines()[0]["exception"]


@pytest.mark.parametrize(
    ("given", "proxies", "kept"),
    [("a1b2c3d4-e5f6", "1", True), ("a1b2c3d4-e5f6", "0", False), ("short", "1", False), ("forged\nline1", "1", False)],
)
def test_only_a_trusted_proxy_names_the_request(settings: Any, given: str, proxies: str, kept: bool) -> None:
    settings.ENV = read_environment({"TRUSTED_PROXY": proxies})

    answer = Client(headers={"x-request-id": given}).get("/healthz")

    assert (answer["X-Request-ID"] == given) is kept
