from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import IntegrityError, transaction

from accounts.models import User
from accounts.roles import Role
from catalog.models import Listing
from core.errors import ImpossibleMove
from core.events import Fact
from reviews import services
from reviews.errors import MayNotRemove
from reviews.events import ReviewRemoved
from reviews.models import Review
from reviews.states import REVIEW_LIFE, RemovalReason, ReviewStatus
from reviews.tests.factories import a_moderator, a_review, removed_review
from sellers.models import Shop
from sellers.tests.factories import a_reviewer


def test_a_removed_review_leaves_a_tombstone_and_no_rating(db: None, announced: Callable[..., list[Fact]]) -> None:
    review, moderator = a_review(rating=1), a_moderator()

    services.remove_review(review, by=moderator, because=RemovalReason.INSULT)

    review = Review.objects.get(pk=review.pk)
    assert (review.status, review.removed_reason, review.removed_by) == (ReviewStatus.REMOVED, "insult", moderator)
    assert review.removed_at is not None
    assert announced(ReviewRemoved) == [ReviewRemoved(review_id=review.pk, because="insult")]
    listing, shop = Listing.objects.get(pk=review.listing_id), Shop.objects.get(pk=review.shop_id)
    assert (listing.rating_sum, listing.rating_count) == (shop.rating_sum, shop.rating_count) == (0, 0)


@pytest.mark.parametrize("role", [Role.REVIEWER, Role.FINANCE, Role.MEDIATOR])
def test_only_moderators_remove(db: None, role: Role, announced: Callable[..., list[Fact]]) -> None:
    review = a_review()

    with pytest.raises(MayNotRemove):
        services.remove_review(review, by=a_reviewer(role), because=RemovalReason.INSULT)

    assert still_there(review, announced)


def test_neither_its_author_nor_the_shop_nor_a_stranger_removes_it(
    mallory: User, announced: Callable[..., list[Fact]]
) -> None:
    review = a_review()
    owner = review.shop.memberships.get().user

    for person in (review.author, owner, mallory):
        with pytest.raises(MayNotRemove):
            services.remove_review(review, by=person, because=RemovalReason.BY_ITS_AUTHOR)

    assert still_there(review, announced)


@pytest.mark.parametrize("because", ["", "too_low", "1"])
def test_a_low_rating_is_no_reason(db: None, because: str, announced: Callable[..., list[Fact]]) -> None:
    review = a_review(rating=1)

    with pytest.raises(MayNotRemove):
        services.remove_review(review, by=a_moderator(), because=because)

    assert still_there(review, announced)


def test_what_was_removed_is_not_removed_again(db: None) -> None:
    review = removed_review(rating=5)
    stale = Review.objects.get(pk=review.pk)
    stale.status = ReviewStatus.PUBLISHED

    for copy in (review, stale):
        with pytest.raises(ImpossibleMove):
            services.remove_review(copy, by=a_moderator(), because=RemovalReason.ADVERTISING)

    assert Listing.objects.get(pk=review.listing_id).rating_sum == 0


@pytest.mark.parametrize("wanted", list(ReviewStatus))
@pytest.mark.parametrize("status", list(ReviewStatus))
def test_every_move_is_in_the_table(status: ReviewStatus, wanted: ReviewStatus) -> None:
    assert Review(status=status).can_move_to(wanted) == (wanted in REVIEW_LIFE[status])
    assert (status, wanted) == (ReviewStatus.PUBLISHED, ReviewStatus.REMOVED) or wanted not in REVIEW_LIFE[status]


@pytest.mark.parametrize(
    "half", [{"status": "removed"}, {"removed_reason": "insult"}, {"rating": 6}, {"rating": 0}], ids=str
)
def test_the_database_refuses_what_is_half_removed_or_no_rating(db: None, half: dict[str, object]) -> None:
    review = a_review()

    with pytest.raises(IntegrityError), transaction.atomic():
        Review.objects.filter(pk=review.pk).update(**half)


def still_there(review: Review, announced: Callable[..., list[Fact]]) -> bool:
    kept = Review.objects.get(pk=review.pk)
    return kept.status == ReviewStatus.PUBLISHED and not announced(ReviewRemoved)
