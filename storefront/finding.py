"""What a program can look for: the same words, filters and orders as the pages have, without their counts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import Http404, QueryDict

from catalog.facets import Facet, Selection, facet_page
from catalog.facets.selection import questions_within
from catalog.models import Listing
from catalog.querysets import ListingQuerySet
from catalog.search import find_listings
from core.text import plain_line
from taxonomy.models import Category

PLAIN = ("brand", "condition", "price")


@dataclass(frozen=True)
class Found:
    """The listings that remain, and the keys of what the words found, best first (None without words)."""

    listings: ListingQuerySet
    ranked: list[int] | None


def find(query: Mapping[str, Any], *, language: str) -> Found:
    """What is on sale and fits. Raises Http404 for a category that is not there."""
    listings, category, ranked = _within(query)
    questions = questions_within(category, language=language)
    for condition in Selection.read(_params(query), questions).conditions(questions).values():
        listings = listings.filter(condition)
    return Found(listings, ranked)


def facets(query: Mapping[str, Any], *, language: str) -> tuple[list[Facet], int]:
    """The filters of such a list, each with its counts; and how many listings remain."""
    listings, category, _ranked = _within(query)
    page = facet_page(listings, _params(query), within=category, language=language)
    return list(page.facets), page.total


def _within(query: Mapping[str, Any]) -> tuple[ListingQuerySet, Category | None, list[int] | None]:
    listings, category, ranked = Listing.objects.on_sale(), None, None
    if path := query.get("category"):
        category = Category.objects.filter(path=path).first()
        if category is None:
            raise Http404
        listings = listings.in_category(category)
    if shop := query.get("shop"):
        listings = listings.filter(shop__slug=shop)
    if words := plain_line(query.get("q", "")):
        ranked = find_listings(words).listings
        listings = listings.among(ranked)
    return listings, category, ranked


def _params(query: Mapping[str, Any]) -> QueryDict:
    """The filters as a page's address has them."""
    params = QueryDict(mutable=True)
    for name in PLAIN:
        params.setlist(name, list(query.get(name, [])))
    for pair in query.get("fact", []):
        code, _colon, value = pair.partition(":")
        if code not in PLAIN:
            params.appendlist(code, value)
    return params
