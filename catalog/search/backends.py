"""
Two indexes behind one small interface: FTS5 on SQLite, a tsvector under GIN on PostgreSQL.

Both hold only what our tokeniser made, so that they find the same. Neither is asked to rank more than a capped set of
candidates: ranking everything that a common word matches costs seconds in a large market.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from django.db import connection

TABLE = "catalog_search"
# tsvector keeps positions up to 16383 and at most a megabyte; no honest listing says more.
MOST_TOKENS = 4_000


@dataclass(frozen=True)
class Row:
    """The tokens of one listing, by how much they say about it."""

    listing: int
    title: Sequence[str]
    names: Sequence[str]
    rest: Sequence[str]


class Index(Protocol):
    def put(self, rows: Iterable[Row]) -> None:
        """Write rows, in place of earlier ones of the same listings."""

    def drop(self, listings: Iterable[int]) -> None:
        """Forget listings."""

    def keys(self) -> list[int]:
        """All listings that it knows."""

    def find(self, tokens: Sequence[str], *, prefix: str, every: bool, limit: int) -> list[int]:
        """
        The newest `limit` listings that have the tokens, best first.

        All of them or, unless `every`, any; `prefix` only has to begin a word.
        """


class SqliteIndex:
    """An FTS5 table whose rowid is the listing's key."""

    def put(self, rows: Iterable[Row]) -> None:
        rows = list(rows)
        self.drop(row.listing for row in rows)
        with connection.cursor() as cursor:
            cursor.executemany(
                f"INSERT INTO {TABLE} (rowid, title, names, rest) VALUES (%s, %s, %s, %s)",  # noqa: S608
                [
                    (row.listing, *(" ".join(part[:MOST_TOKENS]) for part in (row.title, row.names, row.rest)))
                    for row in rows
                ],
            )

    def drop(self, listings: Iterable[int]) -> None:
        with connection.cursor() as cursor:
            cursor.executemany(f"DELETE FROM {TABLE} WHERE rowid = %s", [(pk,) for pk in listings])  # noqa: S608

    def keys(self) -> list[int]:
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT rowid FROM {TABLE}")  # noqa: S608
            return [row[0] for row in cursor.fetchall()]

    def find(self, tokens: Sequence[str], *, prefix: str, every: bool, limit: int) -> list[int]:
        # A token has no quotes in it, so between quotes it is always one string to FTS5.
        words = [f'"{token}"' for token in tokens] + ([f'"{prefix}"*'] if prefix else [])
        asked = (" AND " if every else " OR ").join(words)
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT rowid FROM (SELECT rowid, bm25({TABLE}, 10.0, 4.0, 1.0) AS score FROM {TABLE}"  # noqa: S608
                f" WHERE {TABLE} MATCH %s ORDER BY rowid DESC LIMIT %s) ORDER BY score, rowid DESC",
                [asked, limit],
            )
            return [row[0] for row in cursor.fetchall()]


class PostgresIndex:
    """A tsvector made of our own tokens, so that no text search configuration has a say in it."""

    def put(self, rows: Iterable[Row]) -> None:
        with connection.cursor() as cursor:
            cursor.executemany(
                f"INSERT INTO {TABLE} (listing_id, tokens) VALUES (%s, %s::tsvector)"  # noqa: S608
                " ON CONFLICT (listing_id) DO UPDATE SET tokens = excluded.tokens",
                [(row.listing, self._vector(row)) for row in rows],
            )

    def drop(self, listings: Iterable[int]) -> None:
        with connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {TABLE} WHERE listing_id = ANY(%s)", [list(listings)])  # noqa: S608

    def keys(self) -> list[int]:
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT listing_id FROM {TABLE}")  # noqa: S608
            return [row[0] for row in cursor.fetchall()]

    def find(self, tokens: Sequence[str], *, prefix: str, every: bool, limit: int) -> list[int]:
        words = [f"'{token}'" for token in tokens] + ([f"'{prefix}':*"] if prefix else [])
        asked = (" & " if every else " | ").join(words)
        with connection.cursor() as cursor:
            cursor.execute(
                # One row: hundreds of rows of one key each take longer to send and to read.
                "SELECT array_agg(listing_id"  # noqa: S608
                " ORDER BY ts_rank('{0, 0.1, 0.4, 1}', tokens, %s::tsquery) DESC, listing_id DESC)"
                f" FROM (SELECT listing_id, tokens FROM {TABLE}"
                " WHERE tokens @@ %s::tsquery ORDER BY listing_id DESC LIMIT %s) AS newest",
                [asked, asked, limit],
            )
            [found] = cursor.fetchone()
            return found or []

    @staticmethod
    def _vector(row: Row) -> str:
        words: list[str] = []
        for weight, part in (("A", row.title), ("B", row.names), ("C", row.rest)):
            for token in part:
                if len(words) == MOST_TOKENS:
                    break
                words.append(f"'{token}':{len(words) + 1}{weight}")
        return " ".join(words)


def index() -> Index:
    """The index of the database in use."""
    return PostgresIndex() if connection.vendor == "postgresql" else SqliteIndex()
