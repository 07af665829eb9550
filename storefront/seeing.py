"""
What a page depends on, and how far that has come: the versions that a page is kept under.

Versions are read before anything else of the page. A change that comes in between makes the page newer than its
versions say, never older; the next reader then makes it once more.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from functools import cached_property

from django.db import connection
from django.db.models import Min

from core import clock
from core.memory import Memory
from core.versions import (
    LISTINGS,
    PEOPLE,
    PLATFORM_POLICIES,
    SHOPS,
    TAXONOMY,
    TRADING,
    category_scope,
    versions_of,
)
from sellers.models import BrandAuthorisation, SalesStop, Seller
from taxonomy.tree import Tree, last_known_tree, tree_of

# Whatever nobody thought of is wrong for no longer than this.
LONGEST = timedelta(minutes=30)

# In the versions of a listing's page, that of the listing's own row.
LISTING = "listing"

# The scope of a listing's shop, by the listing's number. A listing stays with its shop.
_shops: Memory[str] = Memory(2000)

# Scopes that every page of a kind has. They stand in its statement: to hand them over as parameters each time was a
# tenth of asking it.
_ALWAYS_OF_SHOP = (PLATFORM_POLICIES, PEOPLE, TRADING)
_ALWAYS_OF_LISTING = (TAXONOMY, PLATFORM_POLICIES, PEOPLE, TRADING)


def _written(scopes: Iterable[str]) -> str:
    """The names of these scopes, which are ours, as SQL."""
    return ", ".join(f"'{scope}'" for scope in scopes)


# A public number or slug leads to the scopes of its row, in the statement that reads their versions.
_OF_SHOP = f"""
    SELECT scope, number FROM core_version WHERE scope IN ({_written(_ALWAYS_OF_SHOP)})
    UNION ALL
    SELECT core_version.scope, core_version.number FROM sellers_shop JOIN core_version
        ON core_version.scope IN ('shop:' || sellers_shop.id, 'shop-listings:' || sellers_shop.id)
        WHERE sellers_shop.slug = %s
"""  # noqa: S608
_OF_LISTING = f"""
    SELECT scope, number FROM core_version WHERE scope IN ({_written(_ALWAYS_OF_LISTING)})
    UNION ALL
    SELECT '{LISTING}', version FROM catalog_listing WHERE number = %s
    UNION ALL
    SELECT core_version.scope, core_version.number FROM catalog_listing JOIN core_version
        ON core_version.scope = 'shop:' || catalog_listing.shop_id
        WHERE catalog_listing.number = %s
"""  # noqa: S608
# Once it is known whose it is.
_OF_LISTING_OF_SHOP = f"""
    SELECT scope, number FROM core_version WHERE scope IN ({_written(_ALWAYS_OF_LISTING)}, %s)
    UNION ALL
    SELECT '{LISTING}', version FROM catalog_listing WHERE number = %s
"""  # noqa: S608


@dataclass(frozen=True)
class Seen:
    """Versions by scope, `TRADING` always among them."""

    versions: Mapping[str, int]

    @cached_property
    def until(self) -> datetime:
        """Until when a page made under them is true if nothing changes. Who only looks for such a page needs it not."""
        return min(_next_midnight(), clock.now() + LONGEST, *_next_end_of_selling(self.versions[TRADING]))

    def key(self, *scopes: str) -> tuple[tuple[str, int], ...]:
        """The versions of these scopes, or of all, to remember a piece under."""
        return tuple((scope, self.versions.get(scope, 0)) for scope in (scopes or sorted(self.versions)))


def see_everything() -> Seen:
    """For the first page and the search: any card, any shop."""
    return Seen(versions_of([LISTINGS, SHOPS, TRADING, TAXONOMY]))


def see_merchants() -> Seen:
    """For the directory of everybody who sells: shops, and who may trade."""
    return Seen(versions_of([SHOPS, TRADING]))


def see_category(path: str) -> Seen:
    """For the page of a category: the cards in it and below it."""
    tree = last_known_tree()
    versions = versions_of(_scopes_within(tree, path))
    if versions[TAXONOMY] != tree.version:
        versions = versions_of(_scopes_within(tree_of(versions[TAXONOMY]), path))
    return Seen(versions)


def see_shop(slug: str) -> Seen:
    """For the page of a shop: what it says, its promises, its cards, its reviews."""
    return Seen(_versions(_OF_SHOP, _ALWAYS_OF_SHOP, slug))


def see_listing(number: str, slug: str = "") -> Seen:
    """For the page of a listing: itself, its shop, the promises, its reviews, the names of categories and facts."""
    shop = _shops.get(number)
    if shop is not None:
        return Seen(_versions(_OF_LISTING_OF_SHOP, (*_ALWAYS_OF_LISTING, shop), shop, number))
    seen = Seen(_versions(_OF_LISTING, _ALWAYS_OF_LISTING, number, number))
    for scope in seen.versions.keys() - {*_ALWAYS_OF_LISTING, LISTING}:
        _shops.put(number, scope)
    return seen


def _scopes_within(tree: Tree, path: str) -> list[str]:
    category = tree.by_path.get(path)
    keys = tree.keys_within(category) if category else []
    return [TAXONOMY, TRADING, *(category_scope(key) for key in keys)]


def _versions(statement: str, scopes: Iterable[str], *names: str) -> Mapping[str, int]:
    """The versions that the statement finds for these names, 0 for one of these scopes that it does not find."""
    found = dict.fromkeys(scopes, 0)
    with connection.cursor() as cursor:
        cursor.execute(statement, names)
        for scope, number in cursor.fetchall():
            found[scope] = found.get(scope, 0) + number
    return found


def _next_midnight() -> datetime:
    """Days of arrival, and "today", follow from the date."""
    return datetime.combine(clock.today() + timedelta(days=1), time.min, tzinfo=UTC)


_ends: Memory[datetime] = Memory(1)


def _next_end_of_selling(trading: int) -> Iterable[datetime]:
    """
    When the next seller must stop, at all, in a category or with a brand, unless something changes about who may sell.
    """
    end = _ends.get(trading)
    if end is None:
        at_all = Seller.objects.allowed_to_sell().aggregate(end=Min("sells_until"))["end"]
        in_category = SalesStop.objects.filter(from_at__gt=clock.database_now()).aggregate(end=Min("from_at"))["end"]
        brand = BrandAuthorisation.objects.holding().aggregate(end=Min("valid_until"))["end"]
        end = min((each for each in (at_all, in_category, brand) if each is not None), default=None)
        if end is not None:
            _ends.put(trading, end, until=end)
    return () if end is None else (end,)
