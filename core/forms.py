"""Form fields that clean text the one way."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from django import forms
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from core.text import plain, plain_line

Choices = list[tuple[str, Any]]


def with_nothing_chosen(choices: Callable[[], Choices]) -> Callable[[], Choices]:
    """Put an empty choice first: a list that starts with an answer gets that answer by mistake."""
    return lambda: [("", _("Please choose")), *choices()]


class PlainLineField(forms.CharField):
    """One line of plain text. Cleaned first: a NUL is dropped, not refused with words that nobody understands."""

    def clean(self, value: Any) -> str:
        return str(super().clean(plain_line(str(value)) if value else value))


class PlainTextField(forms.CharField):
    """Several lines of plain text."""

    def __init__(self, *args: Any, rows: int = 5, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": rows}))
        super().__init__(*args, **kwargs)

    def clean(self, value: Any) -> str:
        return str(super().clean(plain(str(value)) if value else value))


PlainCharField = PlainLineField


class LongSelect(forms.Select):
    """
    A choice of hundreds, such as a country, written once for each language and value.

    Django renders a template for every option, which takes longer than all the rest of a checkout's page.
    """

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:
        given = self.build_attrs(self.attrs, {"name": name, **(attrs or {})})
        choices = tuple((str(key), str(label)) for key, label in self.choices)
        # What was sent, only if it is one of them: the memory of this process is not for what people invent.
        chosen = next((key for key, _label in choices if [key] == self.format_value(value)), "")
        return format_html("<select{}>{}</select>", flatatt(given), _options(choices, chosen))


@lru_cache(maxsize=64)
def _options(choices: tuple[tuple[str, str], ...], chosen: str) -> SafeString:
    marks = {chosen: " selected"}
    return format_html_join(
        "\n", '<option value="{}"{}>{}</option>', ((key, marks.get(key, ""), label) for key, label in choices)
    )
