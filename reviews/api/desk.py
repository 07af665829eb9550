"""The shop's side of reviews: reading them, and one reply to each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from rest_framework import serializers
from rest_framework.request import Request

from core.api.doors import MembersDoor, Rows, operation
from core.api.fields import Text
from reviews import services
from reviews.api.parts import DeskReviewOut
from reviews.models import Review
from reviews.querysets import ReviewQuerySet
from reviews.rules import LONGEST_REPLY, MAY_REPLY
from reviews.selectors import with_photos
from sellers.models import Shop


class ReplyIn(serializers.Serializer):
    text = Text(max_length=LONGEST_REPLY)


class WaitingQuery(serializers.Serializer):
    waiting = serializers.BooleanField(default=False, required=False, help_text="Only what can still be answered.")


class DeskReviewDoor(MembersDoor):
    resource = "desk_reviews"

    @operation(query=WaitingQuery, gives=DeskReviewOut, paged=True)
    def index(self, request: Request, shop: str, query: Mapping[str, Any]) -> Rows:
        """What buyers say of the shop's things, newest first: for all who work there."""
        own = get_object_or_404(Shop.objects.worked_by(request.user), slug=shop)
        reviews = self._of(own).waiting_for_reply() if query["waiting"] else self._of(own)
        return Rows(reviews, ("-published_at", "-pk"), dress=with_photos)

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

    def _of(self, shop: Shop) -> ReviewQuerySet:
        found: ReviewQuerySet = Review.objects.of_shop(shop).with_tombstones().with_card().with_order()
        return found.select_related("listing")

    def _find(self, request: Request, shop: str, number: str, position: int) -> Review:
        """Who may read them all may not speak for the shop."""
        led = get_object_or_404(Shop.objects.worked_by(request.user, *MAY_REPLY), slug=shop)
        line = {"order_line__order__number": number, "order_line__position": position}
        return get_object_or_404(self._of(led), **line)
