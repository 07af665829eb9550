from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection
from django.utils import translation

from accounts.models import User
from catalog.models import Listing
from core.events import Fact
from orders.models import OrderLine
from orders.tests.factories import IN_STATUS, guest_purchase, order_in
from reviews import services
from reviews.errors import MayNotReview, NotARating
from reviews.events import ReviewPublished
from reviews.models import Review
from reviews.states import ReviewStatus
from reviews.tests.factories import a_review, author_of, delivered_line, removed_review, the_line
from sellers.models import Membership, Shop
from sellers.states import ShopRole

RECEIVED = {"delivered", "completed"}


def test_a_review_is_published_counted_and_announced(db: None, announced: Callable[..., list[Fact]]) -> None:
    line = delivered_line()
    with translation.override("id"):
        review = services.publish_review(
            line, author=author_of(line), rating=4, text=" Holds tea.\x00 \r\nAnd coffee. "
        )

    assert (review.status, review.rating, review.language) == (ReviewStatus.PUBLISHED, 4, "id")
    assert review.text == "Holds tea. \nAnd coffee."
    assert (review.listing_id, review.shop_id) == (line.listing_id, line.order.shop_id)
    assert announced(ReviewPublished) == [ReviewPublished(review_id=review.pk)]
    listing, shop = Listing.objects.get(pk=line.listing_id), Shop.objects.get(pk=line.order.shop_id)
    assert (listing.rating_sum, listing.rating_count) == (shop.rating_sum, shop.rating_count) == (4, 1)


def test_ratings_of_a_shop_add_up_over_its_listings(db: None) -> None:
    first = a_review(rating=5)
    a_review(delivered_line(shop=first.shop), rating=2)

    shop = Shop.objects.get(pk=first.shop_id)
    assert (shop.rating_sum, shop.rating_count, shop.rating_average) == (7, 2, 3.5)
    assert Listing.objects.get(pk=first.listing_id).rating_average == 5


@pytest.mark.parametrize("status", [status for status in IN_STATUS if status not in RECEIVED])
def test_what_has_not_arrived_is_not_reviewed(db: None, announced: Callable[..., list[Fact]], status: str) -> None:
    line = the_line(order_in(status))

    with pytest.raises(MayNotReview):
        services.publish_review(line, author=author_of(line), rating=5)

    assert nothing_was_said(line, announced)


@pytest.mark.parametrize("status", sorted(RECEIVED))
def test_what_has_arrived_may_be_reviewed(db: None, status: str) -> None:
    line = the_line(order_in(status))

    assert services.publish_review(line, author=author_of(line), rating=5).pk


def test_nobody_else_reviews_it(mallory: User, announced: Callable[..., list[Fact]]) -> None:
    line = delivered_line()

    with pytest.raises(MayNotReview, match="Only who bought"):
        services.publish_review(line, author=mallory, rating=1)

    assert nothing_was_said(line, announced)


def test_a_guest_reviews_after_claiming_the_purchase(mallory: User) -> None:
    line = the_line(guest_purchase().orders.get())

    with pytest.raises(MayNotReview):
        services.publish_review(line, author=mallory, rating=1)


def test_who_works_for_the_shop_does_not_review_it(db: None, announced: Callable[..., list[Fact]]) -> None:
    line = delivered_line()
    Membership.objects.create(shop=line.order.shop, user=author_of(line), role=ShopRole.FULFILMENT)

    with pytest.raises(MayNotReview, match="work for this shop"):
        services.publish_review(line, author=author_of(line), rating=5)

    assert nothing_was_said(line, announced)


def test_a_second_review_of_the_same_line_is_refused(db: None) -> None:
    review = a_review(rating=5)

    with pytest.raises(MayNotReview, match="already"):
        services.publish_review(review.order_line, author=review.author, rating=1)

    assert Listing.objects.get(pk=review.listing_id).rating_sum == 5


def test_what_was_removed_is_not_written_again(db: None) -> None:
    review = removed_review()

    with pytest.raises(MayNotReview, match="already"):
        services.publish_review(review.order_line, author=review.author, rating=1)


def test_after_a_hundred_days_it_is_too_late(db: None, later: Callable[[timedelta], datetime]) -> None:
    line = delivered_line()
    later(timedelta(days=101))

    with pytest.raises(MayNotReview, match="100 days"):
        services.publish_review(line, author=author_of(line), rating=5)


@pytest.mark.parametrize("rating", [0, 6, -1])
def test_a_rating_is_one_to_five(db: None, rating: int, announced: Callable[..., list[Fact]]) -> None:
    line = delivered_line()

    with pytest.raises(NotARating):
        services.publish_review(line, author=author_of(line), rating=rating)

    assert nothing_was_said(line, announced)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_once_make_one_review() -> None:
    line = delivered_line()
    start, outcomes = Barrier(2), []

    def click() -> None:
        try:
            start.wait()
            services.publish_review(line, author=author_of(line), rating=5)
            outcomes.append("published")
        except MayNotReview:
            outcomes.append("refused")
        finally:
            connection.close()

    threads = [Thread(target=click) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(outcomes) == ["published", "refused"]
    assert Listing.objects.get(pk=line.listing_id).rating_count == 1


def nothing_was_said(line: OrderLine, announced: Callable[..., list[Fact]]) -> bool:
    listing = Listing.objects.get(pk=line.listing_id)
    return not Review.objects.exists() and not announced(ReviewPublished) and listing.rating_count == 0
