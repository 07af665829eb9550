"""Which reviews, and how much of each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models

from core.pictures.uploads import UploadedPictureQuerySet
from reviews.states import ReviewPhotoStatus, ReviewStatus, Sorting

if TYPE_CHECKING:
    from catalog.models import Listing
    from reviews.models import Review, ReviewPhoto  # noqa: F401
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

    def waiting_for_reply(self) -> Self:
        """What the shop can still answer."""
        return self.published().filter(reply__isnull=True)

    def newest_first(self) -> Self:
        return self.order_by("-published_at", "-pk")

    def sorted_by(self, sort: str) -> Self:
        """Tombstones among the newest in their places; else at the end, since their stars are not told."""
        orders = {
            Sorting.HIGHEST: ("status", "-rating", "-published_at", "-pk"),
            Sorting.LOWEST: ("status", "rating", "-published_at", "-pk"),
            Sorting.PHOTOS: ("status", "-photo_count", "-published_at", "-pk"),
        }
        return self.order_by(*orders.get(Sorting(sort), ("-published_at", "-pk")))

    # How much of each row.
    def with_card(self) -> Self:
        return self.select_related("author", "order_line", "reply")

    def with_order(self) -> Self:
        return self.select_related("order_line__order")


class ReviewPhotoQuerySet(UploadedPictureQuerySet["ReviewPhoto"]):
    def shown(self) -> Self:
        """In public: the ready ones, and what stayed of the removed."""
        return self.filter(status__in=[ReviewPhotoStatus.READY, ReviewPhotoStatus.REMOVED]).order_by("position", "pk")
