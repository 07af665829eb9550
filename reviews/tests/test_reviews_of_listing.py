from __future__ import annotations

from collections.abc import Callable

import pytest
from django.template.loader import render_to_string
from django.test import Client

from catalog.models import Listing
from catalog.services import VariantDraft
from catalog.tests.factories import listing_on_sale
from core.money import Money
from orders.tests.factories import on_sale
from reviews.asking import Asked
from reviews.models import Review
from reviews.selectors import PER_PAGE, reviews_of_listing
from reviews.services import remove_review
from reviews.states import RemovalReason
from reviews.tests.factories import a_moderator, a_review, delivered_line
from sellers.tests.factories import a_person


def shown(listing: Listing, page: int = 1) -> str:
    return render_to_string("reviews/found.html", {"reviews": reviews_of_listing(listing, Asked(page=page))})


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

    first, second = reviews_of_listing(variant.listing), reviews_of_listing(variant.listing, Asked(page=2))

    assert [review.pk for review in first.page] == written[:0:-1]
    assert [review.pk for review in second.page] == written[:1]
    assert "page=2" in shown(variant.listing)


@pytest.mark.parametrize("asked", ["9", "nonsense", "-1", "0", "", "99999999999", "²"])
def test_a_page_that_is_not_there_is_another(db: None, asked: str) -> None:
    review = a_review()

    listed = reviews_of_listing(review.listing, Asked.of({"page": asked}))

    assert [each.pk for each in listed.page] == [review.pk]
    assert (listed.page.number, listed.page.paginator.num_pages) == (1, 1)


def test_the_list_costs_two_statements_for_one_review_as_for_four(
    db: None, count_queries: Callable[[Callable[[], object]], int]
) -> None:
    variant = on_sale(stock=20)
    a_review(delivered_line(variant=variant))
    cost_of_one = count_queries(lambda: shown(variant.listing))
    for _ in range(3):
        a_review(delivered_line(variant=variant))

    assert count_queries(lambda: shown(variant.listing)) == cost_of_one == 2


# --- Distribution, order, choice


def several(ratings: str) -> Listing:
    """A listing with a review for each digit."""
    variant = on_sale(stock=20)
    for rating in ratings:
        a_review(delivered_line(variant=variant), rating=int(rating), text=f"word{rating}")
    return variant.listing


def test_the_bars_count_what_is_published(db: None) -> None:
    listing = several("55421")
    remove_review(Review.objects.get(rating=1), by=a_moderator(), because=RemovalReason.INSULT)

    bars = reviews_of_listing(listing).bars

    assert [(bar.stars, bar.count, bar.of) for bar in bars] == [(5, 2, 4), (4, 1, 4), (3, 0, 4), (2, 1, 4), (1, 0, 4)]


@pytest.mark.parametrize(
    ("sort", "expected"), [("newest", [2, 5, 3]), ("highest", [5, 3, 2]), ("lowest", [2, 3, 5]), ("odd", [2, 5, 3])]
)
def test_reviews_are_read_in_the_order_that_is_asked_for(db: None, sort: str, expected: list[int]) -> None:
    listed = reviews_of_listing(several("352"), Asked.of({"sort": sort}))

    assert [review.rating for review in listed.page] == expected


@pytest.mark.parametrize("sort", ["highest", "lowest"])
def test_a_tombstone_does_not_tell_its_stars_by_its_place(db: None, sort: str) -> None:
    listing = several("315")
    remove_review(Review.objects.get(rating=1), by=a_moderator(), because=RemovalReason.INSULT)
    remove_review(Review.objects.get(rating=5), by=a_moderator(), because=RemovalReason.INSULT)

    listed = reviews_of_listing(listing, Asked.of({"sort": sort}))
    narrowed = reviews_of_listing(listing, Asked.of({"stars": "1"}))

    assert [review.is_removed for review in listed.page] == [False, True, True]
    assert (list(narrowed.page), narrowed.page.paginator.count) == ([], 0)


def test_only_reviews_with_so_many_stars(db: None) -> None:
    listed = reviews_of_listing(several("5512"), Asked.of({"stars": "5"}))

    assert [review.rating for review in listed.page] == [5, 5]
    assert (listed.page.paginator.count, listed.count) == (2, 4)
    assert [bar.query for bar in listed.bars][:2] == ["", "stars=4"]
    assert "2 of 4 reviews" in render_to_string("reviews/found.html", {"reviews": listed})


def test_only_reviews_of_one_variant(db: None) -> None:
    colours = [VariantDraft(Money(1200, "EUR"), options=[("Colour", name)], stock=5) for name in ("Red", "Blue")]
    listing = listing_on_sale(variants=colours)
    red, blue = listing.variants.order_by("position")
    for variant in (red, red, blue):
        a_review(delivered_line(variant=variant))

    listed = reviews_of_listing(listing, Asked.of({"bought": blue.sku}, variant="kept"))

    assert [review.order_line.sku for review in listed.page] == [blue.sku]
    assert [(way.label, way.count, way.is_chosen) for way in listed.variants] == [("Red", 2, False), ("Blue", 1, True)]
    queries = [way.query for way in (*listed.variants, *listed.sorts)] + [bar.query for bar in listed.bars]
    assert all("variant=kept" in query for query in queries)


@pytest.mark.parametrize(
    "query",
    [
        {"stars": "6"},
        {"stars": "٣"},
        {"stars": "-1", "sort": "'", "page": "9" * 99},
        {"bought": "<script>" * 50},
        {"bought": "\u202e", "page": "²"},
    ],
)
def test_a_query_that_makes_no_sense_makes_no_error(db: None, client: Client, query: dict[str, str]) -> None:
    review = a_review()
    listing = review.listing

    answer = client.get(f"/l/{listing.number}/{listing.slug}/", query)

    assert answer.status_code == 200
    assert "<script>" not in answer.content.decode().partition("<main")[2]


def test_all_reviews_of_a_shop_name_their_things(
    db: None, client: Client, count_queries: Callable[[Callable[[], object]], int]
) -> None:
    review = a_review()
    path = f"/shops/{review.shop.slug}/reviews/"
    cost_of_one = count_queries(lambda: client.get(path))
    for _ in range(4):
        a_review(delivered_line(shop=review.shop))

    text = client.get(path).content.decode()

    assert review.listing.title in text
    assert count_queries(lambda: client.get(path)) == cost_of_one <= 5
    assert "5 reviews" in client.get(f"/shops/{review.shop.slug}/").content.decode()
