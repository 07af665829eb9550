"""Photos of reviews: sent by their author, shown when they are ready, a tombstone when they were removed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.models import User
from catalog.tests.factories import picture_bytes
from reviews import services
from reviews.models import Review
from reviews.tests.factories import a_moderator, a_review, a_review_photo, delivered_line
from tests.api.conftest import Program

pytestmark = pytest.mark.django_db
New = Callable[..., Program]


def address_of(review: Review) -> str:
    line = review.order_line
    return f"/api/v1/orders/{line.order.number}/lines/{line.position}/review/"


def send(person: Program, review: Review, content: bytes, **headers: str) -> Any:
    file = SimpleUploadedFile("cup.png", content)
    return person.post(f"{address_of(review)}photos/", {"photo": file}, headers=person.own_headers | headers)


def listed(person: Program, review: Review) -> Any:
    [one] = person.send("get", f"listings/{review.listing.number}/reviews/").json()["results"]
    return one["photos"]


def test_a_photo_is_sent_prepared_and_shown(alice: User, program: New) -> None:
    review = a_review(delivered_line(alice))

    sent = send(program(alice), review, picture_bytes())

    assert (sent.status_code, sent.json()["status"]) == (201, "waiting")
    assert listed(program(), review) == []
    services.process_review_photos()
    [shown] = listed(program(), review)
    assert shown["status"] == "ready"
    assert {source["type"] for source in shown["picture"]["sources"]} == {"image/avif", "image/webp", "image/jpeg"}
    assert shown["picture"]["url"] in {source["url"] for source in shown["picture"]["sources"]}
    [own] = program(alice).get(f"{address_of(review)}photos/", headers=program(alice).own_headers).json()
    assert own["digest"] == sent.json()["digest"]


def test_the_same_key_adds_one_photo_and_another_photo_needs_another_key(alice: User, program: New) -> None:
    review, person, content = a_review(delivered_line(alice)), program(alice), picture_bytes()
    key = {"Idempotency-Key": "photo-0001"}

    answers = [send(person, review, content, **key).status_code for _ in range(2)]

    assert (answers, review.photos.count()) == ([201, 201], 1)
    assert send(person, review, picture_bytes(), **key).status_code == 422


def test_what_is_no_picture_is_refused_and_leaves_nothing(alice: User, program: New) -> None:
    review = a_review(delivered_line(alice))

    refused = send(program(alice), review, b"<svg onload=alert(1)>")

    assert (refused.status_code, refused.json()["code"]) == (409, "core.not_a_picture")
    assert not review.photos.exists()


def test_nobody_else_adds_or_sees_photos_of_a_review(alice: User, mallory: User, program: New) -> None:
    review = a_review(delivered_line(alice))
    stranger = program(mallory)

    assert send(stranger, review, picture_bytes()).status_code == 404
    assert stranger.get(f"{address_of(review)}photos/", headers=stranger.own_headers).status_code == 404
    assert not review.photos.exists()


def test_a_removed_photo_leaves_its_tombstone(alice: User, program: New) -> None:
    photo = a_review_photo(a_review(delivered_line(alice)))
    services.remove_review_photo(photo, by=a_moderator(), because="insult")

    [shown] = listed(program(), photo.review)

    assert (shown["status"], shown["picture"]) == ("removed", None)
    assert shown["removed_because"]


def test_ones_own_review_is_told_with_whether_one_may_write_it(alice: User, program: New) -> None:
    line = delivered_line(alice)
    path = f"orders/{line.order.number}/lines/{line.position}/review/"
    before = program(alice).send("get", path).json()
    a_review(line, rating=5)

    after = program(alice).send("get", path).json()

    assert (before["allowed"], before["review"]) == (True, None)
    assert (after["allowed"], after["review"]["rating"]) == (False, 5)
