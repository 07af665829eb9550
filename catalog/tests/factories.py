"""Listings, variants and photos as the services make them."""

from __future__ import annotations

from io import BytesIO
from itertools import count
from typing import Any

from PIL import Image

from accounts.models import User
from catalog import services
from catalog.models import Listing, Photo, Variant
from catalog.services import VariantDraft
from core.money import Money
from sellers.models import Shop
from sellers.tests.factories import open_shop
from taxonomy.models import Category
from taxonomy.tests.factories import tableware

_count = count(1)


def picture_bytes(
    colour: tuple[int, int, int] | None = None, *, kind: str = "PNG", size: tuple[int, int] = (8, 6)
) -> bytes:
    """A small picture, each of another colour unless one is asked for."""
    n = next(_count)
    file = BytesIO()
    Image.new("RGB", size, colour or (n % 251, n // 251 % 251, 90)).save(file, kind)
    return file.getvalue()


def a_draft(
    shop: Shop | None = None,
    *,
    by: User | None = None,
    title: str = "Celadon cup",
    price: str = "12.00",
    stock: int = 5,
    category: Category | None = None,
    variants: list[VariantDraft] | None = None,
    **fields: Any,
) -> Listing:
    """A listing with everything but a photo."""
    shop = shop or open_shop(currency="EUR")
    facts = fields.pop("facts", {"material": "stoneware"} if category is None else {})
    fields.setdefault("description", "Thrown by hand, fired twice.")
    return services.create_listing(
        shop,
        by=by,
        category=category or tableware(),
        title=title,
        facts=facts,
        variants=[VariantDraft(Money.parse(price, shop.currency), stock=stock)] if variants is None else variants,
        **fields,
    )


def a_photo(listing: Listing, *, content: bytes | None = None, **fields: Any) -> Photo:
    """A photo that the worker has prepared."""
    photo = services.add_photo(
        listing, content=content or picture_bytes(), name="photo.png", by=fields.pop("by", None), **fields
    )
    return services.process_photo(photo)


def listing_on_sale(
    shop: Shop | None = None,
    *,
    title: str = "Celadon cup",
    price: str = "12.00",
    stock: int = 5,
    **fields: Any,
) -> Listing:
    """A published listing with one variant (or `variants=[…]`), in a new shop that sells in EUR unless one is given."""
    listing = a_draft(shop, title=title, price=price, stock=stock, **fields)
    a_photo(listing)
    return services.publish_listing(listing, by=fields.get("by"))


def paused_listing(shop: Shop | None = None, **fields: Any) -> Listing:
    return services.pause_listing(listing_on_sale(shop, **fields), by=None)


def retracted_listing(shop: Shop | None = None, **fields: Any) -> Listing:
    return services.retract_listing(listing_on_sale(shop, **fields), by=None, because="It was not ours to sell.")


def the_variant(listing: Listing) -> Variant:
    """The only (or first) variant of a listing."""
    return listing.variants.in_order()[0]


def a_variant(*, stock: int = 5, **fields: Any) -> Variant:
    """The only variant of a listing on sale."""
    return the_variant(listing_on_sale(stock=stock, **fields))
