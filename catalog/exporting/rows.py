"""Listings as the rows of a table: one for each variant, the product's own words and facts on its first."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from django.conf import settings
from django.db.models import Prefetch, QuerySet

from catalog.models import Listing, ListingFact, ListingText, Photo, Variant
from catalog.services.variants import MOST_OPTIONS
from catalog.states import ListingStatus
from sellers.models import Shop
from taxonomy.models import FactChoice

Row = dict[str, str]

AT_ONCE = 200
PRODUCT = ("title", "description", "category", "brand", "model", "condition", "status", "language")
VARIANT = ("sku", "price", "currency", "stock", "offered")
OPTIONS = tuple(f"option{place} {part}" for place in range(1, MOST_OPTIONS + 1) for part in ("name", "value"))


def listings_of(shop: Shop) -> QuerySet[Listing]:
    """What is exported: everything but what was retracted."""
    return Listing.objects.filter(shop=shop).exclude(status=ListingStatus.RETRACTED).order_by("pk")


def headings_of(shop: Shop) -> list[str]:
    """The columns: those that every catalogue has, then the facts and the languages that occur in this one."""
    listings = listings_of(shop).order_by().values("pk")
    facts = ListingFact.objects.filter(listing__in=listings).values_list("definition__code", flat=True)
    languages = ListingText.objects.filter(listing__in=listings).values_list("language", flat=True)
    return [
        "ref",
        *PRODUCT,
        *VARIANT,
        *OPTIONS,
        "images",
        *(f"fact.{code}" for code in sorted(set(facts.distinct()))),
        *(
            f"{words} [{language}]"
            for language in sorted(set(languages.distinct()))
            for words in ("title", "description")
        ),
    ]


def rows_of(shop: Shop) -> Iterator[Row]:
    """All rows, read some listings at a time."""
    last = 0
    while listings := list(_with_everything(listings_of(shop).filter(pk__gt=last))[:AT_ONCE]):
        for listing in listings:
            yield from _rows_of_listing(listing)
        last = listings[-1].pk


def _with_everything(listings: QuerySet[Listing]) -> QuerySet[Listing]:
    return listings.select_related("category").prefetch_related(
        Prefetch("variants", Variant.objects.in_order()),
        "variants__options",
        "facts__definition",
        "facts__choice",
        "texts",
        Prefetch("photos", Photo.objects.ready().in_order()),
    )


def _rows_of_listing(listing: Listing) -> Iterator[Row]:
    ref = {"ref": listing.external_ref or listing.number}
    variants = list(listing.variants.all())
    first = ref | _product(listing)
    if not variants:
        yield first
    for place, variant in enumerate(variants):
        pictures = {"images": _addresses(listing, variant.pk)}
        if place == 0:
            pictures["images"] = "\n".join(filter(None, [_addresses(listing, None), pictures["images"]]))
        yield (first if place == 0 else ref) | _variant(variant) | pictures


def _product(listing: Listing) -> Row:
    row = {name: str(getattr(listing, name)) for name in PRODUCT} | {"category": listing.category.path}
    row |= {f"fact.{fact.definition.code}": _answer(fact) for fact in listing.facts.all()}
    for text in listing.texts.all():
        row |= {f"title [{text.language}]": text.title, f"description [{text.language}]": text.description}
    return row


def _variant(variant: Variant) -> Row:
    row = {
        "sku": variant.sku,
        "price": f"{variant.price.decimal:f}",
        "currency": variant.currency,
        "stock": str(variant.on_hand),
        "offered": "yes" if variant.is_active else "no",
    }
    options = sorted(variant.options.all(), key=lambda option: option.position)
    for place, option in enumerate(options, start=1):
        row |= {f"option{place} name": option.name, f"option{place} value": option.value}
    return row


def _answer(fact: ListingFact) -> str:
    value = fact.value
    if isinstance(value, FactChoice):
        return value.code
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:f}" if isinstance(value, Decimal) else value


def _addresses(listing: Listing, variant: int | None) -> str:
    return "\n".join(
        f"{settings.SITE_URL}{photo.url}" for photo in listing.photos.all() if photo.variant_id == variant and photo.url
    )
