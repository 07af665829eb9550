from __future__ import annotations

from collections.abc import Callable

import pytest

from accounts.models import User
from catalog.models import Listing
from core.invariants import violations
from orders.tests.factories import paid_order
from reviews.models import Review
from reviews.tests.factories import a_review, removed_review, the_line
from sellers.models import Shop


def broken_rows() -> set[str]:
    return {violation.row for known, violation in violations() if known.code == "I7"}


def test_what_the_services_make_breaks_nothing(db: None) -> None:
    a_review()
    removed_review()

    assert broken_rows() == set()


def by_somebody_else(review: Review) -> str:
    Review.objects.filter(pk=review.pk).update(author=User.objects.create_user("thief@example.com"))
    return f"review {review.pk}"


def of_what_never_came(review: Review) -> str:
    Review.objects.filter(pk=review.pk).update(order_line=the_line(paid_order(review.author)))
    return f"review {review.pk}"


def listing_counts_wrong(review: Review) -> str:
    Listing.objects.filter(pk=review.listing_id).update(rating_sum=5)
    return f"listing {review.listing_id}"


def shop_counts_wrong(review: Review) -> str:
    Shop.objects.filter(pk=review.shop_id).update(rating_sum=8, rating_count=2)
    return f"shop {review.shop_id}"


@pytest.mark.parametrize("damage", [by_somebody_else, of_what_never_came, listing_counts_wrong, shop_counts_wrong])
def test_what_is_broken_by_hand_is_named(db: None, damage: Callable[[Review], str]) -> None:
    review = a_review(rating=4)

    assert broken_rows() == set()
    row = damage(review)

    assert row in broken_rows()
