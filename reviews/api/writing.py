"""Writing a review, and its photos: as on the page, each photo is taken or refused for itself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request

from core.api.doors import MembersDoor, operation
from core.api.fields import Text, VerdictOut, Whole
from core.pictures import MOST_BYTES
from core.text import plain_line
from orders.models import OrderLine
from reviews import services
from reviews.api.parts import OwnPhotoOut, ReviewOut
from reviews.models import Review
from reviews.rules import HIGHEST, LONGEST_TEXT, LOWEST
from reviews.selectors import verdict_on_reviewing


class ReviewIn(serializers.Serializer):
    """Stars, 1 to 5, and what others should know."""

    rating = Whole(min_value=LOWEST, max_value=HIGHEST)
    text = Text(max_length=LONGEST_TEXT, blank=True, default="")


class ReviewPhotoIn(serializers.Serializer):
    """One photo, as a form with a file."""

    photo = serializers.FileField(allow_empty_file=True, help_text="JPEG, PNG, WebP or AVIF.")


class MayReviewOut(VerdictOut):
    """Whether a line may be reviewed now, and if not, why; and one's review of it, if there is one."""

    review = serializers.SerializerMethodField()

    @extend_schema_field(ReviewOut(allow_null=True))
    def get_review(self, found: Mapping[str, Any]) -> Any:
        return ReviewOut(found["review"]).data if found["review"] else None


class OwnReviewDoor(MembersDoor):
    resource = "own_reviews"

    @operation(gives=MayReviewOut)
    def may(self, request: Request, number: str, position: int) -> Any:
        """Whether you may review this line of your order now, and if not, why; and the review that you wrote."""
        line = line_of(request, number, position)
        verdict = verdict_on_reviewing(line, author=request.user)
        written = Review.objects.with_card().filter(order_line=line, author=request.user).first()
        return {"allowed": bool(verdict), "reason": verdict.reason, "review": written}

    @operation(takes=ReviewIn, gives=ReviewOut, status=201)
    def write(self, request: Request, number: str, position: int, body: Mapping[str, Any]) -> Any:
        """Review one line of an order that reached you. Photos follow, each by itself."""
        return services.publish_review(line_of(request, number, position), author=request.user, **body)


class OwnPhotoDoor(MembersDoor):
    resource = "own_review_photos"
    parser_classes = (MultiPartParser,)
    largest_body = MOST_BYTES + 256 * 1024
    scope = "upload"

    @operation(gives=OwnPhotoOut, many=True)
    def index(self, request: Request, number: str, position: int) -> Any:
        """The photos of one's review, and what became of each."""
        return self._find(request, number, position).photos.order_by("position", "pk")

    @operation(takes=ReviewPhotoIn, gives=OwnPhotoOut, status=201)
    def add(self, request: Request, number: str, position: int, body: Mapping[str, Any]) -> Any:
        """Add a photo to one's review; at most five. It is prepared within seconds, then shown."""
        file = body["photo"]
        name = plain_line(file.name or "")[:100]
        review = self._find(request, number, position)
        return services.add_review_photo(review, content=file.read(), name=name, by=request.user)

    def _find(self, request: Request, number: str, position: int) -> Review:
        line = line_of(request, number, position)
        return get_object_or_404(Review.objects.with_card(), order_line=line, author=request.user)


def line_of(request: Request, number: str, position: int) -> OrderLine:
    lines = OrderLine.objects.bought_by(request.user).select_related("order__purchase", "order__shop")
    return get_object_or_404(lines, order__number=number, position=position)
