"""Rows put together to products: those that share a reference are one product with its variants."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser

from catalog.importing.columns import fact_name, meaning_of
from catalog.importing.reading import Row
from catalog.models import Listing
from core.text import plain, plain_line

OPTION_PLACES = ("option1", "option2", "option3")
# Spree and Shopify name the only variant of a product so.
NO_OPTION = frozenset({"", "title", "default title", "default"})
_BETWEEN_IMAGES = re.compile(r"[\n|;]+|,\s*(?=https?:)|,\s+")


@dataclass
class Line:
    """One row that says something about a variant: a price in some currency, options, stock, photos."""

    row: int
    sku: str
    price: str
    currency: str
    options: list[tuple[str, str]]
    stock: str
    images: list[str]


@dataclass
class Product:
    """What the file says about one product; `texts` by meaning, `facts` by the name of their column."""

    ref: str
    first_row: int
    texts: dict[str, str] = field(default_factory=dict)
    facts: dict[str, str] = field(default_factory=dict)
    images: list[str] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    rows: list[int] = field(default_factory=list)

    @property
    def name(self) -> str:
        return self.texts.get("title") or self.ref


def read_products(rows: Iterable[Row]) -> list[Product]:
    """The products of a table, in the order in which each begins."""
    products: dict[str, Product] = {}
    previous = ""
    for row in rows:
        said = _by_meaning(row.cells)
        ref = (said["ref"] or (said["title"] and Listing.slug_of(said["title"])) or said["sku"] or previous)[:120]
        if not ref:
            continue
        previous = ref
        product = products.setdefault(ref, Product(ref, row.number))
        product.rows.append(row.number)
        for name in ("title", "description", "category", "type", "brand", "model", "condition", "status"):
            if said[name]:
                product.texts.setdefault(name, said[name])
        for name, value in _facts(row.cells, said).items():
            product.facts.setdefault(name, value)
        line = _line(row.number, said)
        if line is None:
            product.images += _images(said)
        else:
            product.lines.append(line)
    return list(products.values())


def _by_meaning(cells: Mapping[str, str]) -> dict[str, str]:
    """The cells by what they mean; several columns of images are put behind one another."""
    said: dict[str, str] = dict.fromkeys(_MEANINGS, "")
    for heading, value in cells.items():
        meaning = meaning_of(heading)
        if meaning is None or not value.strip():
            continue
        if meaning == "image":
            said["image"] = f"{said['image']}\n{value}".strip()
        elif not said[meaning]:
            said[meaning] = value if meaning in {"description", "html"} else plain_line(value)
    if not said["description"]:
        said["description"] = text_of_html(said["html"])
    return said


_MEANINGS = (
    *("ref", "title", "description", "html", "category", "type", "brand", "model", "condition", "status", "sku"),
    *("price", "currency", "stock", "image", "dimensions unit", "weight unit"),
    *(f"{place} {part}" for place in OPTION_PLACES for part in ("name", "value")),
)


def _facts(cells: Mapping[str, str], said: Mapping[str, str]) -> dict[str, str]:
    facts: dict[str, str] = {}
    for heading, value in cells.items():
        if meaning_of(heading) is not None or not value.strip():
            continue
        name = fact_name(heading)
        unit = said["weight unit"] if name == "weight" else ""
        if name in {"width", "height", "depth", "length"}:
            unit = said["dimensions unit"]
        facts[name] = f"{plain_line(value)} {unit}".strip()
    return facts


def _line(number: int, said: Mapping[str, str]) -> Line | None:
    """The variant of the row; None for a row about the product only (no price, or the zero of a master row)."""
    options = [
        (said[f"{place} name"] or "Option", said[f"{place} value"])
        for place in OPTION_PLACES
        if said[f"{place} value"].casefold() not in NO_OPTION
    ]
    is_master = bool(said["title"]) and not options and said["price"].strip("0.,") == ""
    if is_master or not (said["price"] or options):
        return None
    return Line(
        row=number,
        sku=said["sku"],
        price=said["price"],
        currency=said["currency"].upper(),
        options=options,
        stock=said["stock"],
        images=_images(said),
    )


def _images(said: Mapping[str, str]) -> list[str]:
    return [part.strip() for part in _BETWEEN_IMAGES.split(said["image"]) if part.strip()]


class _Text(HTMLParser):
    """Only the words, with a line break where a block ends."""

    BREAKS = frozenset({"p", "br", "li", "div", "h1", "h2", "h3", "h4", "tr", "ul", "ol"})
    SILENT = frozenset({"script", "style"})

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.silent += tag in self.SILENT
        if tag in self.BREAKS:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self.silent -= tag in self.SILENT and self.silent > 0
        if tag in self.BREAKS:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.parts.append(data)


def text_of_html(markup: str) -> str:
    """The words of a description that came as HTML. Ours are plain text, so nothing of the markup is kept."""
    if not markup:
        return ""
    parser = _Text()
    parser.feed(markup)
    parser.close()
    lines = (" ".join(line.split()) for line in "".join(parser.parts).splitlines())
    return plain(re.sub(r"\n{3,}", "\n\n", "\n".join(lines)))
