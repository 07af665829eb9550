from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from orders.models import OrderLine
from orders.tests.factories import guest_purchase, paid_order
from reviews.models import Review
from reviews.tests.factories import a_review, author_of, delivered_line, the_line

As = Callable[[Any], Client]


def url_of(line: OrderLine) -> str:
    return f"/reviews/new/{line.order.number}/{line.position}/"


def test_the_buyer_finds_the_form(as_: As, alice: User) -> None:
    line = delivered_line(alice)

    page = as_(alice).get(url_of(line))

    assert page.status_code == 200
    assert 'name="rating"' in page.content.decode()


def test_what_is_written_is_published_and_shown_with_its_listing(as_: As, alice: User) -> None:
    line = delivered_line(alice)

    answer = as_(alice).post(url_of(line), {"rating": "5", "text": "Holds tea."})

    review = Review.objects.get()
    assert (review.order_line, review.author, review.rating, review.text) == (line, alice, 5, "Holds tea.")
    assert line.listing.number in answer.headers["Location"]


@pytest.mark.parametrize(
    "wrong",
    [{"rating": "6"}, {"rating": ""}, {"rating": "five"}, {"text": "x" * 4001}],
    ids=["6", "none", "word", "long"],
)
def test_wrong_input_is_refused_beside_its_field_and_kept(as_: As, alice: User, wrong: dict[str, str]) -> None:
    line = delivered_line(alice)

    page = as_(alice).post(url_of(line), {"rating": "4", "text": "Holds tea."} | wrong)

    assert page.status_code == 200
    assert list(page.context["form"].errors) == list(wrong)
    assert page.context["form"]["text"].value() == wrong.get("text", "Holds tea.")
    assert not Review.objects.exists()


def test_before_it_arrived_the_page_says_so_and_takes_nothing(as_: As, alice: User) -> None:
    line = the_line(paid_order(alice))
    client = as_(alice)

    assert "when it has arrived" in client.get(url_of(line)).content.decode()
    assert "when it has arrived" in client.post(url_of(line), {"rating": "5"}).content.decode()
    assert not Review.objects.exists()


def test_a_second_review_is_refused_with_a_sentence(as_: As, db: None) -> None:
    review = a_review(rating=5)

    page = as_(review.author).post(url_of(review.order_line), {"rating": "1"})

    assert "already" in page.content.decode()
    assert Review.objects.get().rating == 5


def test_wrong_persons_find_nothing_and_change_nothing(as_: As, mallory: User, ada: User) -> None:
    line = delivered_line()
    owner = line.order.shop.memberships.get().user

    for person in (mallory, owner, ada):
        client = as_(person)
        assert client.get(url_of(line)).status_code == 404
        assert client.post(url_of(line), {"rating": "1"}).status_code == 404
    assert not Review.objects.exists()


def test_who_is_not_signed_in_is_asked_to_even_with_a_guests_order(client: Client, db: None) -> None:
    for line in (delivered_line(), the_line(guest_purchase().orders.get())):
        assert client.get(url_of(line)).headers["Location"].startswith("/accounts/login/")
        assert client.post(url_of(line), {"rating": "1"}).headers["Location"].startswith("/accounts/login/")
    assert not Review.objects.exists()


@pytest.mark.parametrize("tail", ["0", "2", "99999999999999999999"])
def test_a_line_that_is_not_there_is_not_found(as_: As, alice: User, tail: str) -> None:
    line = delivered_line(alice)

    assert as_(alice).get(f"/reviews/new/{line.order.number}/{tail}/").status_code == 404


def test_hostile_words_are_kept_and_shown_as_words(as_: As, alice: User) -> None:
    line = delivered_line(alice)
    hostile = "<script>alert(1)</script>{{ 7*7 }}%s'\"--"

    as_(alice).post(url_of(line), {"rating": "5", "text": hostile})

    assert Review.objects.get().text == hostile
    assert author_of(line) == alice
