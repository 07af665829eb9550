"""
Versions of what pages show: whoever remembers a page, or a piece of one, asks whether it is still true.

A scope is a name ("taxonomy", "shop:7"); its version grows in the transaction of each change. A reader takes the
version first and then reads the rest: what it remembers under that version is at least as new as the version.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from django.db import connection

from core.models import Version

# What the names and questions of categories say; what the platform promises.
TAXONOMY = "taxonomy"
PLATFORM_POLICIES = "platform-policies"
# Who may sell: shops that open, close and rest, sellers who are suspended and reinstated.
TRADING = "trading"
# What the cards of shops show.
SHOPS = "shops"
# How people who wrote reviews are called.
PEOPLE = "people"
# What any card, or any list of cards, shows.
LISTINGS = "listings"


def shop_scope(shop: int) -> str:
    """What a shop says, promises and is judged by; not its listings."""
    return f"shop:{shop}"


def shop_listings_scope(shop: int) -> str:
    """What the cards of one shop show, and which they are."""
    return f"shop-listings:{shop}"


def category_scope(category: int) -> str:
    """What the cards of one category show, and which they are; without the categories below it."""
    return f"category:{category}"


# One row of a scope that nobody holds: two who change the same scope at once never wait for each other.
_TOUCH_ON_POSTGRESQL = """
    UPDATE core_version SET number = number + 1 WHERE id IN (
        SELECT free.id FROM unnest(%s::text[]) AS wanted(scope), LATERAL (
            SELECT id FROM core_version WHERE core_version.scope = wanted.scope LIMIT 1 FOR UPDATE SKIP LOCKED
        ) AS free
    ) RETURNING scope
"""


def touch(*scopes: str) -> None:
    """
    Let the versions of these scopes grow, in the transaction of the change; one statement.

    A version is the sum of the scope's rows. Where others hold them all, a further row is made.
    """
    wanted = sorted(set(scopes))
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(_TOUCH_ON_POSTGRESQL, [wanted])
        else:
            marks = ", ".join(["%s"] * len(wanted))
            cursor.execute(
                f"UPDATE core_version SET number = number + 1 WHERE scope IN ({marks}) RETURNING scope",  # noqa: S608
                wanted,
            )
        grown = {scope for (scope,) in cursor.fetchall()}
    Version.objects.bulk_create(Version(scope=scope) for scope in wanted if scope not in grown)


def versions_of(scopes: Collection[str]) -> Mapping[str, int]:
    """The version of each scope, 0 while nothing of it has changed; one statement."""
    found = dict.fromkeys(scopes, 0)
    with connection.cursor() as cursor:
        marks = ", ".join(["%s"] * len(found))
        cursor.execute(f"SELECT scope, number FROM core_version WHERE scope IN ({marks})", list(found))  # noqa: S608
        for scope, number in cursor.fetchall():
            found[scope] += number
    return found
