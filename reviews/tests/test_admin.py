from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from reviews.models import Review
from reviews.states import ReviewStatus
from reviews.tests.factories import (
    a_moderator,
    a_reply,
    a_review,
    a_review_photo,
    delivered_line,
    removed_review,
)

As = Callable[[Any], Client]
LIST = "/admin/reviews/review/"


def remove(client: Client, review: Review, because: str = "insult") -> Any:
    return client.post(LIST, {"action": f"remove_{because}", "_selected_action": [review.pk]}, follow=True)


def test_a_moderator_removes_a_review_for_a_reason_on_the_list(as_: As, db: None) -> None:
    review, moderator = a_review(), a_moderator()

    remove(as_(moderator), review)

    review.refresh_from_db()
    assert (review.status, review.removed_reason, review.removed_by) == (ReviewStatus.REMOVED, "insult", moderator)


def test_there_is_no_other_way_to_change_or_delete_one(as_: As, db: None) -> None:
    review = a_review(rating=1)
    client = as_(a_moderator())

    remove(client, review, because="low_rating")
    client.post(f"{LIST}{review.pk}/change/", {"rating": "5", "status": "removed"})
    client.post(f"{LIST}{review.pk}/delete/", {"post": "yes"})
    client.post(LIST, {"action": "delete_selected", "_selected_action": [review.pk], "post": "yes"})

    review.refresh_from_db()
    assert (review.status, review.rating) == (ReviewStatus.PUBLISHED, 1)


def test_a_second_removal_is_said_and_changes_nothing(as_: As, db: None) -> None:
    review = removed_review(because="insult")

    page = remove(as_(a_moderator()), review, because="advertising")

    assert "changed in the meantime" in page.content.decode()
    assert Review.objects.get().removed_reason == "insult"


def test_only_moderators_come_in(as_: As, rita: User, alice: User) -> None:
    review = a_review()

    for person, status in ((rita, 403), (alice, 302)):
        assert as_(person).get(LIST).status_code == status
        remove(as_(person), review)
    review.refresh_from_db()
    assert review.status == ReviewStatus.PUBLISHED


def test_the_list_costs_the_same_for_one_as_for_three(
    as_: As, db: None, count_queries: Callable[[Callable[[], object]], int]
) -> None:
    first = a_review()
    client = as_(a_moderator())
    client.get(LIST)
    cost_of_one = count_queries(lambda: client.get(LIST))
    for _ in range(2):
        a_review(delivered_line(shop=first.shop))

    assert count_queries(lambda: client.get(LIST)) == cost_of_one


@pytest.mark.parametrize("kind", ["reviewreply", "reviewphoto"])
def test_a_moderator_removes_a_reply_or_a_photo_for_a_reason(as_: As, db: None, kind: str) -> None:
    row = a_reply() if kind == "reviewreply" else a_review_photo()
    path = f"/admin/reviews/{kind}/"

    answer = as_(a_moderator()).post(path, {"action": "remove_insult", "_selected_action": [row.pk]})

    row.refresh_from_db()
    assert answer.status_code == 302
    assert (row.status, row.removed_reason) == ("removed", "insult")
