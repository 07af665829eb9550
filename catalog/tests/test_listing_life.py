"""Every status of a listing × every move."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from catalog.events import ListingPaused, ListingPublished, ListingRetracted
from catalog.models import Listing
from catalog.services import NeedsAReason, NotReady, edit_listing, pause_listing, publish_listing, retract_listing
from catalog.states import LISTING_LIFE, PHOTO_LIFE, ListingStatus, PhotoStatus
from catalog.tests.factories import a_draft, a_photo, listing_on_sale, paused_listing, retracted_listing
from core.errors import ImpossibleMove
from core.events.announcing import Fact

Announced = Callable[..., list[Fact]]


def complete_draft() -> Listing:
    listing = a_draft()
    a_photo(listing)
    listing.refresh_from_db()
    return listing


MAKERS: dict[ListingStatus, Callable[[], Listing]] = {
    ListingStatus.DRAFT: complete_draft,
    ListingStatus.PUBLISHED: listing_on_sale,
    ListingStatus.PAUSED: paused_listing,
    ListingStatus.RETRACTED: retracted_listing,
}
MOVES: dict[ListingStatus, Callable[[Listing], Listing]] = {
    ListingStatus.PUBLISHED: lambda listing: publish_listing(listing, by=None),
    ListingStatus.PAUSED: lambda listing: pause_listing(listing, by=None),
    ListingStatus.RETRACTED: lambda listing: retract_listing(listing, by=None, because="The glaze holds lead."),
}
FACTS = {
    ListingStatus.PUBLISHED: ListingPublished,
    ListingStatus.PAUSED: ListingPaused,
    ListingStatus.RETRACTED: ListingRetracted,
}


def test_the_tables_name_every_status() -> None:
    assert set(LISTING_LIFE) == set(ListingStatus)
    assert set(PHOTO_LIFE) == set(PhotoStatus)


@pytest.mark.parametrize("wanted", MOVES)
@pytest.mark.parametrize("status", ListingStatus)
def test_a_listing_makes_the_moves_of_its_table_and_no_other(
    db: None, announced: Announced, status: ListingStatus, wanted: ListingStatus
) -> None:
    listing = MAKERS[status]()
    version, seen = listing.version, len(announced())

    if wanted in LISTING_LIFE[status]:
        MOVES[wanted](listing)
        listing.refresh_from_db()
        assert listing.status == wanted
        assert listing.version > version
        assert [type(fact) for fact in announced()[seen:]] == [FACTS[wanted]]
    else:
        with pytest.raises(ImpossibleMove):
            MOVES[wanted](listing)
        listing.refresh_from_db()
        assert (listing.status, listing.version, len(announced())) == (status, version, seen)


@pytest.mark.parametrize("lack", ["description", "facts", "variants", "photo"])
def test_publishing_says_what_is_missing(db: None, lack: str) -> None:
    without = {"description": {"description": ""}, "facts": {"facts": {}}, "variants": {"variants": []}}
    listing = a_draft(**without.get(lack, {}))  # type: ignore[arg-type]
    if lack != "photo":
        a_photo(listing)
    said = {
        "description": "Describe it.",
        "facts": "Say this: Material.",
        "variants": "Add at least one variant with a price.",
        "photo": "Add a photo.",
    }

    with pytest.raises(NotReady) as refusal:
        publish_listing(listing, by=None)

    assert refusal.value.message == said[lack]
    listing.refresh_from_db()
    assert listing.status == ListingStatus.DRAFT


def test_publishing_again_does_not_make_it_new(db: None) -> None:
    listing = paused_listing()
    first = listing.published_at

    publish_listing(listing, by=None)

    listing.refresh_from_db()
    assert listing.published_at == first


def test_retracting_needs_a_reason_and_leaves_it_with_a_date(db: None) -> None:
    listing = listing_on_sale()

    with pytest.raises(NeedsAReason):
        retract_listing(listing, by=None, because="  ")
    listing = retract_listing(listing, by=None, because=" Recalled by the maker. ")

    assert listing.retracted_because == "Recalled by the maker."
    assert listing.retracted_at is not None


def test_a_retracted_listing_cannot_be_changed(db: None) -> None:
    listing = retracted_listing()

    with pytest.raises(ImpossibleMove):
        edit_listing(listing, by=None, title="Something else")

    assert Listing.objects.get().title == "Celadon cup"
