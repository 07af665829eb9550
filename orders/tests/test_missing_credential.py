"""
While a required credential is missing a seller publishes, sells and is paid nothing, by whatever door somebody comes.

One test for each door. What is missing is the licence that the thing's category needs; what is needed for selling at
all goes into the same conditions (catalog/tests/test_credentials_on_sale.py).
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from accounts.models import User
from accounts.roles import Role
from accounts.tests.factors import with_second_factor
from catalog.models import Listing, Variant
from catalog.services import edit_listing, pause_listing, retract_listing
from catalog.services.listings import restore_listing
from catalog.states import ListingStatus
from catalog.tests.factories import picture_bytes
from catalog.tests.imports import CUP, as_csv, as_zip, taken_in
from core.errors import DomainError
from orders.models import BasketLine, Order, Purchase
from orders.services import cancel_purchase, complete_purchase, start_paying
from orders.states import CancelledBecause, PurchaseStatus
from orders.tests.factories import basket_with, captured_payment, on_sale, place, placed_purchase
from orders.tests.test_checkout_page import place as send_checkout
from orders.tests.test_checkout_page import put, review
from payments.models import Payment
from sellers.models import Requirement, Shop
from sellers.services import renew_approval, suspend_seller
from sellers.tests.factories import a_reviewer, open_shop, reinstated
from sellers.tests.vetting_factories import a_licence, held
from sellers.vetting.services import expire_credentials, work_out_all_ends
from taxonomy.models import Category
from taxonomy.tests.factories import a_category, tableware

As = Callable[[User], Client]
_count = count(1)


@pytest.fixture
def shop(bob: User) -> Shop:
    return open_shop(with_second_factor(bob), currency="EUR")


def ask(category: Category) -> Requirement:
    """From this moment on nobody sells in the category without a licence."""
    licence = a_licence(category)
    work_out_all_ends()
    return licence


def ask_for(variant: Variant) -> Requirement:
    return ask(Category.objects.get(pk=variant.listing.category_id))


def called(program: Client, name: str, body: object = None, **where: str) -> Any:
    """What the API answers; each call under a key of its own."""
    headers = {"Idempotency-Key": f"missing-credential-{next(_count)}"}
    url = reverse(f"api:{name}", kwargs=where)
    return program.post(url, body or {}, content_type="application/json", headers=headers)


def a_paused(shop: Shop) -> Listing:
    """A listing that is complete, and that its shop has taken off sale."""
    return pause_listing(on_sale(shop).listing, by=None)


def is_public(listing: Listing) -> bool:
    return Listing.objects.get(pk=listing.pk).status == ListingStatus.PUBLISHED


# --- Publishing


def test_not_published_on_the_page(as_: As, bob: User, shop: Shop) -> None:
    listing = a_paused(shop)
    licence = ask(listing.category)
    url = f"/desk/{shop.slug}/listings/{listing.number}/publish/"

    answer = as_(bob).post(url, follow=True)
    assert "Permit for food" in answer.text
    assert not is_public(listing)

    held(licence, shop=shop)
    as_(bob).post(url)
    assert is_public(listing)


def test_not_published_by_a_program(as_: As, bob: User, shop: Shop) -> None:
    listing = a_paused(shop)
    licence = ask(listing.category)
    where = {"shop": shop.slug, "number": listing.number}

    answer = called(as_(bob), "desk-listing-publish", **where)
    assert (answer.status_code, answer.json()["code"]) == (409, "catalog.not_ready")
    assert not is_public(listing)

    held(licence, shop=shop)
    called(as_(bob), "desk-listing-publish", **where)
    assert is_public(listing)


def import_by_the_worker(shop: Shop, bob: User, _folder: Path) -> None:
    rows = [CUP | {"images": "https://cdn.example/img/cup.png"}]
    taken_in(shop, bob, as_csv(rows), pictures=as_zip({"cup.png": picture_bytes()}))


def import_by_command(shop: Shop, _bob: User, folder: Path) -> None:
    (folder / "cup.png").write_bytes(picture_bytes())
    (folder / "cups.csv").write_bytes(as_csv([CUP | {"images": "https://cdn.example/img/cup.png"}]))
    call_command("import_catalogue", str(folder / "cups.csv"), "--shop", shop.slug, "--photos", str(folder))


@pytest.mark.parametrize("take_in", [import_by_the_worker, import_by_command])
def test_not_published_by_an_import(
    shop: Shop, bob: User, tmp_path: Path, take_in: Callable[[Shop, User, Path], None]
) -> None:
    licence = ask(tableware())

    take_in(shop, bob, tmp_path)
    assert Listing.objects.get().status == ListingStatus.DRAFT

    Listing.objects.all().delete()
    held(licence, shop=shop)
    take_in(shop, bob, tmp_path)
    assert Listing.objects.get().status == ListingStatus.PUBLISHED


def test_not_on_sale_once_it_is_moved_into_the_category(shop: Shop) -> None:
    """Its words can be changed as ever; it goes off sale with the move."""
    listing, pantry = on_sale(shop).listing, a_category("pantry", name="Pantry")
    licence = ask(pantry)

    edit_listing(Listing.objects.get(pk=listing.pk), by=None, category=pantry)
    assert not Variant.objects.on_sale().exists()

    held(licence, shop=shop)
    assert Variant.objects.on_sale().exists()


# --- What staff and the worker do brings nothing back on sale


def put_back_by_a_moderator(variant: Variant) -> None:
    moderator = a_reviewer(Role.MODERATOR)
    retract_listing(variant.listing, by=moderator, because="A mistake.")
    restore_listing(Listing.objects.get(pk=variant.listing_id), by=moderator, because="It was one.")


def reinstate(variant: Variant) -> None:
    seller = variant.listing.shop.seller
    suspend_seller(seller, by=a_reviewer(), because="A question.")
    reinstated(seller)


def renew(variant: Variant) -> None:
    renew_approval(variant.listing.shop.seller, by=a_reviewer(), because="The register is of this month.")


def sweep(_variant: Variant) -> None:
    expire_credentials()
    work_out_all_ends()


@pytest.mark.parametrize("act", [put_back_by_a_moderator, reinstate, renew, sweep])
def test_not_on_sale_again_by_an_act_of_staff_or_a_task(shop: Shop, act: Callable[[Variant], None]) -> None:
    mug = on_sale(shop)
    ask_for(mug)

    act(Variant.objects.select_related("listing__shop__seller").get(pk=mug.pk))

    assert not Variant.objects.on_sale().exists()


# --- Selling


def test_not_put_into_a_basket(client: Client, shop: Shop) -> None:
    mug = on_sale(shop)
    ask_for(mug)

    client.post("/basket/add/", {"variant": mug.pk, "quantity": 1})
    assert not BasketLine.objects.exists()
    refused = called(client, "basket-lines", {"listing": mug.listing.number, "sku": mug.sku})

    assert refused.json()["code"] == "orders.no_longer_offered"
    assert not BasketLine.objects.exists()


def test_not_bought_from_an_open_basket(client: Client, shop: Shop) -> None:
    mug = on_sale(shop)
    put(client, mug)
    ask_for(mug)

    assert "This is no longer on sale." in client.get("/basket/").text
    assert client.get("/checkout/")["Location"] == "/basket/"


def test_not_bought_when_the_checkout_was_shown_before(client: Client, shop: Shop) -> None:
    mug = on_sale(shop)
    put(client, mug)
    reviewed = review(client)
    ask_for(mug)

    send_checkout(client, reviewed)

    assert not Order.objects.exists()


def test_not_bought_by_a_program(as_: As, alice: User, shop: Shop) -> None:
    mug = on_sale(shop)
    basket_with(mug, user=alice)
    program = as_(alice)
    shown = called(program, "checkout-quote").json()["shown"]
    address = {"full_name": "Alice", "street": "Lane 1", "city": "Berlin", "country": "DE"}
    licence = ask_for(mug)

    assert called(program, "checkout", {"shown": shown, "address": address}).status_code == 409
    assert not Order.objects.exists()

    held(licence, shop=shop)
    shown = called(program, "checkout-quote").json()["shown"]
    assert called(program, "checkout", {"shown": shown, "address": address}).status_code == 201


def test_not_bought_by_the_service(alice: User, shop: Shop) -> None:
    mug = on_sale(shop)
    basket = basket_with(mug, user=alice)
    ask_for(mug)

    with pytest.raises(DomainError):
        place(basket)

    assert not Order.objects.exists()


# --- Being paid


def test_not_paid_on_the_page(as_: As, alice: User, shop: Shop) -> None:
    mug = on_sale(shop)
    purchase = placed_purchase(alice, variant=mug)
    licence = ask_for(mug)
    url = f"/checkout/pay/{purchase.number}/"

    assert "may not sell any more" in as_(alice).post(url, follow=True).text
    assert not Payment.objects.exists()

    held(licence, shop=shop)
    as_(alice).post(url)
    assert Payment.objects.exists()


def test_not_paid_by_a_program(as_: As, alice: User, shop: Shop) -> None:
    mug = on_sale(shop)
    purchase = placed_purchase(alice, variant=mug)
    licence = ask_for(mug)
    program = as_(alice)

    assert called(program, "payment", number=purchase.number).status_code == 409
    assert not Payment.objects.exists()

    held(licence, shop=shop)
    assert called(program, "payment", number=purchase.number).status_code == 200


def test_not_paid_when_it_is_another_thing_of_the_purchase(alice: User, shop: Shop) -> None:
    mug, other = on_sale(shop), on_sale(open_shop(currency="EUR"))
    [purchase] = place(basket_with(mug, other, user=alice))
    Listing.objects.filter(pk=other.listing_id).update(category=tableware())
    ask(tableware())

    with pytest.raises(DomainError):
        start_paying(purchase, return_url="http://localhost:8000/")


def test_not_revived_by_money_that_comes_late(alice: User, shop: Shop) -> None:
    mug = on_sale(shop)
    purchase = placed_purchase(alice, variant=mug)
    captured_payment(purchase)
    cancel_purchase(purchase, because=CancelledBecause.NOT_PAID_IN_TIME)
    ask_for(mug)

    complete_purchase(Purchase.objects.get(pk=purchase.pk))

    assert Purchase.objects.get(pk=purchase.pk).status == PurchaseStatus.CANCELLED
    assert Payment.objects.get().refunds.exists()
