"""Policies and reviews."""

from __future__ import annotations

from django.db.models import F

from core import clock
from policies.models import Policy, PolicyVersion
from policies.tests.test_invariants import tamper
from reviews.tests.factories import a_review_photo
from tests.access.world import World
from tests.ground.damage.by_hand import breaks, review_of, write, write_past


@breaks("Every policy version still is what was published")
def another_text(world: World) -> str:
    version = PolicyVersion.objects.filter(policy__shop__isnull=False)[0]
    tamper(version, body="Never.")
    return f"policy version {version.pk}"


@breaks("Versions of a policy are numbered without a gap, and the newest is in force")
def none_in_force(world: World) -> str:
    policy = Policy.objects.filter(shop__isnull=False)[0]
    write(policy, current=None)
    return f"policy {policy.pk}"


@breaks("A version is of its policy's kind, and the platform has every policy")
def missing_policy(world: World) -> str:
    Policy.objects.filter(shop=None, kind="privacy").update(current=None)
    return "policy privacy"


@breaks("A review is by the buyer of the delivered line that it is about")
def review_by_somebody_else(world: World) -> str:
    review = review_of(world)
    write(review, author=world.people["mallory"])
    return f"review {review.pk}"


@breaks("What was removed left a tombstone")
def removed_without_a_word(world: World) -> str:
    review = review_of(world)
    write_past("review_removed_with_tombstone", review, status="removed")
    return f"review {review.pk}"


@breaks("The ratings of listings and shops add up")
def better_rated(world: World) -> str:
    review = review_of(world)
    write(review.listing, rating_sum=F("rating_count") * 5)
    return f"listing {review.listing_id}"


@breaks("A review counts the photos that it shows, and those that it showed")
def miscounted_photos(world: World) -> str:
    review = review_of(world)
    write(review, photo_count=3)
    return f"review {review.pk}"


@breaks("What was removed with a review is removed: no photo outlives it")
def photo_of_a_removed_review(world: World) -> str:
    photo = a_review_photo(review_of(world, "replied"))
    columns = {"removed_at": clock.now(), "removed_by": world.people["mora"], "removed_reason": "insult"}
    write(photo.review, status="removed", text="", **columns)
    return f"review photo {photo.pk}"
