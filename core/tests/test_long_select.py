"""A long select says what Django's own would, and is written once."""

from __future__ import annotations

from django import forms
from django.test.html import parse_html

from core.inputs import LongSelect

CHOICES = [("", "Please choose"), ("DE", "Germany"), ("CI", "Côte d’Ivoire"), ("X", "<b>&")]


def written(widget: forms.Select, value: object) -> object:
    widget.choices = CHOICES
    return parse_html(widget.render("country", value, {"id": "id_country", "required": True}))


def test_it_says_what_a_select_would() -> None:
    attrs = {"autocomplete": "country"}

    for value in ("", None, "DE", "X"):
        assert written(LongSelect(attrs), value) == written(forms.Select(attrs), value)


def test_what_is_no_choice_chooses_nothing_and_is_not_remembered() -> None:
    assert "nowhere" not in str(written(LongSelect(), "nowhere"))
