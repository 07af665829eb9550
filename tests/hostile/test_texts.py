"""
Hostile text in every field that people fill: refused with a sentence, or stored and shown as the text that it is.

Each door posts the text and names the pages that then show it. Nothing may answer with an error of ours, and no page
may contain the text as markup.
"""

from __future__ import annotations

import re
from itertools import cycle
from pathlib import Path

import pytest
from django import forms
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from core.text import plain, plain_line
from marketplace.env import BASE_DIR
from marketplace.reference import import_everything, our_apps, ours
from tests.hostile.corpus import OURS, collections, sample
from tests.hostile.doors import COSTLY, DOORS, FORMS, FORMS_ELSEWHERE, NO_WORDS, Door, Market, about_the_shop

# Every text goes through one of the doors; fewer through those that need an order of their own for each.
ROTA = [*DOORS, *(4 * [name for name in DOORS if name not in COSTLY])]


# What stands in our own pages too, so that nobody can tell whose it is.
BARE_TAG = re.compile(r"</?[a-z0-9]+ ?/?>", re.IGNORECASE)


def body_of(answer: HttpResponseBase) -> str:
    return answer.content.decode() if isinstance(answer, HttpResponse) else ""


def knock(market: Market, door: Door, text: str) -> None:
    """One text through one door: no error of ours, and no markup of theirs on any page that follows."""
    answer, pages = door(market, text)
    assert answer.status_code in {200, 302, 303, 400, 409, 422}, (answer.status_code, text)
    bodies = [body_of(answer)]
    for page in pages:
        client = market.bob if page.startswith("/desk/") else market.alice
        shown = client.get(page)
        assert shown.status_code == 200, (page, shown.status_code, text)
        bodies.append(shown.content.decode())
    if escape(text) != text and "<" in text and len(text) > 4 and not BARE_TAG.fullmatch(text.strip()):
        assert not [body for body in bodies if text in body or plain(text) in body], text


@pytest.mark.parametrize("door", [door for door in DOORS if door != "search"])
@pytest.mark.django_db
def test_every_door_opens_and_shows_what_came_in(market: Market, door: str) -> None:
    """What the tests below rely on: a text is not refused for another reason, and stands on a page that they read."""
    text = "Plain <b>bold</b> words"

    answer, pages = DOORS[door](market, text)

    readers = [market.bob if page.startswith("/desk/") else market.alice for page in pages]
    assert answer.status_code == 302
    assert pages
    assert any(escape(text) in reader.get(page).content.decode() for reader, page in zip(readers, pages, strict=True))


def test_every_form_with_text_is_filled_by_a_door() -> None:
    import_everything()
    texts = {
        f"{form.__module__}.{form.__qualname__}"
        for form in ours(forms.BaseForm)
        if any(isinstance(field, forms.CharField) for field in getattr(form, "base_fields", {}).values())
    }
    wanted = {name for name in texts if name.partition(".")[0] in our_apps()} - FORMS_ELSEWHERE.keys()

    assert {name for name in wanted - FORMS.keys() if not name.startswith(NO_WORDS)} == set()
    assert set(FORMS) - texts == set()
    assert set(FORMS.values()) - DOORS.keys() == set()
    assert [path for path in FORMS_ELSEWHERE.values() if not (BASE_DIR / path).exists()] == []


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.django_db
def test_our_own_hostile_texts_stay_text(market: Market, door: str) -> None:
    for text in OURS:
        knock(market, DOORS[door], text)


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.django_db
def test_a_sample_of_public_hostile_texts_stays_text(market: Market, door: str, shared_data: Path) -> None:
    for text in sample(shared_data):
        knock(market, DOORS[door], text)


@pytest.mark.soak
@pytest.mark.embedded
@pytest.mark.parametrize("door", DOORS)
@pytest.mark.django_db
def test_all_public_hostile_texts_stay_text(market: Market, door: str, shared_data: Path) -> None:
    for text, its_door in zip(collections(shared_data), cycle(ROTA), strict=False):
        if its_door == door:
            knock(market, DOORS[door], text)


@pytest.mark.django_db
def test_what_was_stored_is_what_was_typed(market: Market) -> None:
    text = 'Tom & "Jerry" <b>bold</b> {{ 7*7 }}'

    about_the_shop(market, text)

    market.shop.refresh_from_db()
    assert (market.shop.about, market.shop.city) == (text, plain_line(text))
    page = market.alice.get(reverse("storefront:shop", args=[market.shop.slug])).content.decode()
    assert "&lt;b&gt;bold&lt;/b&gt; {{ 7*7 }}" in page


@pytest.mark.parametrize(
    "path",
    [
        "/l/%00/bowl/",
        "/c/%00/",
        "/orders/%00/",
        "/media/%00.webp",
        "/search/?q=%00",
        "/c/kitchen/?brand=%00",
        "/?%00=1",
    ],
)
@pytest.mark.django_db
def test_a_nul_in_an_address_is_a_bad_request(client: Client, path: str) -> None:
    assert client.get(path).status_code == 400
