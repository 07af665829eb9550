"""The seller's page of one listing, door by door; and that nobody else comes through any of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from accounts.models import User
from catalog.models import Listing, ListingFact, Photo, Variant
from catalog.services import VariantDraft, add_photo, process_photo, receive_stock, reserve_stock, set_price
from catalog.states import ListingStatus, PhotoStatus
from catalog.tests.factories import a_draft, a_photo, listing_on_sale, picture_bytes, the_variant
from core.money import Money
from sellers.models import Shop
from sellers.tests.factories import open_shop
from taxonomy.tests.factories import a_category, tableware

As = Callable[[User], Client]


@pytest.fixture
def shop(bob: User) -> Shop:
    return open_shop(bob, currency="EUR")


def address(listing: Listing, door: str = "edit", **more: str) -> str:
    name = door if door.startswith("photo") else f"listing_{door}"
    return reverse(f"catalog:{name}", kwargs={"shop": listing.shop.slug, "number": listing.number, **more})


def text_of(response: Any) -> str:
    return str(response.content.decode())


def rows_of(listing: Listing, client: Client) -> dict[str, Any]:
    """What a browser would send back of the variants' table, untouched."""
    formset = client.get(address(listing)).context["formset"]
    sent: dict[str, Any] = {
        "variants-TOTAL_FORMS": len(formset.forms),
        "variants-INITIAL_FORMS": formset.initial_form_count(),
    }
    for form in formset:
        for field in form:
            value = field.value()
            shown = field.field.prepare_value(value) if hasattr(field.field, "prepare_value") else value
            if field.name == "is_active":
                sent |= {field.html_name: "on", field.html_initial_name: "True"} if value else {}
                continue
            sent[field.html_name] = "" if shown is None else shown
            if field.field.show_hidden_initial:
                sent[field.html_initial_name] = sent[field.html_name]
    return sent


NEW = {
    "category": "kitchen/tableware",
    "title": "Celadon cup",
    "description": "Thrown by hand.",
    "brand": "Plered",
    "model": "",
    "condition": "new",
    "price": "12,50",
    "stock": "4",
}


def test_a_new_listing_is_a_draft_with_its_first_variant(as_: As, bob: User, shop: Shop) -> None:
    tableware()

    response = as_(bob).post(f"/desk/{shop.slug}/listings/new/", NEW)

    listing = Listing.objects.get()
    assert response.headers["Location"] == address(listing)
    assert (listing.status, listing.category.path) == (ListingStatus.DRAFT, "kitchen/tableware")
    assert (the_variant(listing).price, the_variant(listing).on_hand) == (Money(1250, "EUR"), 4)


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("title", "", "This field is required."),
        ("category", "", "This field is required."),
        ("category", "kitchen", "Select a valid choice."),
        ("price", "free", "“free” is not an amount."),
        ("price", "0", "A price is above zero."),
        ("price", "1.234", "EUR has at most 2 decimals."),
        ("stock", "-1", "Ensure this value is greater than or equal to 0."),
        ("condition", "broken", "Select a valid choice."),
    ],
)
def test_what_does_not_fit_is_said_beside_the_field_and_what_was_typed_stays(
    as_: As, bob: User, shop: Shop, field: str, value: str, sentence: str
) -> None:
    tableware()

    response = as_(bob).post(f"/desk/{shop.slug}/listings/new/", NEW | {field: value, "brand": "Kept brand"})

    assert any(sentence in error for error in response.context["form"].errors[field])
    assert "Kept brand" in text_of(response)
    assert not Listing.objects.exists()


def test_the_page_asks_what_the_category_asks(as_: As, bob: User, shop: Shop) -> None:
    listing = a_draft(shop, facts={"material": "glass", "capacity": 300})

    response = as_(bob).get(address(listing))

    labels = [field.label for field in response.context["form"].fact_fields]
    assert labels == ["Colour", "Material", "Capacity (ml)", "Dishwasher safe", "Care"]
    assert [field.value() for field in response.context["form"].fact_fields] == [None, "glass", "300", None, None]
    assert "Add a photo." in text_of(response)


