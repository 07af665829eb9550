"""Lists of listings with their filters and orders: the category page and the search page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.http import QueryDict

from catalog.facets import Facet, FacetPage, Option, Selection, facet_page
from catalog.models import Listing
from catalog.querysets import ListingQuerySet
from catalog.search import find_listings
from catalog.sorting import BEST, SEARCH_SORTS, SORTS, Sort, chosen_sort, page_of_found, page_of_sorted, sort_listings
from core.text import plain_line
from taxonomy.models import Category

PER_PAGE = 24
LONGEST_QUERY = 200
NOTHING_CHOSEN = Selection({})


@dataclass(frozen=True)
class SortLink:
    sort: Sort
    query: str
    is_chosen: bool


@dataclass(frozen=True)
class Results:
    """One page of a list. Queries are the parts of addresses after the question mark."""

    page: Page[Listing]
    total: int
    facets: Sequence[Facet]
    chosen: Sequence[Option]
    sort: Sort
    sorts: Sequence[SortLink]
    query: str
    cleared_query: str


@dataclass(frozen=True)
class CategoryPage:
    category: Category
    above: list[Category]
    below: list[Category]
    results: Results


@dataclass(frozen=True)
class SearchPage:
    """`has_all_words` is false when no listing had all the words, so that some of them had to do."""

    words: str
    has_all_words: bool
    results: Results
    categories: list[Category]


def category_page(path: str, params: QueryDict, *, language: str) -> CategoryPage | None:
    """The category of this path with what is on sale in and below it; None when there is no such category."""
    around = list(Category.objects.around(path).in_order())
    category = next((each for each in around if each.path == path), None)
    if category is None:
        return None
    above = sorted((each for each in around if each.depth < category.depth), key=lambda each: each.depth)
    below = [each for each in around if each.parent_id == category.pk]
    sort = chosen_sort(params.get("sort"))
    listings = Listing.objects.on_sale().in_category(category)
    left = facet_page(listings, params, within=category, language=language, kept=_named(sort, SORTS))
    results = _results(left, params, sort, SORTS, language=language)
    return CategoryPage(category, above, below, results)


def search_page(params: QueryDict, *, language: str) -> SearchPage:
    """What the words find; without words, everything on sale."""
    words = plain_line(params.get("q", ""))[:LONGEST_QUERY].strip()
    if not words:
        return _everything(params, language=language)
    found = find_listings(words)
    sort = chosen_sort(params.get("sort"), of=SEARCH_SORTS)
    kept = {"q": words, **_named(sort, SEARCH_SORTS)}
    if found.listings:
        listings = Listing.objects.on_sale().among(found.listings)
        left = facet_page(listings, params, language=language, kept=kept)
    else:
        left = FacetPage([], 0, Listing.objects.none(), NOTHING_CHOSEN)
    results = _results(left, params, sort, SEARCH_SORTS, language=language, words=words, found=found.listings)
    categories = [] if results.total else list(Category.objects.top().in_order())
    return SearchPage(words, found.all_words, results, categories)


def _everything(params: QueryDict, *, language: str) -> SearchPage:
    # No filters: counting them over the whole market would cost more than they tell. Categories narrow it first.
    sort = chosen_sort(params.get("sort"))
    listings = Listing.objects.on_sale()
    left = FacetPage([], listings.count(), listings, NOTHING_CHOSEN)
    results = _results(left, params, sort, SORTS, language=language)
    return SearchPage("", True, results, list(Category.objects.top().in_order()))


def _results(
    left: FacetPage,
    params: QueryDict,
    sort: Sort,
    sorts: dict[str, Sort],
    *,
    language: str,
    words: str = "",
    found: Sequence[int] = (),
) -> Results:
    base = {"q": words} if words else {}
    listings = left.listings.in_language(language).with_card()
    return Results(
        page=_page(listings, sort, found, left.total, params),
        total=left.total,
        facets=left.facets,
        chosen=left.chosen,
        sort=sort,
        sorts=[
            SortLink(each, left.selection.query({**base, **_named(each, sorts)}), each is sort)
            for each in sorts.values()
        ],
        query=left.selection.query({**base, **_named(sort, sorts)}),
        cleared_query=NOTHING_CHOSEN.query({**base, **_named(sort, sorts)}),
    )


def _page(listings: ListingQuerySet, sort: Sort, found: Sequence[int], total: int, params: QueryDict) -> Page[Listing]:
    """The page that was asked for, of a list that need not be counted: the filters already have."""
    paginator: Paginator[Listing] = Paginator(sort_listings(listings, sort), PER_PAGE)
    paginator.__dict__["count"] = total
    number = paginator.get_page(params.get("page", "1")).number
    start, stop = (number - 1) * PER_PAGE, number * PER_PAGE
    if not total:
        return Page([], number, paginator)
    if sort is BEST:
        return Page(page_of_found(listings, found, start=start, stop=stop), number, paginator)
    return Page(page_of_sorted(listings, sort, start=start, stop=stop), number, paginator)


def _named(sort: Sort, sorts: dict[str, Sort]) -> dict[str, str]:
    """The order as it stands in an address; the first one goes without saying."""
    return {} if sort is next(iter(sorts.values())) else {"sort": sort.key}
