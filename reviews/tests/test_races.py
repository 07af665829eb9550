"""What happens at the same instant: on PostgreSQL, with threads."""

from __future__ import annotations

from functools import partial

import pytest

from catalog.tests.factories import picture_bytes
from orders.tests.test_races import _platform, at_once  # noqa: F401  the fixture is used by its name
from reviews import services
from reviews.errors import MayNotAddPhoto, MayNotReply
from reviews.models import Review, ReviewPhoto, ReviewReply
from reviews.states import ReviewPhotoStatus, ReviewStatus
from reviews.tests.factories import a_moderator, a_review, owner_of

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def test_of_two_replies_at_once_one_is_published() -> None:
    review = a_review()
    owner = owner_of(review)

    answers = at_once(*(partial(services.reply_to_review, review, by=owner, text=f"Reply {n}") for n in range(4)))

    assert sum(isinstance(answer, ReviewReply) for answer in answers) == 1
    assert sum(isinstance(answer, MayNotReply) for answer in answers) == 3
    assert ReviewReply.objects.count() == 1


def test_of_photos_at_once_no_more_than_five_are_taken() -> None:
    review = a_review()
    contents = [picture_bytes(size=(30 + n, 20)) for n in range(8)]

    answers = at_once(
        *(
            partial(services.add_review_photo, review, content=content, name="x.png", by=review.author)
            for content in contents
        )
    )

    assert sum(isinstance(answer, MayNotAddPhoto) for answer in answers) == 3
    assert ReviewPhoto.objects.count() == 5


def test_a_photo_is_prepared_once_and_not_after_its_review_was_removed() -> None:
    review = a_review()
    photo = services.add_review_photo(review, content=picture_bytes(), name="x.png", by=review.author)
    moderator = a_moderator()

    at_once(
        partial(services.process_review_photo, photo),
        partial(services.process_review_photo, ReviewPhoto.objects.get()),
        lambda: services.remove_review(Review.objects.get(), by=moderator, because="insult"),
    )

    photo.refresh_from_db()
    review = Review.objects.get()
    assert review.status == ReviewStatus.REMOVED
    assert photo.status == ReviewPhotoStatus.REMOVED
    assert (review.photo_count, review.removed_photo_count) == (0, 1)
