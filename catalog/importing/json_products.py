"""JSON products written out as the rows of a table, so that one code understands both."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from catalog.importing.columns import plain_heading
from catalog.importing.rows import Row
from catalog.models import Listing
from core.text import plain

# What only repeats or judges the product.
SKIPPED = frozenset({"variants", "options", "reviews", "meta", "tags"})
KEYS_OF_REF = ("slug", "handle", "ref", "id", "sku")


def rows_of(items: Iterable[Any]) -> Iterator[Row]:
    """Each product as one row, and one more for each of its variants; rows are counted from the first product."""
    seen: dict[str, int] = {}
    for number, product in enumerate(items, start=1):
        if not isinstance(product, dict):
            yield Row(number, {}, _("This is not a product."))
            continue
        ref = _ref_of(product, seen)
        cells = {key: value for key, value in _flat(product) if plain_heading(key) not in {"id", "slug", "handle"}}
        cells["slug"] = ref
        variants = product.get("variants")
        variants = [item for item in variants if isinstance(item, dict)] if isinstance(variants, list) else []
        if variants:
            cells["price"] = "0"
        yield Row(number, cells)
        for variant in variants:
            yield Row(number, {"slug": ref, **_variant(variant, product)})


def _ref_of(product: Mapping[str, Any], seen: dict[str, int]) -> str:
    """By what the product is known; without any reference, by its title and how many came before of that title."""
    ref = next((_text(product[key]) for key in KEYS_OF_REF if product.get(key)), "")
    if ref:
        return ref
    title = Listing.slug_of(_text(product.get("title") or product.get("name") or ""))
    seen[title] = seen.get(title, 0) + 1
    return title if seen[title] == 1 else f"{title}-{seen[title]}"


def _variant(variant: Mapping[str, Any], product: Mapping[str, Any]) -> dict[str, str]:
    """A variant's cells. Shopify names its options on the product, and its values option1, option2, …"""
    cells = {key: value for key, value in _flat(variant) if plain_heading(key) not in {"id", "title", "name", "slug"}}
    names = product.get("options")
    for place, option in enumerate(names if isinstance(names, list) else [], start=1):
        name = option.get("name") if isinstance(option, dict) else option
        cells[f"option{place} name"] = _text(name)
    given = variant.get("options")
    if isinstance(given, dict):
        for place, (name, value) in enumerate(given.items(), start=1):
            cells[f"option{place} name"], cells[f"option{place} value"] = _text(name), _text(value)
    return cells


def _flat(item: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for key, value in item.items():
        if key in SKIPPED:
            continue
        if isinstance(value, dict):
            # {"dimensions": {"width": 10}} says the same as {"width": 10}.
            yield from ((inner, _text(each)) for inner, each in value.items() if not isinstance(each, dict | list))
        elif isinstance(value, list):
            yield key, "\n".join(_text(each.get("src", "") if isinstance(each, dict) else each) for each in value)
        else:
            yield key, _text(value)


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return plain(str(value))
