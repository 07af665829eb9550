"""What must always be true of reviews (I7), as lines of `manage.py check_invariants`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from catalog.models import Listing
from core.invariants import Violation, invariant
from orders.states import OrderStatus
from reviews.models import Review, ReviewPhoto
from reviews.states import ReviewPhotoStatus, ReviewStatus
from sellers.models import Shop

PUBLISHED = Q(reviews__status=ReviewStatus.PUBLISHED)


@invariant("I7", "A review is by the buyer of the delivered line that it is about")
def reviews_are_by_who_received_the_thing() -> Iterator[Violation]:
    theirs = Q(order_line__order__purchase__shopper=F("author"))
    received = Q(order_line__order__status__in=(OrderStatus.DELIVERED, OrderStatus.COMPLETED))
    about = Q(order_line__listing=F("listing"), order_line__order__shop=F("shop"))
    for review in Review.objects.exclude(theirs & received & about):
        yield Violation(f"review {review.pk}", "Its author did not receive that line, or it is about something else.")


@invariant("I7", "What was removed left a tombstone")
def removed_reviews_left_a_tombstone() -> Iterator[Violation]:
    removed = Review.objects.filter(status=ReviewStatus.REMOVED)
    for review in removed.filter(Q(removed_at__isnull=True) | Q(removed_by__isnull=True) | Q(removed_reason="")):
        yield Violation(f"review {review.pk}", "It was removed without a date, a person or a reason.")


@invariant("I7", "The ratings of listings and shops add up")
def ratings_add_up() -> Iterator[Violation]:
    yield from _wrong_sums(Listing.objects.all(), "listing")
    yield from _wrong_sums(Shop.objects.all(), "shop")


def _wrong_sums(rows: QuerySet[Any], thing: str) -> Iterator[Violation]:
    summed = rows.annotate(
        true_sum=Coalesce(Sum("reviews__rating", filter=PUBLISHED), 0),
        true_count=Count("reviews", filter=PUBLISHED),
    )
    wrong = summed.exclude(rating_sum=F("true_sum"), rating_count=F("true_count"))
    for pk, *said in wrong.values_list("pk", "rating_sum", "rating_count", "true_sum", "true_count"):
        yield Violation(f"{thing} {pk}", "It says {} in {} reviews; there are {} in {}.".format(*said))


@invariant("I7", "A review counts the photos that it shows, and those that it showed")
def photos_are_counted() -> Iterator[Violation]:
    counted = Review.objects.annotate(
        ready=Count("photos", filter=Q(photos__status=ReviewPhotoStatus.READY)),
        removed=Count("photos", filter=Q(photos__status=ReviewPhotoStatus.REMOVED)),
    )
    wrong = counted.exclude(photo_count=F("ready"), removed_photo_count=F("removed"))
    for pk in wrong.values_list("pk", flat=True):
        yield Violation(f"review {pk}", "It does not count its photos as they are.")


@invariant("I7", "What was removed with a review is removed: no photo outlives it")
def no_photo_outlives_its_review() -> Iterator[Violation]:
    left = ReviewPhoto.objects.filter(review__status=ReviewStatus.REMOVED, status=ReviewPhotoStatus.READY)
    for pk in left.values_list("pk", flat=True):
        yield Violation(f"review photo {pk}", "It is shown although its review was removed.")
