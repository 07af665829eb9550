"""`{% load addresses %}`: where parcels go and come from, in the reader's language."""

from __future__ import annotations

from django import template

from sellers.places import country_name as name_of

register = template.Library()


@register.filter
def country_name(code: str) -> str:
    return name_of(code)
