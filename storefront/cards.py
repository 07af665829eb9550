"""Cards of listings, each rendered once for a version of its listing and a language."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import CharField
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from catalog.models import Listing
from core.lookups import GivenKeys
from core.memory import Memory
from core.statements import Given, Statement

# A key and a version: all that a list needs to read of a listing whose card is known.
ListingVersion = tuple[int, int]
# With the language, and whether it is the first of its page.
CardKey = tuple[int, int, str, bool]

_cards: Memory[SafeString] = Memory(1000)
_rows = Statement(
    lambda: Listing.objects.among(GivenKeys("keys")).in_language(Given("language", CharField())).with_card().order_by()
)


def cards_of(listings: Sequence[ListingVersion], language: str) -> list[SafeString]:
    """
    The cards of these listings, in their order; one statement for those that are not known, none for the others.

    The picture of the first is asked for at once: it is what one sees first.
    """
    keys = [(pk, version, language, place == 0) for place, (pk, version) in enumerate(listings)]
    cards = {key: _cards.get(key) for key in keys}
    missing = [key for key, card in cards.items() if card is None]
    if missing:
        rows = {row.pk: row for row in _rows.ask(keys=[key[0] for key in missing], language=language)}
        cards |= {key: _rendered(rows[key[0]], key) for key in missing if key[0] in rows}
    return [card for key in keys if (card := cards[key]) is not None]


def _rendered(listing: Listing, key: CardKey) -> SafeString:
    card = render_to_string("components/listing_card.html", {"listing": listing, "eager": key[3]})
    # Under what was read, which may be newer than what was asked for.
    _cards.put((listing.pk, listing.version, *key[2:]), card)
    return card
