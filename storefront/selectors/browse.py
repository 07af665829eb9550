"""Lists of listings with their filters and orders: the category page and the search page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.http import QueryDict
from django.utils.safestring import SafeString

from catalog.facets import Facet, FacetPage, Option, Selection, facet_page, facet_page_of_found
from catalog.models import Listing
from catalog.search import find_listings
from catalog.sorting import BEST, SEARCH_SORTS, SORTS, Sort, chosen_sort, versions_of_found, versions_of_sorted
from core.text import plain_line
from core.versions import TAXONOMY
from storefront.cards import cards_of
from storefront.seeing import Seen
from taxonomy.models import Category
from taxonomy.tree import Tree, current_tree, tree_of

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

    page: Page[SafeString]
    total: int
    facets: Sequence[Facet]
    chosen: Sequence[Option]
    sort: Sort
    sorts: Sequence[SortLink]
    query: str
    cleared_query: str
    kept: dict[object, str]


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


def category_page(path: str, params: QueryDict, *, language: str, seen: Seen | None = None) -> CategoryPage | None:
    """
    The category of this path with what is on sale in and below it; None when there is no such category.

    What was `seen` of it (storefront.seeing) lets pieces of the page be remembered.
    """
    tree = tree_of(seen.versions[TAXONOMY]) if seen else current_tree()
    category = tree.by_path.get(path)
    if category is None:
        return None
    sort = chosen_sort(params.get("sort"))
    left = facet_page(
        Listing.objects.on_sale().filter(category__in=tree.keys_within(category)),
        params,
        within=category,
        language=language,
        kept=_named(sort, SORTS),
        taxonomy=tree.version if seen else None,
        version=seen.key() if seen else None,
        until=seen.until if seen else None,
    )
    results = _results(left, params, sort, SORTS, language=language)
    return CategoryPage(category, tree.above(category), tree.below(category), results)


def search_page(params: QueryDict, *, language: str, seen: Seen | None = None) -> SearchPage:
    """What the words find; without words, everything on sale. `seen` as for a category."""
    tree = tree_of(seen.versions[TAXONOMY]) if seen else current_tree()
    words = plain_line(params.get("q", ""))[:LONGEST_QUERY].strip()
    if not words:
        return _everything(params, language=language, tree=tree)
    found = find_listings(words)
    sort = chosen_sort(params.get("sort"), of=SEARCH_SORTS)
    kept = {"q": words, **_named(sort, SEARCH_SORTS)}
    if found.listings:
        left = facet_page_of_found(
            found.listings, params, language=language, kept=kept, taxonomy=tree.version if seen else None
        )
    else:
        left = FacetPage([], 0, Listing.objects.none, NOTHING_CHOSEN)
    results = _results(left, params, sort, SEARCH_SORTS, language=language, words=words, found=found.listings)
    categories = [] if results.total else tree.top
    return SearchPage(words, found.all_words, results, categories)


def _everything(params: QueryDict, *, language: str, tree: Tree) -> SearchPage:
    # No filters: counting them over the whole market would cost more than they tell. Categories narrow it first.
    sort = chosen_sort(params.get("sort"))
    listings = Listing.objects.on_sale()
    left = FacetPage([], listings.count(), lambda: listings, NOTHING_CHOSEN)
    results = _results(left, params, sort, SORTS, language=language)
    return SearchPage("", True, results, tree.top)


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
    return Results(
        page=_page(left, sort, found, params, language=language),
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
        kept=left.kept,
    )


def _page(left: FacetPage, sort: Sort, found: Sequence[int], params: QueryDict, *, language: str) -> Page[SafeString]:
    """The page that was asked for, of a list that need not be counted: the filters already have."""
    paginator: Paginator[SafeString] = Paginator([], PER_PAGE)
    paginator.__dict__["count"] = left.total
    number = paginator.get_page(params.get("page", "1")).number
    start, stop = (number - 1) * PER_PAGE, number * PER_PAGE
    if not left.total:
        return Page([], number, paginator)
    if sort is BEST:
        versions = versions_of_found(left.remaining, found, start=start, stop=stop)
    else:
        versions = versions_of_sorted(left.listings, sort, start=start, stop=stop)
    return Page(cards_of(versions, language), number, paginator)


def _named(sort: Sort, sorts: dict[str, Sort]) -> dict[str, str]:
    """The order as it stands in an address; the first one goes without saying."""
    return {} if sort is next(iter(sorts.values())) else {"sort": sort.key}
