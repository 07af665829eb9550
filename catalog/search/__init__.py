"""Finding listings by their words: one tokeniser, and behind one small interface an index for each database."""

from catalog.search.finding import Found, find_listings, search_listings
from catalog.search.indexing import forget_listing, index_listing, index_listings, reindex_everything
from catalog.search.tokens import tokenise

__all__ = [
    "Found",
    "find_listings",
    "forget_listing",
    "index_listing",
    "index_listings",
    "reindex_everything",
    "search_listings",
    "tokenise",
]
