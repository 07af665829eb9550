"""What is written without a template is what Django's templates would write."""

from __future__ import annotations

from typing import Any

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates
from django.test.html import parse_html
from django.utils.translation import override

from core.inputs import InputRenderer, KeptChoices, with_nothing_chosen

HOSTILE = "\"'><script>&"


@pytest.mark.parametrize(
    "widget",
    [
        *(kind({"autocomplete": "off", "title": HOSTILE, "disabled": False}) for kind in (forms.TextInput,)),
        *(kind() for kind in (forms.HiddenInput, forms.EmailInput, forms.NumberInput, forms.URLInput)),
        *(forms.CheckboxInput(), forms.PasswordInput(render_value=True)),
        forms.RadioSelect(choices=[("slow", "Slow"), (2, f"<b>{HOSTILE}"), ("", "Nothing")], attrs={"class": "ways"}),
    ],
    ids=lambda widget: type(widget).__name__,
)
@pytest.mark.parametrize("value", ["", None, "slow", 2, HOSTILE])
@pytest.mark.parametrize("attrs", [{}, {"id": "id_field", "required": True, "aria-describedby": "help"}])
def test_it_is_what_the_templates_say(widget: forms.Widget, value: object, attrs: dict[str, object]) -> None:
    ours, theirs = (widget.render("field", value, attrs, renderer) for renderer in (InputRenderer(), DjangoTemplates()))

    assert parse_html(ours) == parse_html(theirs)


def test_the_rest_is_left_to_the_templates() -> None:
    area = forms.Textarea()

    assert area.render("words", "<b>", renderer=InputRenderer()) == area.render(
        "words", "<b>", renderer=DjangoTemplates()
    )


def test_kept_choices_are_put_together_once_for_each_language() -> None:
    asked: list[str] = []

    def words() -> list[tuple[str, str]]:
        asked.append("once more")
        return [("DE", "Germany")]

    choices = KeptChoices(words)

    assert list(choices) == list(choices) == [("DE", "Germany")]
    assert len(asked) == 1
    with override("id"):
        list(choices)
    assert len(asked) == 2


def test_an_empty_choice_stands_first_in_the_readers_language() -> None:
    choices: Any = forms.ChoiceField(choices=with_nothing_chosen(lambda: [("DE", "Germany")])).choices

    assert choices[0] == ("", "Please choose")
    with override("id"):
        assert choices[0] == ("", "Silakan pilih")
