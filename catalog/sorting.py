"""The orders in which a list can be shown. Each says in one sentence what puts a listing first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from catalog.models import Listing
from catalog.querysets import ListingQuerySet


@dataclass(frozen=True)
class Sort:
    """An order: its key in the address (?sort=price_up), its name, its explanation, its columns."""

    key: str
    label: str | Promise
    explanation: str | Promise
    columns: tuple[str, ...]


NEWEST = Sort("newest", _("Newest"), _("What was published last comes first."), ("-published_at", "-pk"))
PRICE_UP = Sort(
    "price_up",
    _("Lowest price"),
    _("The lowest price comes first. Prices in different currencies are not compared: they follow one another."),
    ("currency", "price_from_amount", "-pk"),
)
PRICE_DOWN = Sort(
    "price_down",
    _("Highest price"),
    _("The highest price comes first. Prices in different currencies are not compared: they follow one another."),
    ("currency", "-price_from_amount", "-pk"),
)
RATING = Sort(
    "rating",
    _("Best rated"),
    _("What buyers rated best comes first; the fewer have rated, the more cautiously their average counts."),
    ("-rating_floor", "-rating_count", "-pk"),
)
BEST = Sort(
    "best",
    _("Best match"),
    _("Listings with the words in their title come first, then in brand and category, then in the description."),
    (),
)

SORTS = {sort.key: sort for sort in (NEWEST, PRICE_UP, PRICE_DOWN, RATING)}
SEARCH_SORTS = {BEST.key: BEST} | SORTS


def chosen_sort(raw: str | None, *, of: dict[str, Sort] | None = None) -> Sort:
    """The order of that key; the first one for anything else."""
    sorts = of or SORTS
    return sorts.get(raw or "") or next(iter(sorts.values()))


def sort_listings(listings: ListingQuerySet, sort: Sort) -> ListingQuerySet:
    """The listings in this order; `BEST` needs the order of a search, see `page_of_found`."""
    return listings.order_by(*(sort.columns or NEWEST.columns))


def versions_of_sorted(listings: ListingQuerySet, sort: Sort, *, start: int, stop: int) -> list[tuple[int, int]]:
    """
    Key and version of each listing on one page of a list in this order; one statement.

    Only keys are sorted, which an index holds. Sorting whole rows would read every listing of the category.
    """
    return list(sort_listings(listings, sort).values_list("pk", "version")[start:stop])


def page_of_sorted(listings: ListingQuerySet, sort: Sort, *, start: int, stop: int) -> list[Listing]:
    """One page of a list in this order, with whatever a card needs; two statements."""
    return _rows_of(listings, [pk for pk, _version in versions_of_sorted(listings, sort, start=start, stop=stop)])


def versions_of_found(
    remaining: Mapping[int, int], found: Sequence[int], *, start: int, stop: int
) -> list[tuple[int, int]]:
    """
    Key and version of each listing on one page of what a search found, in the search's own order.

    `found` is what `search_listings` gave, at most a few hundred keys; `remaining` are the key and version of each
    that is on sale and has passed the facets.
    """
    return [(pk, remaining[pk]) for pk in islice((pk for pk in found if pk in remaining), start, stop)]


def page_of_found(listings: ListingQuerySet, found: Sequence[int], *, start: int, stop: int) -> list[Listing]:
    """One page of what a search found, with whatever a card needs; two statements."""
    remaining = dict(listings.values_list("pk", "version").order_by())
    return _rows_of(listings, [pk for pk, _version in versions_of_found(remaining, found, start=start, stop=stop)])


def _rows_of(listings: ListingQuerySet, keys: Sequence[int]) -> list[Listing]:
    rows = {listing.pk: listing for listing in listings.among(keys).order_by()}
    return [rows[pk] for pk in keys if pk in rows]
