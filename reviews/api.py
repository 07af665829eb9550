"""The API of reviews: reading those of a listing or a shop, writing one's own, and the shop's reply."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import path
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request

from catalog.models import Listing
from core.api.doors import MembersDoor, OpenDoor, Rows, operation
from core.api.fields import Number, Text, VerdictOut, Whole
from orders.models import OrderLine
from reviews import services
from reviews.models import Review, ReviewReply
from reviews.querysets import ReviewQuerySet
from reviews.rules import HIGHEST, LONGEST_REPLY, LONGEST_TEXT, LOWEST, MAY_REPLY
from reviews.selectors import reviews_of_listing, reviews_of_shop, verdict_on_reviewing
from reviews.states import RemovalReason, ReplyStatus, ReviewStatus, Sorting
from sellers.models import Shop


class ReplyOut(serializers.Serializer):
    """The shop's one answer. Of one that was withdrawn or removed only its tombstone is left."""

    status = serializers.ChoiceField(choices=ReplyStatus.choices)
    text = serializers.SerializerMethodField()
    language = serializers.CharField()
    published_at = serializers.DateTimeField()
    ended_at = serializers.DateTimeField(allow_null=True)

    def get_text(self, reply: ReviewReply) -> str | None:
        return reply.text if reply.is_public else None


class ReviewOut(serializers.Serializer):
    """What the buyer of a delivered thing says. Of a removed one only its tombstone is left."""

    status = serializers.ChoiceField(choices=ReviewStatus.choices)
    author = serializers.SerializerMethodField(help_text="First name and initial; null when they gave no name.")
    sku = serializers.CharField(source="order_line.sku")
    variant = serializers.CharField(source="order_line.option_label", allow_blank=True)
    rating = serializers.SerializerMethodField(help_text="Stars, 1 to 5; null when it was removed.")
    text = serializers.SerializerMethodField()
    language = serializers.CharField()
    published_at = serializers.DateTimeField()
    removed_at = serializers.DateTimeField(allow_null=True)
    removed_because = serializers.SerializerMethodField()
    reply = serializers.SerializerMethodField()

    def get_author(self, review: Review) -> str | None:
        return None if review.is_removed else review.author_name or None

    def get_rating(self, review: Review) -> int | None:
        return None if review.is_removed else review.rating

    def get_text(self, review: Review) -> str | None:
        return None if review.is_removed else review.text

    def get_removed_because(self, review: Review) -> str | None:
        return str(RemovalReason(review.removed_reason).label) if review.removed_reason else None

    @extend_schema_field(ReplyOut(allow_null=True))
    def get_reply(self, review: Review) -> Any:
        return ReplyOut(review.shops_reply).data if review.shops_reply else None


class ListedReviewOut(ReviewOut):
    """A review among those of a shop."""

    listing = Number(source="listing.number")


class DeskReviewOut(ListedReviewOut):
    """A review as the shop sees it: the order's line is its name when it is answered."""

    order = Number(source="order_line.order.number")
    position = serializers.IntegerField(source="order_line.position", min_value=1)


class StarsOut(serializers.Serializer):
    stars = serializers.IntegerField(min_value=LOWEST, max_value=HIGHEST)
    count = serializers.IntegerField(min_value=0)


class DistributionOut(serializers.Serializer):
    """How many gave how many stars; removed ones are counted apart."""

    count = serializers.IntegerField(min_value=0)
    removed_count = serializers.IntegerField(min_value=0)
    stars = StarsOut(source="bars", many=True)


class ReviewIn(serializers.Serializer):
    """Stars, 1 to 5, and what others should know."""

    rating = Whole(min_value=LOWEST, max_value=HIGHEST)
    text = Text(max_length=LONGEST_TEXT, blank=True, default="")


class ReplyIn(serializers.Serializer):
    text = Text(max_length=LONGEST_REPLY)


