"""What buyers found, as reviews hand it down."""

from __future__ import annotations

from django.db import transaction

from catalog.models import Listing
from catalog.rules import rating_floor
from catalog.services.changing import locked
from catalog.services.summaries import touch_lists


@transaction.atomic
def record_rating(listing: Listing, *, sum_delta: int, count_delta: int) -> Listing:
    """Add to (or, with negative numbers, take from) the stars of a listing, in whatever status it is."""
    listing = locked(listing)
    listing.rating_sum += sum_delta
    listing.rating_count += count_delta
    listing.rating_floor = rating_floor(rating_sum=listing.rating_sum, rating_count=listing.rating_count)
    listing.version += 1
    listing.save(update_fields=["rating_sum", "rating_count", "rating_floor", "version"])
    touch_lists(listing)
    return listing
