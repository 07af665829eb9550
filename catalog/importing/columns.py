"""
Which heading means what. Headings are compared without capitals and punctuation: "Variant SKU", "variant_sku".

What no line here knows may still be a fact: see `fact_name`.
"""

from __future__ import annotations

import re

from catalog.search.tokens import fold

COLUMNS: dict[str, tuple[str, ...]] = {
    "ref": ("slug", "handle", "product id", "product ref", "external id", "id"),
    "title": ("name", "title", "product name", "product title"),
    "description": ("description", "product description"),
    "html": ("body html", "body", "description html"),
    "category": ("category1", "category", "product category", "taxon", "taxons", "google product category"),
    "type": ("product type", "type"),
    "brand": ("brand", "vendor", "manufacturer"),
    "model": ("model", "model number", "mpn"),
    "condition": ("condition", "google shopping condition"),
    "status": ("status", "published", "availability status"),
    "sku": ("sku", "variant sku"),
    "price": ("price", "variant price"),
    "currency": ("currency", "price currency", "currency code"),
    "stock": ("inventory count", "variant inventory qty", "inventory quantity", "stock", "quantity", "count on hand"),
    "image": ("image src", "image", "images", "variant image", "image url", "thumbnail", "photo", "photos")
    + tuple(f"image{n} src" for n in range(1, 10)),
    "option1 name": ("option1 name",),
    "option1 value": ("option1 value", "option1"),
    "option2 name": ("option2 name",),
    "option2 value": ("option2 value", "option2"),
    "option3 name": ("option3 name",),
    "option3 value": ("option3 value", "option3"),
    "dimensions unit": ("dimensions unit", "dimension unit"),
    "weight unit": ("weight unit", "variant weight unit"),
}
MEANINGS = {heading: meaning for meaning, headings in COLUMNS.items() for heading in headings}

# Shopify: "Wattage (product.metafields.custom.wattage)". Spree: "custom_field.custom.wattage".
_OWN_FIELD = re.compile(r"(?:metafields|custom_field)\.\w+\.(\w+)")
_PUNCTUATION = re.compile(r"[\W_]+")


def plain_heading(heading: str) -> str:
    return _PUNCTUATION.sub(" ", fold(heading)).strip()


def meaning_of(heading: str) -> str | None:
    """The column's meaning, or None when it may be a fact."""
    return None if _OWN_FIELD.search(heading) else MEANINGS.get(plain_heading(heading))


def fact_name(heading: str) -> str:
    """The name under which a category may know the fact in this column."""
    own = _OWN_FIELD.search(heading)
    name = plain_heading(own[1] if own else heading)
    return name.removeprefix("variant ").removesuffix(" information")
