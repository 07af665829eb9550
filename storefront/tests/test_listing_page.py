"""One thing on sale, and what stands there when it no longer is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from catalog import services
from catalog.models import Listing
from catalog.services import VariantDraft
from catalog.tests.factories import a_draft, a_photo, listing_on_sale, paused_listing, retracted_listing, the_variant
from core import clock
from core.money import Money
from reviews.tests.factories import a_review, delivered_line
from sellers.models import SellerKind, Shop
from sellers.services import away_shop, close_shop, suspend_seller
from sellers.tests.factories import a_reviewer
from storefront.tests.factories import NAUGHTY, euro_shop

EUR_12 = Money(1200, "EUR")


def address(listing: Listing) -> str:
    return reverse("storefront:listing", args=[listing.number, listing.slug])


def shown(listing: Listing, query: str = "", **headers: str) -> str:
    answer = Client().get(address(listing) + query, headers=headers)
    assert answer.status_code == 200
    return answer.text


def test_it_says_what_it_is_and_what_is_promised(db: None) -> None:
    shop = euro_shop(name="Clay and Fire")
    cup = listing_on_sale(
        shop, title="Celadon cup", price="12.50", brand="Plered", model="C 12", facts={"material": "stoneware"}
    )

    text = shown(cup)

    for words in ("Celadon cup", "€12.50", "Plered", "C 12", "Stoneware", "Thrown by hand", "Arrives", "Returns"):
        assert words in text
    assert reverse("storefront:shop", args=[shop.slug]) in text
    assert "PT Tanah Liat Nusantara" in text
    assert "We did not visit the address" in text
    assert f'value="{the_variant(cup).pk}"' in text


def test_a_wrong_or_missing_title_in_the_address_is_corrected(db: None) -> None:
    cup = listing_on_sale(title="Celadon cup")

    for wrong in (f"/l/{cup.number}/", f"/l/{cup.number}/old-title/"):
        answer = Client().get(wrong)
        assert (answer.status_code, answer["Location"]) == (301, address(cup))


def test_titles_in_other_scripts_have_an_address(db: None) -> None:
    assert "青瓷杯" in shown(listing_on_sale(title="青瓷杯"))
    assert "!!!" in shown(listing_on_sale(title="!!!"))


def test_unknown_numbers_and_drafts_do_not_exist(db: None) -> None:
    assert Client().get("/l/0000-0000/x/").status_code == 404
    assert Client().get(address(a_draft(title="A secret draft"))).status_code == 404


def variants(*stocks: int) -> list[VariantDraft]:
    colours = ("Red", "Blue", "Green")
    return [
        VariantDraft(Money(1000 + 100 * place, "EUR"), sku=f"S-{place}", options=[("Colour", colour)], stock=stock)
        for place, (colour, stock) in enumerate(zip(colours, stocks, strict=False))
    ]


def test_a_variant_is_chosen_by_a_link(db: None) -> None:
    cup = listing_on_sale(euro_shop(), variants=variants(5, 5, 0))

    first, second = shown(cup), shown(cup, "?variant=S-1")

    assert 'href="?variant=S-1"' in first
    assert '<p class="price big">€10.00</p>' in first
    assert '<p class="price big">€11.00</p>' in second
    assert f'value="{cup.variants.get(sku="S-1").pk}"' in second
    assert "(sold out)" in first


def test_an_unknown_variant_is_the_first(db: None) -> None:
    cup = listing_on_sale(euro_shop(), variants=variants(5, 5))

    assert '<p class="price big">€10.00</p>' in shown(cup, "?variant=%01nothing")


def test_htmx_gets_the_offer_alone(db: None) -> None:
    cup = listing_on_sale(euro_shop(), variants=variants(5, 5))

    part = shown(cup, "?variant=S-1", **{"HX-Request": "true", "HX-Target": "offer"})

    assert "€11.00" in part
    assert "<html" not in part
    assert 'id="offer"' in part


def test_what_is_sold_out_says_so_and_cannot_be_bought(db: None) -> None:
    cup = listing_on_sale(stock=0)

    text = shown(cup)

    assert "Sold out" in text
    assert "The shop may get more." in text
    assert "if you buy it today" not in text
    assert reverse("orders:basket_add") not in text


def test_another_variant_may_still_be_there(db: None) -> None:
    cup = listing_on_sale(euro_shop(), variants=variants(0, 5))

    assert "Perhaps another variant?" in shown(cup, "?variant=S-0")
    assert "Sold out" not in shown(cup)


def test_the_last_ones_are_counted(db: None) -> None:
    assert "Only 2 left." in shown(listing_on_sale(stock=2))
    assert "left." not in shown(listing_on_sale(stock=4))


def test_the_price_tells_its_history(db: None, at: Any) -> None:
    begin = datetime(2026, 1, 10, tzinfo=UTC)
    with at(begin):
        shop = euro_shop()
        cup = listing_on_sale(shop, price="10.00")
        assert "What it cost before" not in shown(cup)
    with at(begin + timedelta(days=50)):
        services.set_price(the_variant(cup), price=Money(800, "EUR"), by=None)
    with at(begin + timedelta(days=60)):
        services.set_price(the_variant(cup), price=EUR_12, by=None)
        text = shown(cup)
        assert "Lowest price of the last 30 days: €8.00" in text
        assert "What it cost before" in text
        assert "€10.00" in text
    with at(begin + timedelta(days=120)):
        assert "Lowest price of the last 30 days: €12.00" in shown(cup)


def test_photos_can_be_chosen_without_a_script(db: None) -> None:
    cup = listing_on_sale()
    assert 'href="#photo-2"' not in shown(cup)
    a_photo(cup)

    text = shown(cup)

    assert 'href="#photo-2"' in text
    assert 'id="photo-2"' in text


def test_the_average_stands_with_the_number_behind_it(db: None) -> None:
    review = a_review(rating=4, text="Heavier than I thought, and lovelier.")

    text = shown(review.listing)

    assert "<b>4.0</b> of 5" in text
    assert "1 review from a buyer" in text
    assert "Heavier than I thought" in text


def test_private_sellers_are_named_as_such_and_keep_their_address(db: None) -> None:
    shop = euro_shop(kind=SellerKind.PRIVATE_PERSON, legal_name="Budi Santoso", registration_number="")
    text = shown(listing_on_sale(shop))

    assert "A private person sells this" in text
    for secret in ("Budi Santoso", "Jalan Kemang", "halo@tanahliat.example", "+62 21"):
        assert secret not in text


# --- No longer on sale


def test_a_retracted_listing_leaves_its_tombstone(db: None) -> None:
    gone = retracted_listing(title="Stolen cup")

    answer = Client().get(address(gone))

    assert answer.status_code == 410
    assert "Stolen cup" in answer.text
    assert "It was not ours to sell." in answer.text
    assert reverse("orders:basket_add") not in answer.text


def close(shop: Shop, owner: User) -> None:
    close_shop(shop, by=owner)


def suspend(shop: Shop, owner: User) -> None:
    suspend_seller(shop.seller, by=a_reviewer(), because="The register says that the company is dissolved.")


@pytest.mark.parametrize(
    ("happens", "status", "words"),
    [
        (close, 410, "closed for good"),
        (lambda shop, owner: away_shop(shop, by=owner), 404, "taking a break"),
        (suspend, 404, "may not sell here"),
    ],
)
def test_what_becomes_of_the_shop_is_said_at_once(
    bob: User, happens: Callable[[Shop, User], object], status: int, words: str
) -> None:
    cup = listing_on_sale(euro_shop(bob))
    assert Client().get(address(cup)).status_code == 200
    happens(cup.shop, bob)

    answer = Client().get(address(cup))

    assert answer.status_code == status
    assert words in answer.text
    assert reverse("orders:basket_add") not in answer.text
    # Why somebody was suspended is between them and the market.
    assert "dissolved" not in answer.text


def test_an_approval_that_ran_out_takes_it_off_sale(db: None, at: Any) -> None:
    cup = listing_on_sale()

    with at(clock.now() + timedelta(days=400)):
        answer = Client().get(address(cup))

    assert answer.status_code == 404
    assert "does not hold" in answer.text


def test_a_paused_listing_may_be_back(db: None) -> None:
    answer = Client().get(address(paused_listing()))

    assert answer.status_code == 404
    assert "may be back later" in answer.text


@pytest.mark.parametrize("words", NAUGHTY)
def test_whatever_people_type_stays_text(bob: User, words: str) -> None:
    shop = euro_shop(bob, about=words)
    cup = listing_on_sale(
        shop,
        title=words,
        description=words,
        brand=words[:80],
        model=words[:80],
        facts={"material": "stoneware", "care": words},
        variants=[
            VariantDraft(EUR_12, sku=words[:60], options=[(words[:40], words[:60])], stock=1),
            VariantDraft(EUR_12, sku="other", options=[(words[:40], "other")], stock=1),
        ],
    )

    for text in (shown(cup), shown(cup, "?variant=other")):
        assert "<script>alert" not in text
        assert "<img src=x" not in text
        assert ">14<" not in text
    services.retract_listing(cup, by=bob, because=words)
    assert "<script>alert" not in Client().get(address(cup)).text


def test_it_costs_the_same_for_one_of_everything_as_for_many(
    db: None, count_queries: Callable[[Callable[[], object]], int]
) -> None:
    shop = euro_shop()
    cup = listing_on_sale(shop, facts={"material": "glass"}, variants=variants(20))
    a_review(delivered_line(shop=shop, variant=the_variant(cup)))
    cost_of_one = count_queries(lambda: shown(cup))
    for number in range(50):
        options = [("Colour", f"Shade {number}")]
        services.add_variant(cup, VariantDraft(EUR_12, options=options, stock=50), by=None)
    for _photo in range(10):
        a_photo(cup)
    for _review in range(8):
        a_review(delivered_line(shop=shop, variant=the_variant(cup)))
    services.edit_listing(cup, facts={"material": "glass", "colour": "white", "capacity": "320"}, by=None)

    assert count_queries(lambda: shown(cup)) == cost_of_one <= 8
