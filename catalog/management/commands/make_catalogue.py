"""
Fill the database with many listings, for measuring. The only code that writes listings past the services: a market of
this size could not be made one by one. What it writes obeys every invariant.
"""

from __future__ import annotations

import random
from argparse import ArgumentParser
from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO
from itertools import count, islice
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from PIL import Image

from catalog.models import Condition, Listing, ListingFact, Photo, PriceChange, Variant, VariantOption
from catalog.rules import rating_floor
from catalog.search import index_listings
from catalog.states import ListingStatus, PhotoStatus
from core import clock
from core.money import exponent
from core.pictures import Rendered, keep_picture, render_picture
from core.versions import LISTINGS, TRADING, shop_listings_scope, touch
from sellers.models import Shop
from taxonomy.loading import load_starting_tree
from taxonomy.models import Category, FactDefinition, FactKind

AT_ONCE = 500
PICTURES = 24
# Common words and rare ones, so that searches have much and little to find.
WHAT = "cup bowl lamp basket blanket kettle jug tray vase plate stool mirror cushion pot rug bag shoe clock".split()
HOW = "hand-thrown woven glazed carved quiet folding tall small round plain striped speckled heavy light old".split()
WHERE = "Plered Jepara Bandung Ubud Lasem Kasongan Garut Malang Solo Toraja Sumba Flores Lombok Ternate".split()
BRANDS = "Tanah Rumah Kayu Lentera Angin Sungai Batu Daun Ombak Pagi Senja Bintang".split()


class Command(BaseCommand):
    help = "Fill the open shops with many published listings, in bulk, for measuring."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--listings", type=int, required=True, metavar="N", help="how many to add")
        parser.add_argument("--seed", type=int, default=1, help="the same seed makes the same catalogue")

    def handle(self, *args: Any, **options: Any) -> None:
        shops = list(Shop.objects.open_for_business().order_by("pk"))
        if not shops:
            raise CommandError("No shop is open. Seed the market first: `make seed`.")
        if not Category.objects.exists():
            load_starting_tree()
        maker = Maker(shops, random.Random(options["seed"]))  # noqa: S311  nothing secret is drawn
        drafts = maker.drafts()
        remaining = options["listings"]
        while remaining > 0:
            batch = list(islice(drafts, min(AT_ONCE, remaining)))
            maker.write(batch)
            remaining -= len(batch)
            self.stdout.write(f"{options['listings'] - remaining} of {options['listings']}", ending="\r")
        touch(LISTINGS, TRADING, *(shop_listings_scope(shop.pk) for shop in shops))
        self.stdout.write(f"{options['listings']} listings in {len(shops)} shops.")


