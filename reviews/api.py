"""The API of reviews: reading those of a listing, writing one's own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import path
from rest_framework import serializers
from rest_framework.request import Request

from catalog.models import Listing
from core.api.doors import MembersDoor, OpenDoor, Rows, operation
from core.api.fields import Text, VerdictOut, Whole
from orders.models import OrderLine
from reviews import services
from reviews.models import Review
from reviews.rules import HIGHEST, LONGEST_TEXT, LOWEST
from reviews.selectors import verdict_on_reviewing
from reviews.states import RemovalReason, ReviewStatus


class ReviewOut(serializers.Serializer):
    """What the buyer of a delivered thing says. Of a removed one only its tombstone is left."""

    status = serializers.ChoiceField(choices=ReviewStatus.choices)
    author = serializers.SerializerMethodField(help_text="First name and initial; null when they gave no name.")
    variant = serializers.CharField(source="order_line.option_label", allow_blank=True)
    rating = serializers.SerializerMethodField(help_text="Stars, 1 to 5; null when it was removed.")
    text = serializers.SerializerMethodField()
    language = serializers.CharField()
    published_at = serializers.DateTimeField()
    removed_at = serializers.DateTimeField(allow_null=True)
    removed_because = serializers.SerializerMethodField()

    def get_author(self, review: Review) -> str | None:
        return None if review.is_removed else review.author_name or None

    def get_rating(self, review: Review) -> int | None:
        return None if review.is_removed else review.rating

    def get_text(self, review: Review) -> str | None:
        return None if review.is_removed else review.text

    def get_removed_because(self, review: Review) -> str | None:
        return str(RemovalReason(review.removed_reason).label) if review.removed_reason else None


class ReviewIn(serializers.Serializer):
    """Stars, 1 to 5, and what others should know."""

    rating = Whole(min_value=LOWEST, max_value=HIGHEST)
    text = Text(max_length=LONGEST_TEXT, blank=True, default="")


class ListingReviewDoor(OpenDoor):
    resource = "listing_reviews"

    @operation(gives=ReviewOut, paged=True)
    def index(self, request: Request, number: str) -> Rows:
        """The reviews of a listing, newest first, tombstones in their places."""
        listing = get_object_or_404(Listing, number=number, published_at__isnull=False)
        reviews = Review.objects.of_listing(listing).with_tombstones().with_card()
        return Rows(reviews, ("-published_at", "-pk"))


class OwnReviewDoor(MembersDoor):
    resource = "own_reviews"

    @operation(gives=VerdictOut)
    def may(self, request: Request, number: str, position: int) -> Any:
        """Whether you may review this line of your order now, and if not, why."""
        return verdict_on_reviewing(self._line(request, number, position), author=request.user)

    @operation(takes=ReviewIn, gives=ReviewOut, status=201)
    def write(self, request: Request, number: str, position: int, body: Mapping[str, Any]) -> Any:
        """Review one line of an order that reached you."""
        return services.publish_review(self._line(request, number, position), author=request.user, **body)

    def _line(self, request: Request, number: str, position: int) -> OrderLine:
        lines = OrderLine.objects.bought_by(request.user).select_related("order__purchase", "order__shop")
        return get_object_or_404(lines, order__number=number, position=position)


routes = [
    path("listings/<number:number>/reviews/", ListingReviewDoor.as_view({"get": "index"}), name="listing-reviews"),
    path(
        "orders/<number:number>/lines/<place:position>/review/",
        OwnReviewDoor.as_view({"get": "may", "post": "write"}),
        name="own-review",
    ),
]
