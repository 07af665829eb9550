"""Pure decisions: what publishing asks for, and what few ratings are worth."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from catalog.rules import Draft, may_publish, publishing_checks, rating_floor

COMPLETE = Draft(title="Cup", description="Thrown by hand.", offered_variants=1, ready_photos=1)


def test_a_complete_draft_may_be_published() -> None:
    assert may_publish(COMPLETE)
    assert all(check.done for check in publishing_checks(COMPLETE))


@pytest.mark.parametrize(
    ("lack", "sentence"),
    [
        ({"title": ""}, "Give it a title."),
        ({"description": ""}, "Describe it."),
        ({"offered_variants": 0}, "Add at least one variant with a price."),
        ({"ready_photos": 0}, "Add a photo."),
        ({"ready_photos": 0, "waiting_photos": 1}, "The photo is still being prepared."),
        ({"missing_facts": ["Material"]}, "Say this: Material."),
    ],
)
def test_each_thing_that_is_missing_is_named(lack: dict[str, Any], sentence: str) -> None:
    verdict = may_publish(replace(COMPLETE, **lack))

    assert not verdict
    assert verdict.reason == sentence


def test_all_that_is_missing_is_named_at_once() -> None:
    verdict = may_publish(Draft("Cup", "", 0, 0, missing_facts=["Material", "Warranty"]))

    assert verdict.reason == (
        "Describe it. Add at least one variant with a price. Add a photo. Say this: Material. Say this: Warranty."
    )


def test_nobody_has_rated_means_the_least() -> None:
    assert rating_floor(rating_sum=0, rating_count=0) == 0


@pytest.mark.parametrize(("rating_sum", "rating_count"), [(1, 1), (5, 1), (45, 9), (4500, 900), (900, 900), (13, 4)])
def test_the_floor_lies_between_one_star_and_the_average(rating_sum: int, rating_count: int) -> None:
    floor = rating_floor(rating_sum=rating_sum, rating_count=rating_count)

    assert 1 <= floor <= rating_sum / rating_count


def test_many_good_ratings_stand_before_a_single_perfect_one() -> None:
    single = rating_floor(rating_sum=5, rating_count=1)
    nine = rating_floor(rating_sum=45, rating_count=9)
    hundred_almost = rating_floor(rating_sum=470, rating_count=100)

    assert single < nine < hundred_almost
