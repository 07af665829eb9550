"""What the API says of reviews, wherever it speaks of them."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from core.api.fields import Digest, Number
from core.api.pictures import PictureOut
from reviews.models import Review, ReviewPhoto, ReviewReply
from reviews.rules import HIGHEST, LOWEST
from reviews.states import RemovalReason, ReplyStatus, ReviewPhotoStatus, ReviewStatus

SHOWN = [(status.value, status.label) for status in (ReviewPhotoStatus.READY, ReviewPhotoStatus.REMOVED)]


def because(reason: str) -> str | None:
    return str(RemovalReason(reason).label) if reason else None


class ReplyOut(serializers.Serializer):
    """The shop's one answer. Of one that was withdrawn or removed only its tombstone is left."""

    status = serializers.ChoiceField(choices=ReplyStatus.choices)
    text = serializers.SerializerMethodField()
    language = serializers.CharField()
    published_at = serializers.DateTimeField()
    ended_at = serializers.DateTimeField(allow_null=True)

    def get_text(self, reply: ReviewReply) -> str | None:
        return reply.text if reply.is_public else None


class ReviewPhotoOut(serializers.Serializer):
    """A photo in a review. Of a removed one only its tombstone is left."""

    status = serializers.ChoiceField(choices=SHOWN)
    picture = serializers.SerializerMethodField()
    removed_at = serializers.DateTimeField(allow_null=True)
    removed_because = serializers.SerializerMethodField()

    @extend_schema_field(PictureOut(allow_null=True))
    def get_picture(self, photo: ReviewPhoto) -> Any:
        return PictureOut(photo).data if photo.is_ready else None

    def get_removed_because(self, photo: ReviewPhoto) -> str | None:
        return because(photo.removed_reason)


class OwnPhotoOut(ReviewPhotoOut):
    """A photo as its author sees it. It is shown when it is ready; `digest` is that of the file that was sent."""

    digest = Digest(source="original_digest")
    status = serializers.ChoiceField(choices=ReviewPhotoStatus.choices)
    refusal = serializers.CharField(allow_blank=True, help_text="Why it could not be taken.")


class ReviewOut(serializers.Serializer):
    """What the buyer of a delivered thing says. Of a removed one only its tombstone is left."""

    status = serializers.ChoiceField(choices=ReviewStatus.choices)
    author = serializers.SerializerMethodField(help_text="First name and initial; null when they gave no name.")
    sku = serializers.CharField(source="order_line.sku")
    variant = serializers.CharField(source="order_line.option_label", allow_blank=True)
    rating = serializers.SerializerMethodField(help_text="Stars, 1 to 5; null when it was removed.")
    text = serializers.SerializerMethodField()
    language = serializers.CharField()
    photos = serializers.SerializerMethodField()
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
        return because(review.removed_reason)

    @extend_schema_field(ReviewPhotoOut(many=True))
    def get_photos(self, review: Review) -> Any:
        has_some = review.photo_count or review.removed_photo_count
        # Of a list they were loaded together; a single review asks for its own.
        loaded = getattr(review, "shown_photos", None)
        shown = loaded if loaded is not None else review.photos.shown() if has_some else []
        return ReviewPhotoOut(shown, many=True).data

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
