"""`{% facet_options facet facet.shown %}`: a filter's values. A page has a hundred; a template's loop is too slow."""

from __future__ import annotations

from collections.abc import Sequence

from django import template
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from catalog.facets import Facet, Option
from core.formatting import number

register = template.Library()

CHOSEN, NOT_CHOSEN = SafeString(' aria-current="true"'), SafeString("")


@register.simple_tag
def facet_options(facet: Facet, options: Sequence[Option], *, after: int = 0) -> SafeString:
    """`options` of the facet, numbered on from `after`."""
    return format_html_join(
        "",
        '<li><a id="{}-{}" href="?{}" rel="nofollow"{}><span class="box" aria-hidden="true"></span>'
        ' <bdi>{}</bdi> <span class="how-many">{}</span></a></li>',
        (
            (facet.name, place, each.query, CHOSEN if each.is_chosen else NOT_CHOSEN, each.label, number(each.count))
            for place, each in enumerate(options, start=after + 1)
        ),
    )
