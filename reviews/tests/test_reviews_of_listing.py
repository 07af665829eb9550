from __future__ import annotations

from collections.abc import Callable

import pytest
from django.template.loader import render_to_string

from catalog.models import Listing
from orders.tests.factories import on_sale
from reviews.selectors import PER_PAGE, reviews_of_listing
from reviews.services import remove_review
from reviews.states import RemovalReason
from reviews.tests.factories import a_moderator, a_review, delivered_line
from sellers.tests.factories import a_person


def shown(listing: Listing, page: int = 1) -> str:
    return render_to_string("reviews/_list.html", {"reviews": reviews_of_listing(listing, page)})


def test_a_review_shows_stars_words_variant_and_a_shortened_name(db: None) -> None:
    variant = on_sale()
    a_review(delivered_line(a_person("Alice Brown"), variant=variant), rating=4, text="Holds tea.\nAnd <b>coffee</b>.")

    text = shown(variant.listing)

    assert "<b>4</b> of 5" in text
    assert "Holds tea.<br>And &lt;b&gt;coffee&lt;/b&gt;." in text
    assert "Alice B." in text
    assert "Brown" not in text
    assert variant.label in text


def test_who_gave_no_name_is_a_buyer_and_no_address_shows(db: None) -> None:
    variant = on_sale()
    buyer = a_person("")
    a_review(delivered_line(buyer, variant=variant))

    text = shown(variant.listing)

    assert "A buyer" in text
    assert buyer.email.partition("@")[0] not in text


def test_a_removed_review_keeps_its_place_date_and_reason_but_not_its_words(db: None) -> None:
    variant = on_sale()
    review = a_review(delivered_line(variant=variant), text="You are all thieves")
    a_review(delivered_line(variant=variant))
    remove_review(review, by=a_moderator(), because=RemovalReason.INSULT)

    text = shown(variant.listing)

    assert "1 review was removed" in text
    assert "It insulted or threatened somebody." in text
    assert "thieves" not in text


def test_a_listing_without_reviews_says_who_could_write_one(db: None) -> None:
    assert "Nobody has reviewed this yet" in shown(on_sale().listing)


def test_reviews_of_other_listings_are_not_shown(db: None) -> None:
    review = a_review()

    assert reviews_of_listing(on_sale(review.shop).listing).page.paginator.count == 0


def test_the_newest_come_first_and_the_rest_on_further_pages(db: None) -> None:
    variant = on_sale(stock=20)
    written = [a_review(delivered_line(variant=variant)).pk for _ in range(PER_PAGE + 1)]

    first, second = reviews_of_listing(variant.listing), reviews_of_listing(variant.listing, "2")

    assert [review.pk for review in first.page] == written[:0:-1]
    assert [review.pk for review in second.page] == written[:1]
    assert "page=2" in shown(variant.listing)


@pytest.mark.parametrize("asked", ["9", "nonsense", "-1", "0", "", "99999999999", "²"])
def test_a_page_that_is_not_there_is_another(db: None, asked: str) -> None:
    review = a_review()

    listed = reviews_of_listing(review.listing, asked)

    assert [each.pk for each in listed.page] == [review.pk]
    assert (listed.page.number, listed.page.paginator.num_pages) == (1, 1)


def test_the_list_costs_one_statement_for_one_review_as_for_four(
    db: None, count_queries: Callable[[Callable[[], object]], int]
) -> None:
    variant = on_sale(stock=20)
    a_review(delivered_line(variant=variant))
    cost_of_one = count_queries(lambda: shown(variant.listing))
    for _ in range(3):
        a_review(delivered_line(variant=variant))

    assert count_queries(lambda: shown(variant.listing)) == cost_of_one == 1
