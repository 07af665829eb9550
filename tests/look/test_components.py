"""Each part of a page that other templates include: what it shows, and what it leaves out."""

from __future__ import annotations

from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.paginator import Paginator
from django.template.loader import render_to_string
from django.utils import translation

from core.money import Money
from core.pictures import KeptPicture

NASTY = '<b onmouseover="x">Tanah & Liat</b>'


def show(name: str, **context: Any) -> str:
    with translation.override("en"):
        return " ".join(render_to_string(f"components/{name}.html", context).split())


def listing(**changes: Any) -> SimpleNamespace:
    facts: dict[str, Any] = {
        "number": "7F2K-94QD",
        "slug": "mug",
        "title": "Stoneware mug",
        "price_from": Money(1450, "EUR"),
        "has_one_price": True,
        "rating_average": 4.6,
        "rating_count": 128,
        "shop": SimpleNamespace(name="Tanah Liat"),
        "cover": KeptPicture("mu/mug", 800, 1000),
    }
    return SimpleNamespace(**facts | changes)


def test_a_card_shows_the_thing_its_price_and_how_it_was_found() -> None:
    card = show("listing_card", listing=listing())

    assert 'href="/l/7F2K-94QD/mug/"' in card
    assert 'src="/media/mu/mug-800.jpg"' in card
    assert 'alt="" width="800" height="1000" loading="lazy"' in card
    assert "€14.50" in card
    assert "<b>4.6</b>" in card
    assert "Tanah Liat" in card


def test_a_card_says_from_when_prices_differ() -> None:
    assert "from €14.50" in show("listing_card", listing=listing(has_one_price=False))


def test_a_card_without_photo_or_reviews_says_so() -> None:
    card = show("listing_card", listing=listing(cover=None, rating_average=None, rating_count=0))

    assert "<img" not in card
    assert "no-picture" in card
    assert "no reviews yet" in card


def test_a_card_shows_markup_as_text() -> None:
    card = show("listing_card", listing=listing(title=NASTY, shop=SimpleNamespace(name=NASTY)))

    assert "<b onmouseover" not in card
    assert card.count("&lt;b onmouseover") == 2


def test_the_money_bar_names_each_step_and_marks_where_the_money_is() -> None:
    steps = [
        {"label": "Paid", "state": "done"},
        {"label": "Time to inspect", "state": "now"},
        {"label": "Released", "state": "next"},
    ]

    bar = show("money_bar", steps=steps, headline="€29.00 is held", note="Released on Saturday.")

    assert bar.count("<li") == 3
    assert bar.count('aria-current="step"') == 1
    assert "step 2 of 3" in bar
    assert "€29.00 is held" in bar
    assert '<p class="note">Released on Saturday.</p>' in bar


def test_the_money_bar_may_stand_without_words() -> None:
    bar = show("money_bar", steps=[{"label": "Paid", "state": "done"}])

    assert "slip-head" not in bar
    assert "note" not in bar


def test_a_timeline_gives_each_step_its_place_and_moment() -> None:
    steps = [
        {
            "title": "Handed over",
            "place": "Yogyakarta",
            "at": datetime(2026, 11, 23, 9, 12, tzinfo=UTC),
            "state": "done",
        },
        {"title": "Out for delivery", "place": "Berlin", "at": "this morning", "state": "now"},
        {"title": "Delivered", "state": "next"},
    ]

    way = show("timeline", steps=steps)

    assert '<time datetime="2026-11-23T09:12:00+00:00">' in way
    assert "this morning" in way
    assert way.count('aria-current="step"') == 1
    assert way.count("(still to come)") == 1


def test_the_promise_lists_its_lines_and_leads_to_the_whole() -> None:
    lines = [SimpleNamespace(label="Arrives", text="26 to 28 Nov"), SimpleNamespace(label="Money back", text="5 days")]

    promise = show("promise", lines=lines, more_url="/policies/returns/")

    assert '<section class="slip">' in promise
    assert promise.count("<dt>") == promise.count("<dd>") == 2
    assert 'href="/policies/returns/"' in promise
    assert "What you are promised" in promise
    assert "<a " not in show("promise", lines=lines)


def test_what_was_not_checked_is_said_in_words_too() -> None:
    checks = [{"text": "The company", "done": True}, {"text": "The workshop", "done": False}]

    shown = show("checked", checks=checks)

    assert '<li class="yes"> <span> The company' in shown
    assert '<span class="hide-visually">Not checked:</span> The workshop' in shown


@pytest.mark.parametrize("language", ["en", "id"])
def test_stars_understand_the_average_in_every_language(language: str) -> None:
    with translation.override(language):
        shown = render_to_string("components/rating.html", {"average": 4.6, "count": 128})

    assert 'value="4.6"' in shown
    assert ("4.6" if language == "en" else "4,6") in shown.partition("<b>")[2]


def test_one_review_is_not_many() -> None:
    assert "1 review from a buyer" in show("rating", average=5, count=1)
    assert "no reviews yet" in show("rating", average=None, count=0)


@pytest.mark.parametrize("tone", ["good", "held", "bad", "plain"])
def test_a_badge_has_a_tone(tone: str) -> None:
    assert show("badge", text="Delivered", tone=tone) == f'<span class="badge badge-{tone}">Delivered</span>'


def test_a_badge_is_plain_unless_told() -> None:
    assert "badge-plain" in show("badge", text="Draft")


def test_a_status_says_since_when() -> None:
    status = show("status", text="On the way", tone="held", since=datetime(2026, 11, 23, 9, 12, tzinfo=UTC))

    assert "badge-held" in status
    assert "since <time" in status


def test_an_empty_place_offers_the_next_step_only_when_there_is_one() -> None:
    with_step = show("empty", title="Your basket is empty", text="Look around.", url="/", action="Look around")

    assert '<a class="btn" href="/">Look around</a>' in with_step
    assert "<a " not in show("empty", title="Nothing here")


def test_pages_keep_the_rest_of_the_query() -> None:
    pages = show("pagination", page=Paginator(range(50), 10).page(3), query="q=mug&sort=new")

    assert 'href="?q=mug&amp;sort=new&amp;page=2"' in pages
    assert 'href="?q=mug&amp;sort=new&amp;page=4"' in pages
    assert "Page 3 of 5" in pages


def test_one_page_needs_no_pages() -> None:
    assert show("pagination", page=Paginator(range(5), 10).page(1), query="") == ""


def test_the_first_and_the_last_page_lead_one_way_only() -> None:
    book = Paginator(range(20), 10)

    assert 'rel="prev"' not in show("pagination", page=book.page(1))
    assert 'rel="next"' not in show("pagination", page=book.page(2))


def test_crumbs_lead_up_and_end_here() -> None:
    crumbs = show("crumbs", crumbs=[{"label": "Kitchen", "url": "/c/kitchen/"}, {"label": "Mugs"}])

    assert '<a href="/c/kitchen/">Kitchen</a>' in crumbs
    assert '<span aria-current="page">Mugs</span>' in crumbs


def test_the_desk_marks_the_place_where_one_is() -> None:
    shop = SimpleNamespace(slug="tanah-liat", name="Tanah Liat")

    side = show("desk_side", shop=shop, path="/desk/tanah-liat/orders/7F2K-94QD/")

    assert '<a href="/desk/tanah-liat/orders/" aria-current="page">Orders</a>' in side
    assert side.count("aria-current") == 1


def test_the_account_marks_the_place_where_one_is() -> None:
    side = show("account_side", path="/accounts/email/")

    assert '<a href="/accounts/email/" aria-current="page">' in side
    assert side.count("aria-current") == 1
