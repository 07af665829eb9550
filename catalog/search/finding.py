"""Asking the index."""

from __future__ import annotations

from dataclasses import dataclass

from catalog.search.backends import index
from catalog.search.tokens import tokenise

LONGEST_QUERY = 200  # characters
MOST_WORDS = 12
# A shorter beginning matches half of the market, which is slow and says nothing.
SHORTEST_PREFIX = 2


@dataclass(frozen=True)
class Found:
    """Keys of listings, best first, and whether each has all the words (else: some of them)."""

    listings: list[int]
    all_words: bool


def find_listings(query: str, *, limit: int = 500) -> Found:
    """
    The newest `limit` listings that match, best first: all words of the query, or, when none has all, any of them.

    The last word only has to begin a word. Any text is a query; one without words finds nothing. Whether a listing is
    on sale is for the caller to ask, of the database, at the same moment.
    """
    words = list(dict.fromkeys(tokenise(query[:LONGEST_QUERY])))[:MOST_WORDS]
    if not words:
        return Found([], all_words=True)
    tokens, prefix = words, ""
    if len(words[-1]) >= SHORTEST_PREFIX or not words[-1].isascii():
        tokens, prefix = words[:-1], words[-1]
    found = index().find(tokens, prefix=prefix, every=True, limit=limit)
    if found or len(words) == 1:
        return Found(found, all_words=True)
    return Found(index().find(tokens, prefix=prefix, every=False, limit=limit), all_words=False)


def search_listings(query: str, *, limit: int = 500) -> list[int]:
    """The keys of the listings that `find_listings` finds."""
    return find_listings(query, limit=limit).listings
