"""
Parts of a list that a template writes too slowly: a page has a hundred values of filters, and two dozen cards.

By hand, each text escaped here: `format_html_join` alone took a third of the time of a page of results.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from html import escape

from django import template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from catalog.facets import Facet, Option
from core.formatting import number
from storefront.selectors.browse import SortLink

register = template.Library()

# Of a query, which `urlencode` wrote, only the ampersands need to be escaped.
CHOSEN = ' aria-current="true"'
# The same few hundred labels and numbers stand on every page of results.
_escaped = lru_cache(maxsize=2_000)(escape)
_counted = lru_cache(maxsize=5_000)(lambda count, _language: escape(number(count)))


@register.simple_tag
def facet_sections(facets: Sequence[Facet]) -> SafeString:
    """Every filter with its values; those that it folds away lie behind a summary."""
    return mark_safe("".join(_section(facet) for facet in facets))  # noqa: S308


@register.simple_tag
def sort_items(links: Sequence[SortLink]) -> SafeString:
    """The orders of a list, each a link in an item."""
    return mark_safe("".join(map(_sort_item, links)))  # noqa: S308


@register.simple_tag
def list_items(rendered: Sequence[SafeString]) -> SafeString:
    """Each of what is rendered already (cards) as an item of a list."""
    return mark_safe("".join(f"<li>{each.__html__()}</li>" for each in rendered))  # noqa: S308


def _sort_item(link: SortLink) -> str:
    return (
        f'<li><a id="sort-{link.sort.key}" href="?{link.query.replace("&", "&amp;")}" rel="nofollow"'
        f"{CHOSEN if link.is_chosen else ''}>{_escaped(str(link.sort.label))}</a></li>"
    )


def _section(facet: Facet) -> str:
    name = escape(facet.name)
    more = ""
    if folded := facet.folded:
        more = (
            f'<details class="more"><summary>{escape(_("In other currencies"))}</summary>'
            f"<ul>{_options(name, folded, after=facet.first or 0)}</ul></details>"
        )
    return (
        f'<section class="facet" aria-labelledby="facet-{name}"><h2 id="facet-{name}">{_escaped(facet.label)}</h2>'
        f"<ul>{_options(name, facet.shown)}</ul>{more}</section>"
    )


def _options(name: str, options: Sequence[Option], *, after: int = 0) -> str:
    """The values of the filter of this name (escaped), numbered on from `after`."""
    language = get_language()
    return "".join(
        f'<li><a id="{name}-{place}" href="?{each.query.replace("&", "&amp;")}" rel="nofollow"'
        f'{CHOSEN if each.is_chosen else ""}><span class="box" aria-hidden="true"></span>'
        f" <bdi>{_escaped(each.label)}</bdi>"
        f' <span class="how-many">{_counted(each.count, language)}</span></a></li>'
        for place, each in enumerate(options, start=after + 1)
    )