class Maker:
    """Draws listings and writes them by the hundreds."""

    def __init__(self, shops: list[Shop], dice: random.Random) -> None:
        self.shops = shops
        self.dice = dice
        self.now = clock.now()
        self.run = f"{self.now:%y%m%d%H%M%S}"
        self.categories = list(Category.objects.filter(children=None))
        self.questions: dict[int, list[FactDefinition]] = {
            category.pk: list(category.fact_definitions().with_choices()) for category in self.categories
        }
        self.pictures = [_picture(dice) for _number in range(PICTURES)]

    def drafts(self) -> Iterator[Listing]:
        """Listings without a key, for ever."""
        dice = self.dice
        for number in count(1):
            shop = dice.choice(self.shops)
            title = f"{dice.choice(HOW)} {dice.choice(WHAT)} from {dice.choice(WHERE)} {number}".capitalize()
            price = self._price(shop.currency)
            ratings = dice.choice((0, 0, 1, 4, 30))
            stars = sum(dice.choice((3, 4, 5, 5)) for _rating in range(ratings))
            at = self.now - timedelta(minutes=number)
            yield Listing(
                shop=shop,
                category=dice.choice(self.categories),
                title=title,
                slug=Listing.slug_of(title),
                description=" ".join(dice.choices([*HOW, *WHAT, *WHERE], k=60)),
                language=shop.language,
                brand=dice.choice(BRANDS),
                condition=dice.choices(Condition.values, weights=(8, 1, 1))[0],
                status=ListingStatus.PUBLISHED,
                currency=shop.currency,
                price_from_amount=price,
                price_to_amount=price,
                in_stock=True,
                rating_sum=stars,
                rating_count=ratings,
                rating_floor=rating_floor(rating_sum=stars, rating_count=ratings),
                external_ref=f"made-{self.run}-{number}",
                created_at=at,
                published_at=at,
                updated_at=at,
            )

    @transaction.atomic
    def write(self, drafts: list[Listing]) -> None:
        """One batch with all that belongs to it, and its words in the index."""
        listings = Listing.objects.bulk_create(drafts)
        variants = Variant.objects.bulk_create(
            self._variant(listing, position) for listing in listings for position in range(self.dice.choice((1, 1, 2)))
        )
        VariantOption.objects.bulk_create(
            VariantOption(variant=variant, name="Size", value=variant.label) for variant in variants
        )
        PriceChange.objects.bulk_create(
            PriceChange(
                variant=variant,
                amount=variant.price_amount,
                currency=variant.currency,
                changed_at=variant.listing.created_at,
            )
            for variant in variants
        )
        ListingFact.objects.bulk_create(fact for listing in listings for fact in self._facts(listing))
        photos = Photo.objects.bulk_create(self._photo(listing) for listing in listings)
        for listing, photo in zip(listings, photos, strict=True):
            listing.cover = photo
        Listing.objects.bulk_update(listings, ["cover"], batch_size=AT_ONCE)
        index_listings(listing.pk for listing in listings)

    def _price(self, currency: str) -> int:
        """A price that looks usual in the currency, in minor units."""
        major = self.dice.choice((9, 12, 19, 25, 40, 65, 90, 140, 260))
        thousands = 15_000 if currency in {"IDR", "VND"} else 90 if currency in {"RUB", "PHP", "JPY"} else 1
        return int(major * thousands * 10 ** exponent(currency))

    def _variant(self, listing: Listing, position: int) -> Variant:
        units = self.dice.randrange(1, 400)
        return Variant(
            listing=listing,
            shop_id=listing.shop_id,
            sku=f"{listing.external_ref}-{position + 1}",
            label=("Small", "Large")[position],
            price_amount=listing.price_from_amount or 0,
            currency=listing.currency,
            position=position,
            on_hand=units,
            received=units,
        )

    def _facts(self, listing: Listing) -> Iterator[ListingFact]:
        for question in self.questions[listing.category_id]:
            fact = ListingFact(listing=listing, definition=question)
            if question.kind == FactKind.CHOICE:
                fact.choice = self.dice.choice(question.choices_in_order())
            elif question.kind == FactKind.NUMBER:
                fact.number = self.dice.randrange(1, 2000)
            elif question.kind == FactKind.BOOLEAN:
                fact.boolean = self.dice.random() < 0.5
            else:
                fact.text = self.dice.choice(HOW)
            yield fact

    def _photo(self, listing: Listing) -> Photo:
        picture = self.dice.choice(self.pictures)
        return Photo(
            listing=listing,
            alt=listing.title,
            status=PhotoStatus.READY,
            original_digest=picture.digest,
            digest=picture.digest,
            file=picture.file,
            width=picture.width,
            height=picture.height,
            tone=picture.tone,
        )


def _picture(dice: random.Random) -> Rendered:
    """A plain picture in some colour, kept where photos are served from."""
    file = BytesIO()
    Image.new("RGB", (480, 600), tuple(dice.randrange(80, 240) for _part in range(3))).save(file, "PNG")
    picture = render_picture(file.getvalue())
    keep_picture(picture)
    return picture
