"""Reads that join several tables for one question."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Sum
from django.utils.translation import get_language

from catalog.models import Listing, Variant
from catalog.rules import Draft
from catalog.states import ListingStatus, PhotoStatus
from sellers.vetting.selectors import asked_in, missing_of


def units_on_hand(listings: Iterable[Listing]) -> dict[int, int]:
    """How many units of each listing are on hand over all its variants, by the listing's key; one statement."""
    rows = Variant.objects.filter(listing__in=[listing.pk for listing in listings]).order_by().values("listing")
    return dict(rows.annotate(units=Sum("on_hand")).values_list("listing", "units"))


def draft_of(listing: Listing) -> Draft:
    """What the listing has so far, as the rule about publishing wants to know it; five statements, or seven."""
    photos = list(listing.photos.values_list("status", flat=True))
    said = set(listing.facts.values_list("definition_id", flat=True))
    language = get_language() or listing.language
    return Draft(
        title=listing.title,
        description=listing.description,
        offered_variants=listing.variants.offered().count(),
        ready_photos=photos.count(PhotoStatus.READY),
        waiting_photos=photos.count(PhotoStatus.WAITING),
        missing_facts=[
            definition.label_in(language)
            for definition in listing.category.fact_definitions()
            if definition.is_required and definition.pk not in said
        ],
        missing_credentials=_missing_credentials(listing),
    )


def _missing_credentials(listing: Listing) -> list[str]:
    """Of a listing that is public already nothing is asked: what has lapsed takes it off sale, not its words."""
    asked = asked_in(listing.category) if listing.status != ListingStatus.PUBLISHED else []
    return [each.local_name for each in missing_of(listing.shop.seller, asked)] if asked else []