class ReviewsQuery(serializers.Serializer):
    """Which reviews, and in which order. Narrowed lists have no tombstones."""

    stars = serializers.IntegerField(min_value=LOWEST, max_value=HIGHEST, required=False)
    sku = serializers.CharField(max_length=80, required=False, help_text="Of this variant only.")
    sort = serializers.ChoiceField(choices=Sorting.choices, default=Sorting.NEWEST, required=False)


class WaitingQuery(serializers.Serializer):
    waiting = serializers.BooleanField(default=False, required=False, help_text="Only what can still be answered.")


def rows_of(reviews: ReviewQuerySet, query: Mapping[str, Any]) -> Rows:
    if query.get("stars") or query.get("sku"):
        reviews = reviews.published()
    if query.get("stars"):
        reviews = reviews.filter(rating=query["stars"])
    if query.get("sku"):
        reviews = reviews.filter(order_line__sku=query["sku"])
    listed = reviews.with_tombstones().with_card()
    # The order as the page has it, whatever orders there are.
    return Rows(listed, tuple(map(str, listed.sorted_by(query["sort"]).query.order_by)))


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


class DeskReviewDoor(MembersDoor):
    resource = "desk_reviews"

    @operation(query=WaitingQuery, gives=DeskReviewOut, paged=True)
    def index(self, request: Request, shop: str, query: Mapping[str, Any]) -> Rows:
        """What buyers say of the shop's things, newest first."""
        reviews = self._reviews(request, shop)
        return Rows(reviews.waiting_for_reply() if query["waiting"] else reviews, ("-published_at", "-pk"))

    @operation(takes=ReplyIn, gives=DeskReviewOut, status=201)
    def reply(self, request: Request, shop: str, number: str, position: int, body: Mapping[str, Any]) -> Any:
        """Answer a review in public, once."""
        review = self._find(request, shop, number, position)
        services.reply_to_review(review, by=request.user, text=body["text"])
        return self._find(request, shop, number, position)

    @operation(gives=DeskReviewOut)
    def withdraw(self, request: Request, shop: str, number: str, position: int) -> Any:
        """Take the reply back. Its tombstone stays, and there will be no other."""
        reply = self._find(request, shop, number, position).shops_reply
        if reply is None:
            raise Http404
        services.withdraw_reply(reply, by=request.user)
        return self._find(request, shop, number, position)

    def _reviews(self, request: Request, shop: str) -> ReviewQuerySet:
        own = get_object_or_404(Shop.objects.worked_by(request.user, *MAY_REPLY), slug=shop)
        found: ReviewQuerySet = Review.objects.of_shop(own).with_tombstones().with_card().with_order()
        return found.select_related("listing")

    def _find(self, request: Request, shop: str, number: str, position: int) -> Review:
        line = {"order_line__order__number": number, "order_line__position": position}
        return get_object_or_404(self._reviews(request, shop), **line)


LISTING = "listings/<number:number>/reviews/"
SHOP = "shops/<slug:shop>/reviews/"
DESK = "desk/<slug:shop>/reviews/"
ONE = f"{DESK}<number:number>/<place:position>/"

routes = [
    path(LISTING, ListingReviewDoor.as_view({"get": "index"}), name="listing-reviews"),
    path(f"{LISTING}distribution/", ListingReviewDoor.as_view({"get": "distribution"}), name="listing-distribution"),
    path(SHOP, ShopReviewDoor.as_view({"get": "index"}), name="shop-reviews"),
    path(f"{SHOP}distribution/", ShopReviewDoor.as_view({"get": "distribution"}), name="shop-distribution"),
    path(
        "orders/<number:number>/lines/<place:position>/review/",
        OwnReviewDoor.as_view({"get": "may", "post": "write"}),
        name="own-review",
    ),
    path(DESK, DeskReviewDoor.as_view({"get": "index"}), name="desk-reviews"),
    path(f"{ONE}reply/", DeskReviewDoor.as_view({"post": "reply"}), name="desk-reply"),
    path(f"{ONE}withdraw/", DeskReviewDoor.as_view({"post": "withdraw"}), name="desk-reply-withdraw"),
]
