"""Small parts of the ground: numbers, tokens, text, holes, lives, the clock."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.template import Context, Template
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from pytest_django.fixtures import Settings

from core import clock, holes
from core.errors import ImpossibleMove
from core.forms import PlainLineField, PlainTextField
from core.models import Event
from core.numbers import ALPHABET, new_number, new_token, token_digest
from core.text import plain, plain_line
from core.timers import sweep


def test_a_sweep_reaches_what_stands_behind_rows_that_must_wait(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("core.timers.AT_ONCE", 2)
    for place in range(7):
        Event.objects.create(name="KettleBoiled", stream=f"kettle:{place}", facts={}, occurred_at=clock.now())

    def act(event: Event) -> None:
        if int(event.stream[7:]) < 5:
            raise ImpossibleMove

    assert sweep(Event.objects.order_by("pk"), act) == 2
    assert sweep(Event.objects.order_by("pk"), act, limit=6) == 1


def test_public_numbers_can_be_read_over_the_telephone() -> None:
    number = new_number()

    assert len(number) == 9
    assert set(number) <= set(ALPHABET) | {"-"}
    assert not set("ILOU") & set(ALPHABET)


def test_tokens_are_long_random_and_kept_as_digests() -> None:
    token = new_token()

    assert len(token) >= 32
    assert token_digest(token) != token
    assert token_digest(token) == token_digest(token)


@given(st.text())
def test_cleaned_text_stays_clean(text: str) -> None:
    cleaned = plain(text)

    assert plain(cleaned) == cleaned
    assert "\x00" not in cleaned
    assert "\n" not in plain_line(text)
    cleaned.encode()


def test_markup_is_text_like_any_other() -> None:
    assert plain("<script>alert(1)</script>") == "<script>alert(1)</script>"


def test_form_fields_clean_before_they_judge() -> None:
    assert PlainLineField().clean("  Tanah\x00\n Liat ") == "Tanah Liat"
    assert PlainTextField(required=False).clean("a\r\nb\x00") == "a\nb"


def test_a_hole_has_a_name_that_no_text_can_guess(settings: Settings) -> None:
    before = holes.marker(holes.TOKEN)
    settings.SECRET_KEY = "another installation"

    assert holes.marker(holes.TOKEN) != before
    assert Template("{% load holes %}{% form_token %}").render(Context()) == (
        f'<input type="hidden" name="csrfmiddlewaretoken" value="{holes.marker(holes.TOKEN)}">'
    )


def test_the_clock_can_be_set_and_comes_back() -> None:
    moment = timezone.now() - timedelta(days=40)

    with clock.at(moment):
        assert clock.now() == moment
    assert clock.now() > moment
