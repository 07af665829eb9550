"""Markers for the personal places of a page: see core.holes."""

from __future__ import annotations

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from core import holes

register = template.Library()


@register.simple_tag
def account_hole() -> str:
    return holes.marker(holes.ACCOUNT)


@register.simple_tag
def basket_hole() -> str:
    return holes.marker(holes.BASKET)


@register.simple_tag
def messages_hole() -> str:
    return holes.marker(holes.MESSAGES)


@register.simple_tag
def form_token() -> SafeString:
    """The form's CSRF token, which is personal and therefore a hole."""
    return format_html('<input type="hidden" name="csrfmiddlewaretoken" value="{}">', holes.marker(holes.TOKEN))
