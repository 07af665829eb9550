"""What a listing says: words, facts, translations, and that only changes are recorded."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from accounts.models import User
from catalog.events import ListingCreated, ListingEdited
from catalog.models import Listing, ListingFact
from catalog.services import NotReady, WrongFacts, create_listing, edit_listing, translate_listing
from catalog.tests.factories import a_draft, listing_on_sale
from core.events.announcing import Fact
from core.models import Event
from sellers.tests.factories import open_shop
from taxonomy.models import FactKind
from taxonomy.services import define_fact
from taxonomy.tests.factories import a_category, tableware

Announced = Callable[..., list[Fact]]


def facts_of(listing: Listing) -> dict[str, object]:
    return {fact.definition.code: fact.value for fact in listing.facts.select_related("definition", "choice")}


def test_a_listing_begins_as_a_draft_in_the_shops_currency_and_language(db: None, bob: User) -> None:
    shop = open_shop(bob, currency="IDR")

    listing = create_listing(shop, by=bob, category=tableware(), title="  Celadon   cup ")

    assert (listing.status, listing.currency, listing.language) == ("draft", "IDR", shop.language)
    assert (listing.title, listing.slug) == ("Celadon cup", "celadon-cup")
    event = Event.objects.of("listing", listing.pk).get()
    assert (event.name, event.actor) == (ListingCreated.__name__, bob)


def test_an_edit_names_what_changed_and_grows_the_version(db: None, announced: Announced) -> None:
    listing = listing_on_sale()
    seen = len(announced())

    edited = edit_listing(listing, by=None, title="Jade cup", brand="Plered", facts={"colour": "celadon"})

    assert (edited.title, edited.slug, edited.brand) == ("Jade cup", "jade-cup", "Plered")
    assert edited.version > listing.version
    assert announced()[seen:] == [ListingEdited(listing_id=listing.pk, changed=["title", "brand", "facts"])]


def test_the_same_again_changes_and_announces_nothing(db: None, announced: Announced) -> None:
    listing = a_draft(facts={"material": "glass", "capacity": "320", "dishwasher_safe": True, "care": "By hand"})
    seen = len(announced())

    edited = edit_listing(
        listing,
        by=None,
        title=" Celadon cup",
        description="Thrown by hand, fired twice.\r\n",
        facts={"material": "Glass", "capacity": 320, "dishwasher_safe": "yes", "care": " By  hand"},
    )

    assert edited.version == listing.version
    assert announced()[seen:] == []


def test_facts_are_kept_in_their_own_types(db: None) -> None:
    listing = a_draft(
        facts={
            "material": "Porcelain",
            "colour": "celadon",
            "capacity": "320.5",
            "dishwasher_safe": "no",
            "care": "By hand",
        }
    )

    said = facts_of(listing)
    assert str(said.pop("material")) == "Porcelain"
    assert str(said.pop("colour")) == "Celadon"
    assert said == {"capacity": Decimal("320.5"), "dishwasher_safe": False, "care": "By hand"}


@pytest.mark.parametrize(
    ("code", "value", "sentence"),
    [
        ("material", "cheese", "“cheese” is not one of the choices."),
        ("capacity", "a lot", "“a lot” is not a number."),
        ("capacity", "NaN", "“NaN” is not a number."),
        ("capacity", "-3", "This number is out of range."),
        ("capacity", "1e40", "This number is out of range."),
        ("dishwasher_safe", "maybe", "Say yes or no."),
        ("care", "x" * 201, "At most 200 characters."),
        ("horsepower", "3", "This category does not ask for “horsepower”."),
    ],
)
def test_a_fact_that_does_not_fit_is_refused_by_name(db: None, code: str, value: str, sentence: str) -> None:
    listing = a_draft()

    with pytest.raises(WrongFacts) as refusal:
        edit_listing(listing, by=None, title="New", facts={code: value, "colour": "white"})

    assert refusal.value.details["facts"] == {code: sentence}
    listing.refresh_from_db()
    assert listing.title == "Celadon cup"
    assert set(facts_of(listing)) == {"material"}


def test_an_empty_answer_takes_the_old_one_back(db: None) -> None:
    listing = a_draft(facts={"material": "glass", "care": "By hand"})

    edit_listing(listing, by=None, facts={"care": ""})

    assert set(facts_of(listing)) == {"material"}


def test_another_category_forgets_what_it_does_not_ask(db: None) -> None:
    listing = a_draft(facts={"material": "glass", "colour": "white"})
    lamps = a_category("lamps", name="Lamps")
    define_fact(lamps, code="wattage", label="Wattage", kind=FactKind.NUMBER)

    edit_listing(listing, by=None, category=lamps, facts={"wattage": 40})

    assert facts_of(listing) == {"wattage": 40}


@pytest.mark.parametrize("change", [{"description": ""}, {"facts": {"material": ""}}])
def test_a_public_listing_stays_complete(db: None, change: dict[str, object]) -> None:
    listing = listing_on_sale()

    with pytest.raises(NotReady):
        edit_listing(listing, by=None, **change)  # type: ignore[arg-type]

    listing.refresh_from_db()
    assert listing.description == "Thrown by hand, fired twice."
    assert set(facts_of(listing)) == {"material"}


def test_a_fact_has_exactly_one_value(db: None) -> None:
    listing = a_draft()

    for columns in ({"text": "x", "number": 3}, {"text": "", "number": None, "choice": None}):
        with pytest.raises(IntegrityError), transaction.atomic():
            ListingFact.objects.filter(listing=listing).update(**columns)


def test_readers_of_another_language_see_its_title(db: None) -> None:
    listing = listing_on_sale()

    translate_listing(listing, by=None, language="id", title="Cangkir seladon", description="Buatan tangan.")

    assert Listing.objects.in_language("id").get().shown_title == "Cangkir seladon"
    assert Listing.objects.in_language("de").get().shown_title == "Celadon cup"
    assert Listing.objects.get().shown_title == "Celadon cup"
    assert Listing.objects.get().version > listing.version


def test_translating_into_its_own_language_is_an_edit_and_the_same_again_is_nothing(db: None) -> None:
    listing = a_draft()

    edited = translate_listing(listing, by=None, language=listing.language, title="Jade cup", description="New.")
    translate_listing(listing, by=None, language="id", title="Cangkir")
    version = Listing.objects.get().version
    translate_listing(listing, by=None, language="id", title="Cangkir")

    assert (edited.title, edited.texts.count()) == ("Jade cup", 1)
    assert Listing.objects.get().version == version
