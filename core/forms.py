"""Form fields that clean text the one way."""

from __future__ import annotations

from typing import Any

from django import forms

from core.text import plain, plain_line


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
