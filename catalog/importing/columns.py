"""
Which heading means what. Headings are compared without capitals, accents and punctuation: "Variant SKU", "variant_sku".

The words of other languages stand in `catalog.importing.headings`. What no line knows may still be a fact: see
`fact_name`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from catalog.importing.choice_words import CHOICES
from catalog.importing.headings import FACTS, HEADINGS
from catalog.search.tokens import fold

COLUMNS: dict[str, tuple[str, ...]] = {
    "ref": ("slug", "handle", "product id", "product ref", "external id", "id", "ref", "reference", "kode produk"),
    "title": ("name", "title", "product name", "product title", "judul", "nama", "nama produk", "nama barang"),
    "description": ("description", "product description", "deskripsi", "deskripsi produk", "keterangan"),
    "html": ("body html", "body", "description html"),
    "category": (
        *("category1", "category", "product category", "taxon", "taxons", "google product category"),
        *("kategori", "kategori produk"),
    ),
    "type": ("product type", "type", "jenis", "jenis produk"),
    "brand": ("brand", "vendor", "manufacturer", "merek", "merk"),
    "model": ("model", "model number", "mpn"),
    "condition": ("condition", "google shopping condition", "kondisi"),
    "status": ("status", "published", "availability status"),
    "language": ("locale", "language", "bahasa"),
    "sku": ("sku", "variant sku", "kode sku", "sku penjual"),
    "price": ("price", "variant price", "harga", "harga jual", "unit price"),
    "currency": ("currency", "price currency", "currency code", "mata uang"),
    "stock": (
        *("inventory count", "variant inventory qty", "inventory quantity", "stock", "quantity", "count on hand"),
        *("stok", "jumlah stok", "jumlah", "on hand"),
    ),
    "offered": ("offered", "variant offered"),
    "image": (
        *("image src", "image", "images", "variant image", "image url", "thumbnail", "photo", "photos", "picture"),
        *("pictures", "foto", "foto produk", "gambar"),
        *(f"image{n} src" for n in range(1, 10)),
        *(f"foto produk {n}" for n in range(1, 10)),
    ),
    "option1 name": ("option1 name", "nama variasi 1", "nama varian 1"),
    "option1 value": ("option1 value", "option1", "variasi 1", "varian 1"),
    "option2 name": ("option2 name", "nama variasi 2", "nama varian 2"),
    "option2 value": ("option2 value", "option2", "variasi 2", "varian 2"),
    "option3 name": ("option3 name",),
    "option3 value": ("option3 value", "option3"),
    "option4 name": ("option4 name",),
    "option4 value": ("option4 value", "option4"),
    "dimensions unit": ("dimensions unit", "dimension unit"),
    "weight unit": ("weight unit", "variant weight unit"),
}
FACT = "fact"  # its own heading says which
IGNORED = "ignored"

# Shopify: "Wattage (product.metafields.custom.wattage)". Spree: "custom_field.custom.wattage". Ours: "fact.wattage".
_OWN_FIELD = re.compile(r"(?:(?:metafields|custom_field)\.\w+|^fact)\.([\w-]+)")
# Our own columns of words in another language: "title [id]".
_OTHER_WORDS = re.compile(r"^(title|description) \[([a-z]{2,3}(?:-[a-z0-9]{2,8})*)\]$")
_PUNCTUATION = re.compile(r"[\W_]+")
_TWIN = re.compile(r" \(\d+\)$")


@dataclass(frozen=True)
class Columns:
    """The meaning of each heading: what somebody chose, else what the heading itself says."""

    chosen: Mapping[str, str] = field(default_factory=dict)
    _known: dict[str, str] = field(default_factory=dict, compare=False)
    _facts: dict[str, str] = field(default_factory=dict, compare=False)

    def meaning(self, heading: str) -> str:
        """One of COLUMNS, FACT, or IGNORED. Asked for each cell: each heading is looked at once."""
        if heading not in self._known:
            self._known[heading] = self.chosen.get(heading) or meaning_of(heading) or FACT
        return self._known[heading]

    def fact(self, heading: str) -> str:
        """The name under which a category may know what stands in this column."""
        if heading not in self._facts:
            self._facts[heading] = fact_name(heading)
        return self._facts[heading]


def plain_heading(heading: str) -> str:
    return _PUNCTUATION.sub(" ", fold(heading)).strip()


def _by_heading(*tables: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    """What each heading of these tables means, as headings are compared; what an earlier table says stays said."""
    known: dict[str, str] = {}
    for table in tables:
        for meaning, headings in table.items():
            for heading in headings:
                known.setdefault(plain_heading(heading), meaning)
    return known


def _codes_by_word() -> dict[str, frozenset[str]]:
    """A word may mean one choice of a question and another of the next: "Silber" is a colour and a material."""
    known: dict[str, set[str]] = {}
    for table in CHOICES.values():
        for code, words in table.items():
            for word in words:
                known.setdefault(plain_heading(word), set()).add(code)
    return {word: frozenset(codes) for word, codes in known.items()}


MEANINGS = _by_heading(COLUMNS, *HEADINGS.values())
_ENGLISH = _by_heading(*FACTS.values())
_CODES = _codes_by_word()


def meaning_of(heading: str) -> str | None:
    """The column's meaning, or None when it may be a fact."""
    if _OWN_FIELD.search(heading) or words_of(heading):
        return None
    return MEANINGS.get(plain_heading(_TWIN.sub("", heading)))


def fact_name(heading: str) -> str:
    """The name under which a category may know the fact in this column."""
    own = _OWN_FIELD.search(heading)
    name = plain_heading(own[1] if own else _TWIN.sub("", heading))
    return name.removeprefix("variant ").removesuffix(" information")


def english_name(name: str) -> str:
    """The same name of a fact as our own categories say it: "colour" for "farbe"; a name we do not know as it is."""
    return _ENGLISH.get(name, name)


def codes_of(words: str) -> frozenset[str]:
    """The choices that these words may mean in one of the languages that we know: "stoneware" for "Grès"."""
    return _CODES.get(plain_heading(words), frozenset())


def words_of(heading: str) -> tuple[str, str] | None:
    """("title", "id") of "title [id]": words in another language than the listing's own."""
    found = _OTHER_WORDS.match(heading.strip().lower())
    return (found[1], found[2]) if found else None