def test_words_and_facts_are_kept(as_: As, bob: User, shop: Shop) -> None:
    listing = a_draft(shop)
    words = {name: NEW[name] for name in ("category", "description", "brand", "model", "condition")}

    response = as_(bob).post(
        address(listing), words | {"title": "Jade cup", "fact_material": "porcelain", "fact_capacity": "250"}
    )

    assert response.status_code == 302
    listing.refresh_from_db()
    assert (listing.title, listing.brand) == ("Jade cup", "Plered")
    facts = ListingFact.objects.select_related("definition", "choice")
    assert {fact.definition.code: str(fact.value) for fact in facts} == {"material": "Porcelain", "capacity": "250"}


def test_a_refused_fact_is_said_beside_its_field(as_: As, bob: User, shop: Shop) -> None:
    listing = listing_on_sale(shop)
    words = {name: NEW[name] for name in ("category", "title", "description", "condition")}
    client = as_(bob)

    wrong = client.post(address(listing), words | {"fact_material": "glass", "fact_capacity": "much"})
    missing = client.post(address(listing), words | {"fact_material": ""})

    assert "Enter a number." in wrong.context["form"].errors["fact_capacity"]
    assert "Say this: Material." in missing.context["form"].non_field_errors()
    assert {fact.choice.code for fact in ListingFact.objects.select_related("choice") if fact.choice} == {"stoneware"}


def test_another_category_asks_other_questions_on_the_next_page(as_: As, bob: User, shop: Shop) -> None:
    listing = a_draft(shop)
    a_category("lamps", name="Lamps")
    words = {name: NEW[name] for name in ("title", "description", "condition")}
    client = as_(bob)

    client.post(address(listing), words | {"category": "lamps", "fact_material": "glass"})

    assert Listing.objects.get().category.path == "lamps"
    assert client.get(address(listing)).context["form"].fact_fields == []


def test_stock_changes_by_what_arrived_and_what_is_gone(as_: As, bob: User, shop: Shop) -> None:
    listing = a_draft(shop, stock=5)
    client = as_(bob)
    sent = rows_of(listing, client)

    client.post(
        address(listing, "variants"),
        sent | {"variants-0-received": "10", "variants-0-written_off": "2", "variants-0-reason": "cracked"},
    )

    variant = the_variant(listing)
    assert (variant.on_hand, variant.received, variant.written_off) == (13, 15, 2)


def test_two_pages_open_at_once_do_not_undo_each_other(as_: As, bob: User, shop: Shop) -> None:
    listing = listing_on_sale(shop, stock=5)
    variant, client = the_variant(listing), as_(bob)
    sent = rows_of(listing, client)
    # Meanwhile a colleague changes the price and takes in units, and a shopper reserves one.
    set_price(variant, price=Money(2000, "EUR"), by=None)
    receive_stock(variant, quantity=7, by=None)
    reserve_stock({variant.pk: 1})

    client.post(address(listing, "variants"), sent | {"variants-0-received": "1"})

    variant.refresh_from_db()
    assert (variant.price, variant.on_hand, variant.reserved) == (Money(2000, "EUR"), 12, 1)


def test_variants_are_added_changed_and_withdrawn_in_one_table(as_: As, bob: User, shop: Shop) -> None:
    listing = a_draft(shop, variants=[VariantDraft(Money(900, "EUR"), "A", [("Size", "S")], 1)])
    client = as_(bob)
    sent = rows_of(listing, client)

    response = client.post(
        address(listing, "variants"),
        sent
        | {
            "variants-0-price": "9.50",
            "variants-1-options": "Size: L; Colour: Jade",
            "variants-1-price": "14",
            "variants-1-sku": "B",
            "variants-1-received": "3",
        },
    )

    assert response.status_code == 302
    said = {(each.sku, each.label, each.price_amount, each.on_hand) for each in Variant.objects.all()}
    assert said == {("A", "S", 950, 1), ("B", "L / Jade", 1400, 3)}

    sent = rows_of(listing, client)
    del sent["variants-0-is_active"]
    client.post(address(listing, "variants"), sent)
    assert list(listing.variants.offered().values_list("sku", flat=True)) == ["B"]


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"variants-0-price": "free"}, "is not an amount"),
        ({"variants-0-options": "Celadon"}, "Write options like"),
        ({"variants-0-written_off": "1"}, "Say why they are gone."),
        ({"variants-0-written_off": "99", "variants-0-reason": "x"}, "Fewer units than that are on hand."),
        ({"variants-1-options": "Size: L"}, "A variant needs a price."),
        ({"variants-1-price": "9", "variants-1-options": "Size: S"}, "Two variants would both be"),
        ({"variants-0-key": "999999"}, "This variant belongs to another listing."),
    ],
)
def test_a_refused_row_changes_nothing_at_all(
    as_: As, bob: User, shop: Shop, change: dict[str, str], sentence: str
) -> None:
    listing = a_draft(shop, variants=[VariantDraft(Money(900, "EUR"), "A", [("Size", "S")], 1)])
    client = as_(bob)

    response = client.post(address(listing, "variants"), rows_of(listing, client) | change)

    assert sentence in text_of(response)
    assert list(Variant.objects.values_list("sku", "label", "price_amount", "on_hand")) == [("A", "S", 900, 1)]


