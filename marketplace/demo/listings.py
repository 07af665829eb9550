"""What each shop offers, and what happened to some of it since."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.db import transaction

from accounts.models import User
from catalog.models import Listing, Variant
from catalog.services import (
    VariantDraft,
    add_photo,
    create_listing,
    pause_listing,
    process_photos,
    publish_listing,
    retract_listing,
    set_price,
    translate_listing,
)
from core import clock
from core.money import Money
from demo_assets import catalogue
from demo_assets.catalogue import PHOTOS
from marketplace.demo.moments import Moment
from marketplace.demo.shops import minor
from sellers.models import Shop
from taxonomy.models import Category

BETWEEN = timedelta(hours=7)


def fill_shop(shop: Shop, offered: Iterable[catalogue.Listing], *, by: User, start: datetime) -> dict[str, Listing]:
    """
    Offer everything of a shop, one thing after the other; returns the listings by key.

    In two transactions instead of some hundred, with the preparing of the photos between them.
    """
    moments = {said.key: start + BETWEEN * place for place, said in enumerate(offered)}
    said_by_key = {said.key: said for said in offered}
    with transaction.atomic():
        drafts = {key: _draft(shop, said_by_key[key], by=by, at=at) for key, at in moments.items()}
    with clock.at(start):
        while process_photos(limit=1000):
            pass
    with transaction.atomic():
        return {key: _publish(drafts[key].pk, by=by, at=at) for key, at in moments.items()}


def _draft(shop: Shop, said: catalogue.Listing, *, by: User, at: datetime) -> Listing:
    with clock.at(at):
        listing = create_listing(
            shop,
            by=by,
            category=Category.objects.get(path=said.category),
            title=said.title,
            description=said.text,
            language=said.language,
            brand=said.brand,
            model=said.model,
            condition=said.condition,
            facts=said.facts,
            variants=[
                VariantDraft(
                    price=Money(minor(variant.price, shop.currency), shop.currency),
                    sku=variant.sku,
                    options=list(variant.options.items()),
                    stock=variant.stock,
                )
                for variant in said.variants
            ],
            external_ref=said.key,
        )
        variants = list(listing.variants.prefetch_related("options"))
        for picture in said.pictures:
            add_photo(
                listing,
                content=(PHOTOS / picture.file).read_bytes(),
                name=picture.file.replace("/", "-"),
                alt=picture.alt,
                by=by,
                variant=_shown_with(variants, picture),
            )
        for language, words in said.translations.items():
            translate_listing(listing, by=by, language=language, title=words["title"], description=words["text"])
    return listing


def _shown_with(variants: Iterable[Variant], picture: catalogue.Picture) -> Variant | None:
    """The variant that has the options on the picture, when there is just one."""
    wanted = set(picture.options.items())
    fitting = [each for each in variants if wanted <= {(option.name, option.value) for option in each.options.all()}]
    return fitting[0] if wanted and len(fitting) == 1 else None


def _publish(pk: int, *, by: User, at: datetime) -> Listing:
    with clock.at(at):
        return publish_listing(Listing.objects.get(pk=pk), by=by)


# What happened later: the listing, how many days ago, and what its price became in per cent.
PRICES = (
    ("tanah-liat/mug", 11, 88), ("tanah-liat/platter", 9, 80), ("lichtwerk-berlin/dome", 14, 75),
    ("laufgut/trail-shoe", 8, 70), ("harbor-audio/on-ear", 12, 85), ("harbor-audio/bookshelf", 20, 108),
    ("mayak-wool/blanket", 10, 90), ("anyam-bersama/hamper", 7, 85), ("shanyu/gaiwan", 6, 88),
    ("kamiya/notebook", 9, 112), ("neel-block-print/quilt", 13, 80), ("casa-ipe/hammock", 5, 90),
    ("mawe-beads/collar", 8, 85), ("isla-kape/barako", 15, 106),
)  # fmt: skip
PAUSED = (("laufgut/slippers", 1), ("kamiya/letter-set", 2))
RETRACTED = (
    ("lichtwerk-berlin/bulb", 5, "The socket of this batch can loosen. Whoever bought one has been written to."),
    ("harbor-audio/radio", 4, "The maker of the dial has closed, and we cannot repair it any more."),
)


def changes(listings: dict[str, Listing], owners: dict[str, User], *, now: datetime) -> Iterator[Moment]:
    """Prices that fell or rose, listings that were paused or taken away for good: each with its time."""
    for key, days, share in _of(PRICES, listings):
        yield now - timedelta(days=days), partial(_change_price, listings[key], share, by=owners[key])
    for key, days in _of(PAUSED, listings):
        yield now - timedelta(days=days), partial(pause_listing, listings[key], by=owners[key])
    for key, days, because in _of(RETRACTED, listings):
        yield now - timedelta(days=days), partial(retract_listing, listings[key], by=owners[key], because=because)


def _change_price(listing: Listing, share: int, *, by: User) -> None:
    """All variants to `share` per cent, rounded down to a whole unit where prices are that long."""
    for variant in Variant.objects.filter(listing=listing).order_by("pk"):
        unit = 100 if variant.price_amount >= 10_000 else 1
        amount = variant.price_amount * share // 100 // unit * unit
        set_price(variant, price=Money(amount, variant.currency), by=by)


def _of(rows: Iterable[Any], listings: dict[str, Listing]) -> list[Any]:
    return [row for row in rows if row[0] in listings]
