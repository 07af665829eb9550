"""What pages repeat of reviews: ratings in listing and shop, and the versions by which such pages are kept."""

from __future__ import annotations

from catalog import services as catalog
from reviews.models import Review
from sellers import services as sellers


def shown_anew(review: Review, *, stars: int = 0, count: int = 0) -> None:
    """
    Hand what changed down: first to the listing, then to the shop, in that order everywhere.

    Without stars it is a change of words or pictures only, which pages that were kept must show too.
    """
    catalog.record_rating(review.listing, sum_delta=stars, count_delta=count)
    sellers.record_rating(review.shop, sum_delta=stars, count_delta=count)
