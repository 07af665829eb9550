"""Stock, prices, photos, imports, what is on sale, protected brands and reports."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import F

from catalog.models import CatalogueImport, PriceChange, Report, Variant
from catalog.services import add_photo
from catalog.tests.factories import picture_bytes
from catalog.tests.imports import taken_in
from core import clock
from taxonomy.models import Brand
from tests.access.world import World
from tests.ground.damage.by_hand import TWO_DAYS, breaks, variant_of, write, write_past


@breaks("Stock adds up")
def more_than_there_was(world: World) -> str:
    variant = variant_of(world)
    write_past("catalog_stock_adds_up", variant, on_hand=F("on_hand") + 1)
    return f"variant {variant.pk}"


@breaks("Stock agrees with its history")
def received_in_silence(world: World) -> str:
    variant = variant_of(world)
    write(variant, received=F("received") + 1, on_hand=F("on_hand") + 1)
    return f"variant {variant.pk}"


@breaks("Listings repeat what their variants say")
def wrongly_sold_out(world: World) -> str:
    listing = variant_of(world).listing
    write(listing, in_stock=False)
    return f"listing {listing.number}"


@breaks("Each variant has the currency of its listing, and that the shop's; its last price is on record")
def another_price_on_record(world: World) -> str:
    variant = variant_of(world)
    PriceChange.objects.create(variant=variant, amount=1, currency=variant.currency)
    return f"variant {variant.pk}"


@breaks("No photo waits longer than an hour to be prepared")
def waiting_photo(world: World) -> str:
    photo = add_photo(variant_of(world).listing, content=picture_bytes(), name="x.png", by=None)
    write(photo, added_at=clock.now() - TWO_DAYS)
    return f"photo {photo.pk}"


@breaks("No import waits longer than an hour for a worker to go on")
def forgotten_import(world: World) -> str:
    taken = CatalogueImport.objects.get(number=world.things["import"])
    write(taken, status="running", lease_until=clock.now() - TWO_DAYS)
    return f"import {taken.number}"


@breaks("What an import counts is what its report says")
def miscounted_import(world: World) -> str:
    taken = taken_in(variant_of(world).shop, world.people["bob"], b"title,price\nA cup,5\n")
    write(taken, created=F("created") + 1)
    return f"import {taken.number}"


@breaks("Nothing is on sale without a shop that is open and a seller whose approval holds")
def nothing_left_to_buy(world: World) -> str:
    """That the query itself lets nobody in, catalog/tests/test_on_sale.py says; here a listing lost its variants."""
    listing = variant_of(world).listing
    Variant.objects.filter(listing=listing).update(is_active=False)
    return f"listing {listing.number}"


@breaks("Nothing of a protected brand is on sale by a seller who may not offer it")
def offered_without_authorisation(world: World) -> str:
    listing = variant_of(world).listing
    Brand.objects.update(changed_at=clock.now() - timedelta(hours=2))
    write(listing, brand="Faraway")
    return f"listing {listing.number}"


@breaks("Every listing knows the protected brand that its words mean, an hour after the register changed")
def unknown_brand(world: World) -> str:
    listing = variant_of(world).listing
    Brand.objects.update(changed_at=clock.now() - timedelta(hours=2))
    write(listing, brand="Bobware")
    return f"listing {listing.number}"


@breaks("What was reported and upheld has a statement of reasons, and is down or was given back with reasons")
def upheld_and_still_there(world: World) -> str:
    report = Report.objects.get(number=world.things["taken_down"])
    write(report.listing, status="paused", retracted_at=None, retracted_because="")
    return f"report {report.number}"
