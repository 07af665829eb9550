"""`{% load formats %}`: how values look. Empty for None, so that templates need no conditions."""

from __future__ import annotations

from datetime import date, datetime

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from core import formatting, text
from core.money import Money

register = template.Library()


@register.filter
def money(value: Money | None) -> str:
    return "" if value is None else formatting.money(value)


@register.filter
def number(value: float | None) -> str:
    return "" if value is None else formatting.number(value)


@register.filter
def short_number(value: int | None) -> str:
    return "" if value is None else formatting.short_number(value)


@register.filter
def day(value: date | None) -> str:
    return "" if value is None else formatting.day(value)


@register.filter
def short_day(value: date | None) -> str:
    return "" if value is None else formatting.short_day(value)


@register.filter
def moment(value: datetime | None) -> str:
    return "" if value is None else formatting.moment(value)


@register.filter
def ago(value: datetime | None) -> str:
    return "" if value is None else formatting.ago(value)


@register.filter
def isolated(value: object) -> str:
    """Somebody's words inside a sentence of ours (`blocktranslate with`); elsewhere they stand in `<bdi>`."""
    return text.isolated(str(value))


@register.filter
def time_tag(value: datetime | None) -> SafeString | str:
    """The moment as a `<time>` element, exact for machines and local for people."""
    if value is None:
        return ""
    return format_html('<time datetime="{}">{}</time>', value.isoformat(), formatting.moment(value))
