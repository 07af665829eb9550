"""Photos of a review: taken in, prepared, shown, refused, removed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.template.loader import render_to_string
from django.test import Client
from pytest_django.fixtures import Settings

from accounts.models import User
from accounts.roles import Role
from catalog.models import Listing
from catalog.tests.factories import picture_bytes
from core.events import Fact
from core.files import read_private
from core.invariants import violations
from core.models import PrivateFile
from core.pictures import NotAPicture
from orders.tests.factories import on_sale
from reviews import services, tasks
from reviews.asking import Asked
from reviews.errors import MayNotAddPhoto, MayNotRemove
from reviews.events import ReviewPhotoAdded, ReviewPhotoRefused, ReviewPhotoRemoved
from reviews.models import Review, ReviewPhoto
from reviews.selectors import reviews_of_listing
from reviews.states import REVIEW_PHOTO_LIFE, ReviewPhotoStatus
from reviews.tests.factories import a_moderator, a_review, a_review_photo, author_of, delivered_line, owner_of
from sellers.tests.factories import a_reviewer

BROKEN = picture_bytes(size=(64, 64))[:-30]


def shown(review: Review) -> str:
    return render_to_string("reviews/found.html", {"reviews": reviews_of_listing(review.listing)})


def pictures(count: int) -> list[bytes]:
    return [picture_bytes(size=(20 + place, 20)) for place in range(count)]


def stored(root: Path) -> set[str]:
    return {path.name for path in root.rglob("*") if path.is_file()}


def test_an_original_waits_encrypted_and_nothing_is_shown(
    db: None, settings: Settings, announced: Callable[..., list[Fact]]
) -> None:
    review, content = a_review(), picture_bytes()

    photo = services.add_review_photo(review, content=content, name=" my  cup.png", by=review.author)

    assert (photo.status, photo.url, photo.original_name) == (ReviewPhotoStatus.WAITING, "", "my cup.png")
    assert photo.original is not None
    assert read_private(photo.original) == content
    assert announced(ReviewPhotoAdded) == [ReviewPhotoAdded(photo_id=photo.pk)]
    assert "shots" not in shown(review)


def test_the_worker_prepares_it_and_every_kept_page_shows_it(db: None, settings: Settings) -> None:
    review = a_review()
    services.add_review_photo(review, content=picture_bytes(size=(30, 20)), name="cup.png", by=review.author)
    version = Listing.objects.get(pk=review.listing_id).version

    tasks.process_review_photos()

    photo = ReviewPhoto.objects.get()
    assert (photo.status, photo.width, photo.height) == (ReviewPhotoStatus.READY, 30, 20)
    assert f'href="{photo.url}"' in shown(review)
    assert Review.objects.get().photo_count == 1
    assert Listing.objects.get(pk=review.listing_id).version == version + 1
    assert PrivateFile.objects.get(purpose="review photo").deleted_at is not None
    assert tasks.process_review_photos() == 0


def test_what_cannot_be_read_is_refused_and_told(db: None, announced: Callable[..., list[Fact]]) -> None:
    photo = a_review_photo(content=BROKEN)

    assert (photo.status, bool(photo.refusal)) == (ReviewPhotoStatus.REFUSED, True)
    assert announced(ReviewPhotoRefused) == [ReviewPhotoRefused(photo_id=photo.pk)]
    assert "shots" not in shown(photo.review)
    # The same bytes may be tried again, and are refused again.
    assert a_review_photo(photo.review, content=BROKEN).status == ReviewPhotoStatus.REFUSED


def test_what_is_no_picture_is_refused_at_once(db: None) -> None:
    review = a_review()

    for content in (b"", b"<svg onload=alert(1)>", b"%PDF-1.7", b"GIF89a" + b"x" * 100):
        with pytest.raises(NotAPicture):
            services.add_review_photo(review, content=content, name="x.jpg", by=review.author)
    assert not ReviewPhoto.objects.exists()


def test_only_its_author_adds_photos(mallory: User) -> None:
    review = a_review()

    for stranger in (mallory, owner_of(review), a_moderator()):
        with pytest.raises(MayNotAddPhoto):
            services.add_review_photo(review, content=picture_bytes(), name="x.png", by=stranger)


def test_there_are_at_most_five_and_each_only_once(db: None) -> None:
    review = a_review()
    one, *others, sixth = pictures(6)
    for content in (one, *others):
        a_review_photo(review, content=content)

    for content in (one, sixth):
        with pytest.raises(MayNotAddPhoto):
            services.add_review_photo(review, content=content, name="x.png", by=review.author)
    assert review.photos.count() == 5


def test_a_removed_photo_leaves_a_tombstone_and_no_file(
    db: None, settings: Settings, django_capture_on_commit_callbacks: Any, announced: Callable[..., list[Fact]]
) -> None:
    photo = a_review_photo()
    assert any(photo.digest in name for name in stored(Path(settings.MEDIA_ROOT)))

    with django_capture_on_commit_callbacks(execute=True):
        services.remove_review_photo(photo, by=a_moderator(), because="private_details")

    text = shown(photo.review)
    assert "A photo was removed on" in text
    assert "It gave away private details of somebody." in text
    assert photo.url not in text
    assert not any(photo.digest in name for name in stored(Path(settings.MEDIA_ROOT)))
    assert announced(ReviewPhotoRemoved) == [ReviewPhotoRemoved(photo_id=photo.pk, because="private_details")]


def test_a_file_that_somebody_else_shows_stays(
    db: None, settings: Settings, django_capture_on_commit_callbacks: Any
) -> None:
    content = picture_bytes(size=(44, 33))
    photo, other = a_review_photo(content=content), a_review_photo(content=content)

    with django_capture_on_commit_callbacks(execute=True):
        services.remove_review_photo(photo, by=a_moderator(), because="insult")

    assert any(other.digest in name for name in stored(Path(settings.MEDIA_ROOT)))


def test_only_moderators_remove_and_only_for_a_reason_on_the_list(mallory: User) -> None:
    photo = a_review_photo()

    for person in (mallory, photo.review.author, owner_of(photo.review), a_reviewer(Role.FINANCE)):
        with pytest.raises(MayNotRemove):
            services.remove_review_photo(photo, by=person, because="insult")
    with pytest.raises(MayNotRemove):
        services.remove_review_photo(photo, by=a_moderator(), because="ugly")
    assert ReviewPhoto.objects.get().status == ReviewPhotoStatus.READY


def test_with_a_review_its_photos_go_even_those_that_wait(
    db: None, settings: Settings, django_capture_on_commit_callbacks: Any
) -> None:
    review = a_review()
    first, second = pictures(2)
    ready = a_review_photo(review, content=first)
    services.add_review_photo(review, content=second, name="x.png", by=review.author)

    with django_capture_on_commit_callbacks(execute=True):
        services.remove_review(Review.objects.get(), by=a_moderator(), because="insult")
    tasks.process_review_photos()

    assert {photo.status for photo in ReviewPhoto.objects.all()} == {ReviewPhotoStatus.REMOVED}
    assert not any(ready.digest in name for name in stored(Path(settings.MEDIA_ROOT)))
    assert PrivateFile.objects.filter(purpose="review photo", deleted_at=None).count() == 0
    with pytest.raises(MayNotAddPhoto):
        services.add_review_photo(Review.objects.get(), content=picture_bytes(), name="x", by=review.author)


def test_reviews_with_photos_come_first_when_asked_for(db: None) -> None:
    variant = on_sale(stock=20)
    first = a_review(delivered_line(variant=variant))
    a_review(delivered_line(variant=variant))
    a_review_photo(first)

    listed = reviews_of_listing(first.listing, Asked.of({"sort": "photos"}))

    assert next(iter(listed.page)) == first


def test_the_list_costs_one_statement_more_for_any_number_of_photos(
    db: None, count_queries: Callable[[Callable[[], object]], int]
) -> None:
    variant = on_sale(stock=20)
    review = a_review(delivered_line(variant=variant))
    a_review_photo(review)
    cost_of_one = count_queries(lambda: shown(review))
    for content in pictures(3):
        a_review_photo(a_review(delivered_line(variant=variant)), content=content)

    assert count_queries(lambda: shown(review)) == cost_of_one == 3


def test_the_database_knows_no_ready_photo_without_a_file_and_no_removed_one_without_a_reason(db: None) -> None:
    photo = a_review_photo()

    for wrong in ({"file": ""}, {"status": "removed"}, {"status": "refused"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            ReviewPhoto.objects.filter(pk=photo.pk).update(**wrong)


def test_the_invariants_see_a_wrong_count(db: None) -> None:
    photo = a_review_photo()
    assert not [broken for _known, broken in violations() if "photo" in broken.sentence]

    Review.objects.filter(pk=photo.review_id).update(photo_count=0)

    assert [broken for _known, broken in violations() if "photos" in broken.sentence]


def test_the_life_of_a_photo_is_complete() -> None:
    assert REVIEW_PHOTO_LIFE.keys() == set(ReviewPhotoStatus)


# --- The page


def upload(content: bytes, name: str = "cup.png") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="image/png")


def test_a_review_is_written_with_photos_and_their_states_are_shown(as_: Callable[[Any], Client], alice: User) -> None:
    line = delivered_line(alice)
    path, client = f"/reviews/new/{line.order.number}/{line.position}/", as_(alice)

    answer = client.post(path, {"rating": "5", "photos": [upload(picture_bytes()), upload(b"no picture", "no.png")]})

    assert (answer.status_code, answer.headers["Location"]) == (302, path)
    text = client.get(path).content.decode()
    assert "no.png: This is not a photo" in text
    assert "being prepared" in text
    assert 'hx-trigger="every 3s"' in text
    tasks.process_review_photos()
    assert 'hx-trigger="every 3s"' not in client.get(path).content.decode()


def test_more_photos_are_added_later_by_its_author_only(
    as_: Callable[[Any], Client], alice: User, mallory: User
) -> None:
    review = a_review(delivered_line(alice))
    line = review.order_line
    path = f"/reviews/{line.order.number}/{line.position}/photos/"

    assert as_(mallory).post(path, {"photos": [upload(picture_bytes())]}).status_code == 404
    assert as_(alice).post(path, {"photos": [upload(picture_bytes())]}).status_code == 302
    assert as_(alice).post(path).status_code == 422
    assert ReviewPhoto.objects.get().review == review


def test_six_photos_at_once_lose_nothing_that_was_typed(as_: Callable[[Any], Client], alice: User) -> None:
    line = delivered_line(alice)
    sent = {"rating": "4", "text": "Holds tea.", "photos": [upload(content) for content in pictures(6)]}

    answer = as_(alice).post(f"/reviews/new/{line.order.number}/{line.position}/", sent)

    assert answer.status_code == 200
    assert "Holds tea." in answer.content.decode()
    assert not Review.objects.exists()


def test_its_author_is_told_of_a_refused_and_of_a_removed_photo(alice: User, deliver: Callable[[], int]) -> None:
    review = a_review(delivered_line(alice))
    assert author_of(review.order_line) == alice
    a_review_photo(review, content=BROKEN)
    services.remove_review_photo(a_review_photo(review), by=a_moderator(), because="insult")
    deliver()

    kinds = set(alice.notifications.values_list("kind", flat=True))
    assert {"review_photo_refused", "review_photo_removed"} <= kinds