def test_publishing_pausing_and_retracting(as_: As, bob: User, shop: Shop) -> None:
    listing = a_draft(shop)
    client = as_(bob)

    assert "Add a photo." in text_of(client.post(address(listing, "publish"), follow=True))
    a_photo(listing)
    client.post(address(listing, "publish"))
    assert Listing.objects.get().status == ListingStatus.PUBLISHED
    client.post(address(listing, "pause"))
    assert Listing.objects.get().status == ListingStatus.PAUSED
    assert "This field is required." in text_of(client.post(address(listing, "retract"), {"because": ""}))
    client.post(address(listing, "retract"), {"because": "The glaze holds lead."})
    assert Listing.objects.get().status == ListingStatus.RETRACTED
    page = text_of(client.get(address(listing)))
    assert "The glaze holds lead." in page
    assert f"{address(listing)}publish/" not in page
    assert f"{address(listing)}variants/" not in page


def test_photos_are_taken_one_by_one_and_refused_with_their_name(as_: As, bob: User, shop: Shop) -> None:
    listing = a_draft(shop)
    good = SimpleUploadedFile("cup.png", picture_bytes(), "image/png")
    bad = SimpleUploadedFile("<b>evil</b>.png", b"<svg onload=alert(1)>", "image/png")

    response = as_(bob).post(address(listing, "photo_add"), {"photos": [good, bad], "alt": "A cup"}, follow=True)

    photo = Photo.objects.get()
    assert (photo.status, photo.alt, photo.original_name) == (PhotoStatus.WAITING, "A cup", "cup.png")
    page = text_of(response)
    assert "1 photo is being prepared." in page
    assert "use JPEG, PNG, WebP or AVIF" in page
    assert "<b>evil" not in page
    assert 'hx-trigger="every 3s, uploaded from:body"' in page


def test_an_upload_without_a_file_is_refused(as_: As, bob: User, shop: Shop) -> None:
    response = as_(bob).post(address(a_draft(shop), "photo_add"), {"alt": "A cup"})

    assert "photos" in response.context["upload"].errors


def test_a_script_hears_of_each_photo_for_itself(as_: As, bob: User, shop: Shop) -> None:
    listing = a_draft(shop)
    client = as_(bob)

    def said(file: object) -> tuple[int, str]:
        response = client.post(address(listing, "photo_add"), {"photos": file}, headers={"Accept": "application/json"})
        return response.status_code, response.json()["refused"]

    content = picture_bytes()
    assert said(SimpleUploadedFile("cup.png", content)) == (200, "")
    assert said(SimpleUploadedFile("cup.png", content)) == (422, "This photo is there already.")
    assert said(SimpleUploadedFile("cup.png", b"")) == (422, "The submitted file is empty.")
    assert "not a photo" in said(SimpleUploadedFile("cup.png", b"<svg/>"))[1]
    # Said once, to the script: the next page does not say it again.
    assert "not a photo" not in text_of(client.get(address(listing, "edit")))


