"""
What the demo market offers, read from `shops/<slug>.toml`: one file per shop, in short forms that people write.

`price` and `stock` are one number for all variants, a list for the values of the first option, or a list for all
variants in their order. `tints` are the colours in which it is drawn: as many as the first option has values, then
each variant shows its own; or one for all. `shots` are further pictures: "detail" (a closer look) and "size".
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

ASSETS = Path(__file__).resolve().parent
SHOPS = ASSETS / "shops"
PHOTOS = ASSETS / "photos"

# In the order in which the shops opened; the first ones are those of the story that README tells.
OPENED = (
    "tanah-liat", "lichtwerk-berlin", "laufgut", "anyam-bersama", "harbor-audio", "mayak-wool",
    "shanyu", "isla-kape", "kamiya", "neel-block-print", "casa-ipe", "mawe-beads",
)  # fmt: skip

CLOSER = {
    "en": "close-up", "id": "dari dekat", "ru": "крупный план", "zh": "近看", "ja": "拡大",
    "pt": "de perto", "de": "aus der Nähe",
}  # fmt: skip
MEASURED = {
    "en": "with its measures", "id": "dengan ukurannya", "ru": "с размерами", "zh": "尺寸", "ja": "寸法",
    "pt": "com as medidas", "de": "mit Maßen",
}  # fmt: skip


@dataclass(frozen=True)
class Variant:
    """A unit that can be bought; the price in the shop's currency, as people write it."""

    sku: str
    options: dict[str, str]
    price: Decimal
    stock: int


@dataclass(frozen=True)
class Picture:
    """A file below `photos/`, what it shows in words, and the options that it shows."""

    file: str
    alt: str
    tint: str
    shot: str = ""
    options: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Listing:
    """One thing that a shop offers."""

    ref: str
    shop: str
    category: str
    title: str
    text: str
    language: str
    brand: str
    model: str
    condition: str
    facts: dict[str, Any]
    variants: list[Variant]
    pictures: list[Picture]
    translations: dict[str, dict[str, str]]
    size: str

    @property
    def key(self) -> str:
        """ "tanah-liat/mug": how tales and states name it."""
        return f"{self.shop}/{self.ref}"


@dataclass(frozen=True)
class Shop:
    """Who sells, and how they deliver."""

    slug: str
    name: str
    owner: str
    language: str
    currency: str
    about: str
    handling_days: int
    seller: dict[str, Any]
    delivery: list[dict[str, Any]]
    returns: dict[str, Any]
    listings: list[Listing]


@dataclass(frozen=True)
class Snap:
    """A picture that a buyer took of their own: which thing in which colour, and the place where it stands."""

    listing: str
    tint: str
    place: str

    @property
    def file(self) -> str:
        """Below `photos/`, like all pictures."""
        return f"buyers/{self.listing.partition('/')[2]}-{self.tint}-{self.place}.webp"


def tales() -> list[dict[str, Any]]:
    """Who bought what, and what they said, as `tales.toml` tells it."""
    told: list[dict[str, Any]] = tomllib.loads((ASSETS / "tales.toml").read_text(encoding="utf-8"))["tales"]
    return told


def snaps(tale: dict[str, Any]) -> list[Snap]:
    """The pictures of a tale's review: they show its first thing."""
    return [Snap(tale["things"][0][0], *photo) for photo in tale.get("photos", ())]


@cache
def shops() -> list[Shop]:
    """All shops, in the order in which they opened."""
    return [_shop(slug) for slug in OPENED]


def listings() -> Iterator[Listing]:
    for shop in shops():
        yield from shop.listings


def _shop(slug: str) -> Shop:
    said = tomllib.loads((SHOPS / f"{slug}.toml").read_text(encoding="utf-8"), parse_float=Decimal)
    return Shop(
        slug=slug,
        name=said["name"],
        owner=said["owner"],
        language=said["language"],
        currency=said["currency"],
        about=said["about"],
        handling_days=said["handling_days"],
        seller=said["seller"],
        delivery=said["delivery"],
        returns=said.get("returns", {}),
        listings=[_listing(slug, said, each) for each in said["listings"]],
    )


def _listing(slug: str, shop: dict[str, Any], said: dict[str, Any]) -> Listing:
    language = said.get("language", shop["language"])
    variants = list(_variants(f"{shop['sku']}-{said['ref'].upper()}", said))
    return Listing(
        ref=said["ref"],
        shop=slug,
        category=said["in"],
        title=said["title"],
        text=said["text"],
        language=language,
        brand=said.get("brand", shop["brand"]),
        model=said.get("model", ""),
        condition=said.get("condition", "new"),
        facts=said["facts"],
        variants=variants,
        pictures=list(_pictures(slug, said, language)),
        translations={code: said[code] for code in ("en", "id") if code in said},
        size=said.get("size", ""),
    )


def _variants(sku: str, said: dict[str, Any]) -> Iterator[Variant]:
    options: dict[str, list[str]] = said.get("options", {})
    chosen = list(product(*options.values()))
    prices = _spread(said["price"], chosen, options)
    stocks = _spread(said["stock"], chosen, options)
    for place, values in enumerate(chosen):
        yield Variant(
            sku=f"{sku}-{place + 1}" if len(chosen) > 1 else sku,
            options=dict(zip(options, values, strict=True)),
            price=Decimal(prices[place]),
            stock=int(stocks[place]),
        )


def _spread(given: Any, chosen: Sequence[tuple[str, ...]], options: dict[str, list[str]]) -> list[Any]:
    if not isinstance(given, list):
        return [given] * len(chosen)
    if len(given) == len(chosen):
        return given
    first = next(iter(options.values()))
    by_value = dict(zip(first, given, strict=True))
    return [by_value[values[0]] for values in chosen]


def _pictures(slug: str, said: dict[str, Any], language: str) -> Iterator[Picture]:
    tints: list[str] = said["tints"]
    name, values = next(iter(said.get("options", {}).items()), ("", []))
    each_its_own = len(tints) == len(values) > 1
    for place, tint in enumerate(tints):
        shown = {name: values[place]} if each_its_own else {}
        alt = f"{said['title']}, {values[place]}" if each_its_own else said["title"]
        yield Picture(f"{slug}/{said['ref']}-{tint}.webp", alt, tint, options=shown)
    for shot in said.get("shots", []):
        words = (CLOSER if shot == "detail" else MEASURED)[language]
        yield Picture(f"{slug}/{said['ref']}-{shot}.webp", f"{said['title']}: {words}", tints[0], shot=shot)
