"""Which reviews, and how much of each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models

from reviews.states import ReviewStatus

if TYPE_CHECKING:
    from catalog.models import Listing
    from reviews.models import Review  # noqa: F401
    from sellers.models import Shop


class ReviewQuerySet(models.QuerySet["Review"]):
    # Which rows.
    def published(self) -> Self:
        return self.filter(status=ReviewStatus.PUBLISHED)

    def with_tombstones(self) -> Self:
        """The published and the removed: what every public list shows, so that nothing disappears silently."""
        return self.filter(status__in=ReviewStatus.values)

    def of_listing(self, listing: Listing) -> Self:
        return self.filter(listing=listing)

    def of_shop(self, shop: Shop) -> Self:
        return self.filter(shop=shop)

    def newest_first(self) -> Self:
        return self.order_by("-published_at", "-pk")

    # How much of each row.
    def with_card(self) -> Self:
        return self.select_related("author", "order_line")
