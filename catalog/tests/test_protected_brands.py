"""A protected brand is offered by whom it belongs to and by whom they authorised, by every door and at every moment."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from catalog.invariants import listings_know_their_brands, only_the_authorised_offer_brands
from catalog.models import Listing, Variant
from catalog.services import (
    BrandNotAuthorised,
    NotOnSale,
    edit_listing,
    pause_listing,
    publish_listing,
    reserve_stock,
    resolve_brands,
)
from catalog.tests.factories import a_draft, a_photo, listing_on_sale, the_variant
from catalog.tests.imports import CUP, as_csv, taken_in
from core import clock
from orders.services import add_to_basket, open_basket
from orders.services.baskets import NoLongerOffered
from sellers.models import BrandAuthorisation, Shop
from sellers.services import expire_authorisations, revoke_authorisation
from sellers.tests.brands import a_protected_brand, authorised
from sellers.tests.factories import a_reviewer, open_shop
from taxonomy.models import Brand
from taxonomy.services import register_brand, save_brand


@pytest.fixture
def brand(db: None) -> Brand:
    return a_protected_brand("Hoshi")


@pytest.fixture
def shop(bob: User) -> Shop:
    return open_shop(bob, currency="EUR")


def held_by(shop: Shop) -> BrandAuthorisation:
    return BrandAuthorisation.objects.get(seller=shop.seller, status="granted")


def test_without_authorisation_nothing_of_it_is_published(brand: Brand, shop: Shop, bob: User) -> None:
    draft = a_draft(shop, brand="ＨОSHI")  # wide letters, and a Cyrillic О
    a_photo(draft)

    with pytest.raises(BrandNotAuthorised, match="not authorised"):
        publish_listing(draft, by=bob)
    authorised(shop, brand)
    publish_listing(draft, by=bob)

    assert Listing.objects.on_sale().get() == draft


def test_a_listing_on_sale_does_not_become_one_of_the_brand(brand: Brand, shop: Shop, bob: User) -> None:
    listing = listing_on_sale(shop, brand="Nobody's")

    with pytest.raises(BrandNotAuthorised):
        edit_listing(listing, by=bob, brand="hoshi")
    listing.refresh_from_db()
    assert (listing.brand, listing.protected_brand) == ("Nobody's", None)

    pause_listing(listing, by=bob)
    assert edit_listing(listing, by=bob, brand="hoshi").protected_brand == brand
    with pytest.raises(BrandNotAuthorised):
        publish_listing(listing, by=bob)
    assert edit_listing(listing, by=bob, brand="Other").protected_brand is None


def test_no_other_door_lets_it_in(brand: Brand, shop: Shop, bob: User) -> None:
    draft = a_draft(shop, brand="Hoshi")
    a_photo(draft)
    browser = Client()
    browser.force_login(bob)

    page = browser.post(reverse("catalog:listing_publish", args=[shop.slug, draft.number]), follow=True)
    call = browser.post(reverse("api:desk-listing-publish", args=[shop.slug, draft.number]))
    public = listing_on_sale(shop, external_ref="cup")
    taken = taken_in(shop, bob, as_csv([CUP | {"brand": "Hoshi"}]))

    assert "is a protected brand" in page.text
    assert (call.status_code, call.json()["code"]) == (409, "catalog.brand_not_authorised")
    assert "protected brand" in str(taken.rows.get().sentence)
    public.refresh_from_db()
    assert (public.brand, public.protected_brand) == ("", None)
    assert not Listing.objects.exclude(protected_brand=None).exclude(status="draft").exists()


def test_what_lapses_is_off_sale_at_that_moment_and_comes_back(
    brand: Brand, shop: Shop, at: Callable[[datetime], Any]
) -> None:
    authorised(shop, brand)
    listing = listing_on_sale(shop, brand="Hoshi")
    end = clock.now() + timedelta(minutes=5)
    BrandAuthorisation.objects.filter(seller=shop.seller).update(valid_until=end)
    basket, _token = open_basket(None)
    page = reverse("storefront:listing", args=[listing.number, listing.slug])
    home = reverse("storefront:home")

    with at(end - timedelta(seconds=1)):
        assert Listing.objects.on_sale().exists()
        assert Variant.objects.on_sale().exists()
        assert Listing.objects.for_sale_in_open_shops().exists()
        assert "Celadon cup" in Client().get(page).text
        assert "Celadon cup" in Client().get(home).text
        add_to_basket(basket, the_variant(listing), quantity=1)
    with at(end):
        assert not Listing.objects.on_sale().exists()
        assert not Variant.objects.on_sale().exists()
        assert not Listing.objects.for_sale_in_open_shops().exists()
        assert Client().get(page).status_code == 404
        assert "Celadon cup" not in Client().get(home).text
        with pytest.raises(NotOnSale):
            reserve_stock({the_variant(listing).pk: 1})
        with pytest.raises(NoLongerOffered):
            add_to_basket(basket, the_variant(listing), quantity=1)
        assert expire_authorisations() == 1
        assert list(only_the_authorised_offer_brands()) == []
        authorised(shop, brand)
        assert Client().get(page).status_code == 200


def test_what_is_taken_away_is_off_sale_at_once(brand: Brand, shop: Shop) -> None:
    authorised(shop, brand)
    listing = listing_on_sale(shop, brand="Hoshi")

    revoke_authorisation(held_by(shop), by=a_reviewer(), because="The contract ended.")

    assert not Listing.objects.on_sale().exists()
    with pytest.raises(NotOnSale):
        reserve_stock({the_variant(listing).pk: 1})
    browser = Client()
    browser.force_login(shop.memberships.get().user)
    workshop = browser.get(reverse("catalog:listing_edit", args=[shop.slug, listing.number]))
    assert "“Hoshi” is a protected brand" in workshop.text


def test_a_brand_that_becomes_protected_is_found_among_what_is_there(shop: Shop) -> None:
    for word in ("Mizu", "MIZU ", "Mizu Ltd", "other", ""):
        listing_on_sale(shop, brand=word)
    mizu = register_brand("Mizu", by=None)
    assert resolve_brands() == 0

    mizu.is_protected, mizu.aliases = True, ["Mizu Ltd."]
    save_brand(mizu, by=None)
    assert resolve_brands() == 3
    assert sorted(Listing.objects.on_sale().values_list("brand", flat=True)) == ["", "other"]

    mizu.aliases = []
    save_brand(mizu, by=None)
    assert (resolve_brands(), resolve_brands()) == (1, 0)
    with clock.at(clock.now() + timedelta(hours=2)):
        assert list(listings_know_their_brands()) == []
        Listing.objects.filter(brand="other").update(protected_brand=mizu)
        assert len(list(listings_know_their_brands())) == 1


def test_the_owner_offers_it_and_a_page_costs_the_same_for_many_brands(shop: Shop) -> None:
    def cost() -> int:
        with CaptureQueriesContext(
            connection,
        ) as asked:
            list(Listing.objects.on_sale().with_card())
        return len(asked)

    authorised(shop, a_protected_brand("One"))
    listing_on_sale(shop, brand="One")
    before = cost()
    for name in ("Two", "Three", "Four"):
        authorised(shop, a_protected_brand(name))
        listing_on_sale(shop, brand=name)

    assert cost() == before == 1
    assert Listing.objects.on_sale().count() == 4
