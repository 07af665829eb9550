"""What stands around every page."""

from __future__ import annotations

import json
import re

import pytest
from django.template.loader import render_to_string
from django.test import Client
from pytest_django.fixtures import Settings

pytestmark = pytest.mark.django_db


def page(client: Client, path: str = "/", **headers: str) -> str:
    return client.get(path, headers=headers).content.decode()


def test_the_first_thing_to_reach_is_the_way_to_the_content(client: Client) -> None:
    text = page(client)

    assert re.search(r"<body[^>]*>\s*<a class=\"skip\" href=\"#main\">", text)
    assert '<main class="wrap" id="main" tabindex="-1">' in text
    assert text.count("<h1") == 1


def test_htmx_may_run_nothing_and_style_nothing(client: Client) -> None:
    found = re.search(r"name=\"htmx-config\"\s+content='([^']+)'", page(client))
    assert found

    config = json.loads(found.group(1))

    assert config["allowEval"] is False
    assert config["allowScriptTags"] is False
    assert config["includeIndicatorStyles"] is False
    # Pages carry what belongs to one person: none of them may lie about in the browser's storage.
    assert config["historyCacheSize"] == 0


def test_a_search_keeps_its_words(client: Client) -> None:
    assert 'value="mug &quot;blue"' in page(client, "/search/?q=mug+%22blue")


def test_the_page_says_its_language_and_offers_the_others(client: Client) -> None:
    english, indonesian = page(client), page(client, "/id/")

    assert '<html lang="en" dir="ltr">' in english
    assert '<html lang="id" dir="ltr">' in indonesian
    assert re.search(r'value="id"\s+lang="id"', english)
    assert re.search(r'value="en"\s+lang="en"', indonesian)


def test_choosing_a_language_leads_back_to_the_same_page(client: Client) -> None:
    answer = client.post("/i18n/setlang/", {"language": "id"}, headers={"referer": "http://testserver/search/?q=mug"})

    assert (answer.status_code, answer["Location"]) == (302, "http://testserver/id/search/?q=mug")


def test_the_foot_leads_to_what_is_promised_and_to_selling(client: Client) -> None:
    text = page(client)

    for path in ("/policies/returns/", "/policies/refunds/", "/policies/shipping/", "/policies/privacy/", "/sell/"):
        assert f'href="{path}"' in text


def test_only_the_demo_speaks_of_the_demo(client: Client, settings: Settings) -> None:
    settings.DEMO = True
    assert 'href="/demo/mail/"' in page(client)

    settings.DEMO = False
    assert "demo" not in page(client).lower()


def test_every_hole_is_filled(client: Client) -> None:
    assert "hole-" not in page(client)


@pytest.mark.parametrize("number", [400, 500, 503])
def test_pages_for_the_worst_need_nothing(number: int) -> None:
    text = render_to_string(f"{number}.html")

    assert "<h1>" in text
    assert "hole-" not in text
    assert 'href="/"' in text


def test_an_address_that_leads_nowhere_says_so(client: Client) -> None:
    answer = client.get("/no/such/place/")

    assert answer.status_code == 404
    assert "There is nothing at this address" in answer.content.decode()
    assert "hole-" not in answer.content.decode()


def test_a_form_that_stood_open_for_too_long_is_explained() -> None:
    answer = Client(enforce_csrf_checks=True).post("/accounts/login/", {"login": "a@example.com"})

    assert answer.status_code == 403
    assert "Please send that once more" in answer.content.decode()


@pytest.mark.parametrize("name", ["403", "403_csrf", "404", "409", "429"])
def test_refusals_are_slips_in_the_frame(name: str) -> None:
    text = render_to_string(f"{name}.html", {"message": "Only 2 are left."})

    assert '<section class="slip trouble">' in text
    assert ("Only 2 are left." in text) is (name == "409")
