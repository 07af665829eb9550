"""Rows put together to products: those that follow each other with one reference are one product with its variants."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from itertools import chain, islice

from django.utils.translation import gettext as _

from catalog.importing.columns import FACT, Columns, english_name, words_of
from catalog.importing.limits import MOST_ROWS_OF_A_PRODUCT
from catalog.importing.rows import Row
from catalog.models import Listing
from core.text import plain, plain_line

# So many rows are looked at together, before the first product is made of them.
AT_ONCE = 5_000
OPTION_PLACES = ("option1", "option2", "option3", "option4")
# Spree and Shopify name the only variant of a product so.
NO_OPTION = frozenset({"", "title", "default title", "default"})
NO_OPTION_NAME = frozenset({"", "title", "default"})
TEXTS = ("title", "description", "category", "type", "brand", "model", "condition", "status", "language")
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
    offered: str = ""
    # An earlier row of the file, apart from this one, spoke of the same variant.
    is_repeated: bool = False

    @property
    def label(self) -> str:
        return " / ".join(value for _name, value in self.options)

    @property
    def key(self) -> str:
        """What tells the product's variants apart."""
        return self.sku or f"\n{self.label}"


@dataclass
class Product:
    """What the file says about one product; `texts` by meaning, `facts` by the name of their column."""

    ref: str
    first_row: int
    texts: dict[str, str] = field(default_factory=dict)
    facts: dict[str, str] = field(default_factory=dict)
    # Words in other languages: {"id": {"title": …, "description": …}}.
    words: dict[str, dict[str, str]] = field(default_factory=dict)
    images: list[str] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    rows: list[int] = field(default_factory=list)
    # Why nothing can be made of it.
    problem: str = ""
    # Its first rows stand further up, apart from these.
    is_continued: bool = False

    @property
    def name(self) -> str:
        return self.texts.get("title") or self.ref

    def take_from(self, further: Product) -> None:
        """Add what rows further down say; what is said already stays, and so does a variant's price in a currency."""
        said = {(line.key, line.currency) for line in self.lines}
        for line in further.lines:
            line.is_repeated = (line.key, line.currency) in said
        self.texts = further.texts | self.texts
        self.facts = further.facts | self.facts
        self.words = further.words | self.words
        self.images += further.images
        self.lines += further.lines
        self.rows += further.rows


def read_products(rows: Iterable[Row], columns: Columns | None = None) -> list[Product]:
    """All products of a table at once."""
    return list(products_in(rows, columns))


def products_in(rows: Iterable[Row], columns: Columns | None = None) -> Iterator[Product]:
    """
    The products of a table, in their order.

    A row that cannot be used comes as a product of its own, with its problem. In a table of at most `AT_ONCE` rows all
    rows of a product count as one, wherever they stand. A longer one is read in a stream, each product as soon as its
    rows end; there, what the first row of a variant or a product said stays said: where a product goes on further down,
    only new variants are taken from there.
    """
    rows, columns = iter(rows), columns or Columns()
    first = list(islice(rows, AT_ONCE + 1))
    if len(first) > AT_ONCE:
        yield from _in_a_stream(chain(first, rows), columns)
    else:
        yield from _put_together(_in_a_stream(first, columns))


def _put_together(products: Iterable[Product]) -> list[Product]:
    """Products whose rows stand apart, each in the place of its first row."""
    whole: list[Product] = []
    by_ref: dict[str, Product] = {}
    for product in products:
        known = None if product.problem else by_ref.get(product.ref)
        if known is None or len(known.rows) + len(product.rows) > MOST_ROWS_OF_A_PRODUCT:
            whole.append(product)
            if not product.problem:
                by_ref.setdefault(product.ref, product)
            continue
        known.take_from(product)
    return whole


def _in_a_stream(rows: Iterable[Row], columns: Columns) -> Iterator[Product]:
    seen = _Seen()
    product: Product | None = None
    for row in rows:
        said = _by_meaning(row.cells, columns)
        ref = _ref_of(said) or (product.ref if product is not None else "")
        if row.problem or not ref:
            yield Product(ref, row.number, rows=[row.number], problem=row.problem or _("It names no product."))
            continue
        if product is None or product.ref != ref or len(product.rows) >= MOST_ROWS_OF_A_PRODUCT:
            if product is not None:
                yield seen.marked(product)
            product = Product(ref, row.number)
        _add(product, row, said, columns)
    if product is not None:
        yield seen.marked(product)


class _Seen:
    """Which products and variants came already; as numbers, because a file may have very many."""

    def __init__(self) -> None:
        self.products: set[int] = set()
        self.variants: set[int] = set()

    def marked(self, product: Product) -> Product:
        product.is_continued = hash(product.ref) in self.products
        self.products.add(hash(product.ref))
        keys = {hash((product.ref, line.key)) for line in product.lines}
        for line in product.lines:
            line.is_repeated = product.is_continued and hash((product.ref, line.key)) in self.variants
        self.variants |= keys
        return product


def _ref_of(said: Mapping[str, str]) -> str:
    return (said["ref"] or (said["title"] and Listing.slug_of(said["title"])) or said["sku"])[:120]


def _add(product: Product, row: Row, said: Mapping[str, str], columns: Columns) -> None:
    product.rows.append(row.number)
    for name in TEXTS:
        if said[name]:
            product.texts.setdefault(name, said[name])
    _add_facts(product, row.cells, said, columns)
    line = _line(row.number, said)
    if line is None:
        product.images += _images(said)
    else:
        product.lines.append(line)


def _by_meaning(cells: Mapping[str, str], columns: Columns) -> dict[str, str]:
    """The cells by what they mean; several columns of images are put behind one another."""
    said: dict[str, str] = dict.fromkeys(_MEANINGS, "")
    for heading, value in cells.items():
        meaning = columns.meaning(heading)
        if meaning not in said or not value:
            continue
        if meaning == "image":
            said["image"] = f"{said['image']}\n{value}".strip()
        elif not said[meaning]:
            said[meaning] = value if meaning in {"description", "html"} else plain_line(value)
    if not said["description"]:
        said["description"] = text_of_html(said["html"])
    return said


_MEANINGS = (
    *("ref", "html", "sku", "price", "currency", "stock", "offered", "image", "dimensions unit", "weight unit"),
    *TEXTS,
    *(f"{place} {part}" for place in OPTION_PLACES for part in ("name", "value")),
)


def _add_facts(product: Product, cells: Mapping[str, str], said: Mapping[str, str], columns: Columns) -> None:
    """What stands in the other columns: facts, and words in other languages."""
    for heading, value in cells.items():
        if not value or columns.meaning(heading) != FACT:
            continue
        if (words := words_of(heading)) is not None:
            product.words.setdefault(words[1], {}).setdefault(words[0], value)
            continue
        name = columns.fact(heading)
        known = english_name(name)
        unit = said["weight unit"] if known == "weight" else ""
        if known in {"width", "height", "depth", "length"}:
            unit = said["dimensions unit"]
        product.facts.setdefault(name, f"{plain_line(value)} {unit}".strip())


def _line(number: int, said: Mapping[str, str]) -> Line | None:
    """The variant of the row; None for a row about the product only (no price, or the zero of a master row)."""
    options = [
        (said[f"{place} name"] or "Option", said[f"{place} value"])
        for place in OPTION_PLACES
        if _is_option(said[f"{place} name"], said[f"{place} value"])
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
        offered=said["offered"].casefold(),
    )


def _is_option(name: str, value: str) -> bool:
    return bool(value) and not (value.casefold() in NO_OPTION and name.casefold() in NO_OPTION_NAME)


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
