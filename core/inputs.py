"""
Inputs, radio buttons and long selects, written without templates.

Django renders two templates for an input and four for a radio button, which took a third of a checkout's page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from typing import Any

from django import forms
from django.forms.renderers import DjangoTemplates
from django.forms.utils import flatatt
from django.utils.choices import BaseChoiceIterator
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

Choices = list[tuple[str, Any]]
WrittenChoices = tuple[tuple[str, str], ...]

INPUTS = frozenset({"text", "hidden", "email", "number", "password", "tel", "url", "search", "checkbox"})


class InputRenderer(DjangoTemplates):
    """Django's renderer of forms, but for the simple things, which it writes itself: the same markup, escaped alike."""

    def render(self, template_name: str, context: dict[str, Any], request: Any = None) -> Any:
        name = template_name.removeprefix("django/forms/widgets/").removesuffix(".html")
        if name in INPUTS:
            return _input(context["widget"])
        if name == "radio":
            return _radios(context["widget"])
        return super().render(template_name, context, request)


def _input(widget: Mapping[str, Any]) -> SafeString:
    value = None if widget["value"] is None else str(widget["value"])
    given = {"type": widget["type"], "name": widget["name"], "value": value, **widget["attrs"]}
    return SafeString(f"<input{_attributes(given)}>")


def _attributes(given: Mapping[str, Any]) -> str:
    """As `flatatt` writes them, in their order and in a third of the time: a form has dozens."""
    return "".join(
        f" {name}" if value is True else f' {name}="{conditional_escape(value)}"'
        for name, value in given.items()
        if value is not None and value is not False
    )


def _radios(widget: Mapping[str, Any]) -> SafeString:
    """A `<div>` for each, as Django has it; our radio buttons stand in no groups."""
    written = (
        (flatatt({"for": option["attrs"].get("id")}), _input(option), option["label"])
        for _group, options, _place in widget["optgroups"]
        for option in options
    )
    about = {name: value for name, value in widget["attrs"].items() if name in {"id", "class"}}
    radios = format_html_join("\n", "<div><label{}>{} {}</label></div>", written)
    return format_html("<div{}>{}</div>", flatatt(about), radios)


class KeptChoices(BaseChoiceIterator):
    """Choices that follow from the reader's language alone, put together once for each."""

    def __init__(self, choices: Callable[[], Choices]) -> None:
        self.choices = choices
        self.written: dict[str | None, WrittenChoices] = {}

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return iter(self.in_words())

    def __deepcopy__(self, memo: object) -> KeptChoices:
        # Every form copies its fields; these change with nobody.
        return self

    def in_words(self) -> WrittenChoices:
        language = get_language()
        if language not in self.written:
            self.written[language] = tuple((str(key), str(label)) for key, label in self.choices())
        return self.written[language]


def with_nothing_chosen(choices: Callable[[], Choices]) -> KeptChoices:
    """Put an empty choice first: a list that starts with an answer gets that answer by mistake."""
    return KeptChoices(lambda: [("", _("Please choose")), *choices()])


class LongSelect(forms.Select):
    """A choice of hundreds, such as a country, written once for each language and value."""

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:
        given = self.build_attrs(self.attrs, {"name": name, **(attrs or {})})
        choices = tuple((str(key), str(label)) for key, label in self.choices)
        # What was sent, only if it is one of them: the memory of this process is not for what people invent.
        chosen = next((key for key, _label in choices if [key] == self.format_value(value)), "")
        return format_html("<select{}>{}</select>", flatatt(given), _options(choices, chosen))


@lru_cache(maxsize=64)
def _options(choices: WrittenChoices, chosen: str) -> SafeString:
    marks = {chosen: " selected"}
    return format_html_join(
        "\n", '<option value="{}"{}>{}</option>', ((key, marks.get(key, ""), label) for key, label in choices)
    )
