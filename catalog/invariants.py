"""What must always be true of the catalogue."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import Count, Exists, F, IntegerField, Max, Min, OuterRef, Q, Sum
from django.db.models.fields.json import KT
from django.db.models.functions import Cast

from catalog.models import CatalogueImport, ImportRow, Listing, Outcome, Photo, PriceChange, Report, Variant
from core import clock
from core.invariants import Violation, invariant
from core.models import Event
from sellers.models import BrandAuthorisation
from taxonomy.models import Brand
from taxonomy.services import protected_brands_of

# So long the worker may take to look at all listings after the register of brands changed.
SETTLES = timedelta(hours=1)


@invariant("I2", "Stock adds up")
def stock_adds_up() -> Iterator[Violation]:
    parts = F("on_hand") + F("reserved") + F("sold") + F("written_off")
    wrong = Variant.objects.exclude(received=parts - F("returned"))
    below = Q(on_hand__lt=0) | Q(reserved__lt=0) | Q(sold__lt=0) | Q(returned__gt=F("sold"))
    for variant in Variant.objects.filter(Q(pk__in=wrong.values("pk")) | below):
        sentence = (
            f"{variant.on_hand} on hand + {variant.reserved} reserved + {variant.sold} sold + "
            f"{variant.written_off} written off is not {variant.received} received + {variant.returned} returned."
        )
        yield Violation(f"variant {variant.pk}", sentence)


@invariant("I2", "Stock agrees with its history")
def stock_agrees_with_its_history() -> Iterator[Violation]:
    """What was received and written off is what was announced; variants made in bulk have no history."""
    received = _announced("StockReceived")
    written_off = _announced("StockWrittenOff")
    for pk, has_received, has_lost in Variant.objects.values_list("pk", "received", "written_off"):
        if pk in received and (received[pk], written_off.get(pk, 0)) != (has_received, has_lost):
            yield Violation(
                f"variant {pk}",
                f"{has_received} received and {has_lost} written off, but {received[pk]} and "
                f"{written_off.get(pk, 0)} were announced.",
            )


def _announced(name: str) -> dict[int, int]:
    # The database reads a number in JSON as text: it is cast before it is summed.
    units = Cast(KT("facts__quantity"), IntegerField())
    rows = (
        Event.objects.filter(name=name)
        .annotate(variant=Cast(KT("facts__variant_id"), IntegerField()))
        .values("variant")
        .annotate(units=Sum(units))
        .values_list("variant", "units")
    )
    return dict(rows)


@invariant("I2", "Listings repeat what their variants say")
def listings_repeat_their_variants() -> Iterator[Violation]:
    offered = Q(variants__is_active=True)
    left = Variant.objects.filter(listing=OuterRef("pk"), is_active=True, on_hand__gt=0)
    listings = Listing.objects.annotate(
        least=Min("variants__price_amount", filter=offered),
        most=Max("variants__price_amount", filter=offered),
        is_left=Exists(left),
    )
    same = Q(price_from_amount=F("least"), price_to_amount=F("most")) | Q(
        price_from_amount=None, price_to_amount=None, least=None
    )
    for listing in listings.exclude(same):
        yield Violation(f"listing {listing.number}", "Its price is not that of its variants.")
    for listing in listings.exclude(in_stock=F("is_left")):
        yield Violation(f"listing {listing.number}", "It says wrongly whether anything is left.")


@invariant("I2", "Each variant has the currency of its listing, and that the shop's; its last price is on record")
def prices_are_on_record() -> Iterator[Violation]:
    odd = Variant.objects.exclude(currency=F("listing__currency"), listing__currency=F("listing__shop__currency"))
    for variant in odd:
        yield Violation(f"variant {variant.pk}", f"It is priced in {variant.currency}, unlike its shop.")
    last = {
        row["variant"]: row["last"] for row in PriceChange.objects.values("variant").annotate(last=Max("pk")).iterator()
    }
    amounts = dict(PriceChange.objects.filter(pk__in=last.values()).values_list("variant", "amount"))
    for pk, amount in Variant.objects.values_list("pk", "price_amount"):
        if pk in amounts and amounts[pk] != amount:
            yield Violation(f"variant {pk}", "It costs something else than its price history says.")


@invariant("I5", "No photo waits longer than an hour to be prepared")
def photos_are_not_stuck() -> Iterator[Violation]:
    for photo in Photo.objects.waiting().filter(added_at__lt=clock.now() - timedelta(hours=1)):
        yield Violation(f"photo {photo.pk}", f"It waits since {photo.added_at:%Y-%m-%d %H:%M}.")


@invariant("I5", "No import waits longer than an hour for a worker to go on")
def imports_are_not_stuck() -> Iterator[Violation]:
    limit = clock.now() - timedelta(hours=1)
    for taken in CatalogueImport.objects.at_work().filter(lease_until__lt=limit):
        yield Violation(f"import {taken.number}", f"Nobody goes on with it since {taken.lease_until}.")


@invariant("I4", "What an import counts is what its report says")
def imports_count_their_rows() -> Iterator[Violation]:
    """Reports are forgotten after a while; then there is nothing to compare."""
    reported: dict[int, dict[str, int]] = {}
    rows = ImportRow.objects.order_by().values_list("catalogue_import", "outcome").annotate(rows=Count("pk"))
    for pk, outcome, how_many in rows:
        reported.setdefault(pk, dict.fromkeys(Outcome.values, 0))[outcome] = how_many
    for taken in CatalogueImport.objects.filter(pk__in=reported):
        said = reported[taken.pk]
        if said != {name: getattr(taken, name) for name in said}:
            yield Violation(f"import {taken.number}", f"Its report says {said}.")


@invariant("I9", "Nothing is on sale without a shop that is open and a seller whose approval holds")
def only_the_approved_sell() -> Iterator[Violation]:
    """The query for what is on sale, checked against the rows themselves, one by one."""
    on_sale = Listing.objects.on_sale()
    now = clock.now()
    for listing in on_sale.select_related("shop__seller").iterator():
        shop, seller = listing.shop, listing.shop.seller
        if shop.status != "open" or seller.status != "approved" or seller.sells_until <= now:
            yield Violation(f"listing {listing.number}", "It is on sale although its shop or seller may not sell.")
    for listing in on_sale.exclude(Exists(Variant.objects.offered().filter(listing=OuterRef("pk")))):
        yield Violation(f"listing {listing.number}", "It is on sale although it has no variant.")


@invariant("I9", "Nothing of a protected brand is on sale by a seller who may not offer it")
def only_the_authorised_offer_brands() -> Iterator[Violation]:
    """The query for what is on sale, checked against the words and the authorisations themselves, one by one."""
    now = clock.now()
    granted = BrandAuthorisation.objects.filter(status="granted")
    held = {(each.brand_id, each.seller_id) for each in granted if each.valid_until and each.valid_until > now}
    settled = set(Brand.objects.filter(changed_at__lte=now - SETTLES).values_list("pk", flat=True))
    on_sale = Listing.objects.on_sale().exclude(brand="", protected_brand=None).select_related("shop")
    found = protected_brands_of(on_sale.order_by().values_list("brand", flat=True).distinct())
    for listing in on_sale.iterator():
        meant = found.get(listing.brand)
        brands = {listing.protected_brand_id, meant if meant in settled else None} - {None}
        if any((brand, listing.shop.seller_id) not in held for brand in brands):
            yield Violation(f"listing {listing.number}", "It is on sale although its seller may not offer the brand.")


@invariant("I9", "Every listing knows the protected brand that its words mean, an hour after the register changed")
def listings_know_their_brands() -> Iterator[Violation]:
    if Brand.objects.filter(changed_at__gt=clock.now() - SETTLES).exists():
        return
    listings = Listing.objects.exclude(brand="", protected_brand=None)
    found = protected_brands_of(listings.values_list("brand", flat=True).distinct())
    for number, brand, protected in listings.values_list("number", "brand", "protected_brand"):
        if found.get(brand) != protected:
            yield Violation(f"listing {number}", f"“{brand}” does not lead to the brand that it says.")


@invariant("I9", "What was reported and upheld has a statement of reasons, and is down or was given back with reasons")
def upheld_reports_took_something_down() -> Iterator[Violation]:
    decided = Report.objects.filter(status__in=["upheld", "overturned"]).select_related("listing")
    for report in decided.iterator():
        if not (report.decision and report.ground and report.decided_by_id and report.decided_at):
            yield Violation(f"report {report.number}", "It was upheld without a statement of reasons.")
        if report.status == "overturned" and not report.answer:
            yield Violation(f"report {report.number}", "It was taken back without a reason.")
        if report.status == "upheld" and report.listing.status != "retracted":
            yield Violation(f"report {report.number}", "It was upheld, and its listing is not down.")