def test_a_photo_that_waits_or_was_refused_says_so_and_what_to_do(as_: As, bob: User, shop: Shop) -> None:
    listing = a_draft(shop)
    add_photo(listing, content=picture_bytes(), name="waiting.png", by=bob)
    torn = picture_bytes(kind="JPEG", size=(90, 90))[:-600]
    process_photo(add_photo(listing, content=torn, name="torn.jpg", by=bob))

    page = text_of(as_(bob).get(address(listing, "edit")))

    assert "being prepared" in page
    assert "<bdi>torn.jpg</bdi>: This photo is damaged and cannot be read." in page
    assert "Choose it again, or another" in page


def test_photos_are_described_moved_and_removed(as_: As, bob: User, shop: Shop) -> None:
    listing = a_draft(shop)
    first, second, third = (a_photo(listing) for _photo in range(3))
    client = as_(bob)

    client.post(address(listing, "photo_describe", code=first.original_digest), {"alt": " The  rim "})
    client.post(address(listing, "photo_move", code=third.original_digest), {"earlier": "1"})
    assert [photo.pk for photo in listing.photos.in_order()] == [first.pk, third.pk, second.pk]
    client.post(address(listing, "photo_move", code=second.original_digest), {"first": "1"})
    assert [photo.pk for photo in listing.photos.in_order()] == [second.pk, first.pk, third.pk]
    client.post(address(listing, "photo_remove", code=second.original_digest))

    assert [(photo.pk, photo.alt) for photo in listing.photos.in_order()] == [(first.pk, "The rim"), (third.pk, "")]
    assert text_of(client.get(address(listing, "photos"))).count("<li>") == 2


def test_words_in_another_language(as_: As, bob: User, shop: Shop) -> None:
    listing = a_draft(shop)
    client = as_(bob)
    door = address(listing, "words", language="id")

    assert "Bahasa Indonesia" in text_of(client.get(door))
    client.post(door, {"title": "Cangkir seladon", "description": "Buatan tangan."})

    assert listing.texts.get().title == "Cangkir seladon"
    assert "Cangkir seladon" in text_of(client.get(door))
    assert client.get(address(listing, "words", language="tlh")).status_code == 302


DOORS = ["edit", "variants", "publish", "pause", "retract", "photo_add"]


@pytest.mark.parametrize("door", DOORS)
def test_the_wrong_person_changes_nothing_through_any_door(
    as_: As, client: Client, alice: User, carol: User, mallory: User, shop: Shop, door: str
) -> None:
    listing = listing_on_sale(shop)
    open_shop(carol, name="Next door", currency="EUR")
    data = {"title": "Stolen", "because": "x", "photos": SimpleUploadedFile("x.png", picture_bytes())}

    for person in (alice, carol, mallory):
        assert as_(person).post(address(listing, door), data).status_code == 404
    assert client.post(address(listing, door), data).status_code == 302
    # Nor through the door of a shop of one's own.
    stranger = as_(carol)
    assert stranger.post(address(listing, door).replace(shop.slug, "next-door"), data).status_code == 404

    before = (listing.title, listing.status, listing.version)
    listing.refresh_from_db()
    assert (listing.title, listing.status, listing.version) == before
    assert Photo.objects.count() == 1


@pytest.mark.parametrize("door", ["photo_remove", "photo_move", "photo_describe"])
def test_the_wrong_person_does_nothing_to_a_photo(as_: As, mallory: User, bob: User, shop: Shop, door: str) -> None:
    listing = a_draft(shop)
    photo = a_photo(listing)
    another = a_photo(a_draft(shop, title="Another"))

    assert as_(mallory).post(address(listing, door, code=photo.original_digest)).status_code == 404
    assert as_(bob).post(address(listing, door, code=another.original_digest)).status_code == 404
    assert Photo.objects.count() == 2


def test_the_page_costs_the_same_for_many_variants_and_photos(
    as_: As, bob: User, shop: Shop, count_queries: Callable[[Callable[[], Any]], int]
) -> None:
    client = as_(bob)
    small = a_draft(shop, variants=[VariantDraft(Money(900, "EUR"), options=[("Size", "S")])])
    a_photo(small)
    many = a_draft(shop, variants=[VariantDraft(Money(900, "EUR"), options=[("Size", str(n))]) for n in range(6)])
    for _photo in range(4):
        a_photo(many)

    cost = count_queries(lambda: client.get(address(small)))

    assert count_queries(lambda: client.get(address(many))) == cost
    assert cost <= 24
