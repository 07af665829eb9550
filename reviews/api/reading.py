"""Reading reviews: those of a listing, those of a shop."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.shortcuts import get_object_or_404
from rest_framework import serializers
from rest_framework.request import Request

from catalog.models import Listing
from core.api.doors import OpenDoor, Rows, operation
from core.api.fields import Line
from reviews.api.parts import DistributionOut, ListedReviewOut, ReviewOut
from reviews.models import Review
from reviews.querysets import ReviewQuerySet
from reviews.rules import HIGHEST, LOWEST
from reviews.selectors import reviews_of_listing, reviews_of_shop, with_photos
from reviews.states import Sorting
from sellers.models import Shop


class ReviewsQuery(serializers.Serializer):
    """Which reviews, and in which order. Narrowed lists have no tombstones."""

    stars = serializers.IntegerField(min_value=LOWEST, max_value=HIGHEST, required=False)
    sku = Line(max_length=80, required=False, help_text="Of this variant only.")
    sort = serializers.ChoiceField(choices=Sorting.choices, default=Sorting.NEWEST, required=False)


def rows_of(reviews: ReviewQuerySet, query: Mapping[str, Any]) -> Rows:
    if query.get("stars") or query.get("sku"):
        reviews = reviews.published()
    if query.get("stars"):
        reviews = reviews.filter(rating=query["stars"])
    if query.get("sku"):
        reviews = reviews.filter(order_line__sku=query["sku"])
    listed = reviews.with_tombstones().with_card()
    # The order as the page has it, whatever orders there are.
    return Rows(listed, tuple(map(str, listed.sorted_by(query["sort"]).query.order_by)), dress=with_photos)


class ListingReviewDoor(OpenDoor):
    resource = "listing_reviews"

    @operation(query=ReviewsQuery, gives=ReviewOut, paged=True)
    def index(self, request: Request, number: str, query: Mapping[str, Any]) -> Rows:
        """The reviews of a listing, tombstones in their places."""
        return rows_of(Review.objects.of_listing(self._find(number)), query)

    @operation(gives=DistributionOut)
    def distribution(self, request: Request, number: str) -> Any:
        """How many gave how many stars."""
        return reviews_of_listing(self._find(number))

    def _find(self, number: str) -> Listing:
        return get_object_or_404(Listing, number=number, published_at__isnull=False)


class ShopReviewDoor(OpenDoor):
    resource = "shop_reviews"

    @operation(query=ReviewsQuery, gives=ListedReviewOut, paged=True)
    def index(self, request: Request, shop: str, query: Mapping[str, Any]) -> Rows:
        """The reviews of all that a shop sold."""
        reviews = Review.objects.of_shop(get_object_or_404(Shop, slug=shop)).select_related("listing")
        return rows_of(reviews, query)

    @operation(gives=DistributionOut)
    def distribution(self, request: Request, shop: str) -> Any:
        """How many gave its things how many stars."""
        return reviews_of_shop(get_object_or_404(Shop, slug=shop))
