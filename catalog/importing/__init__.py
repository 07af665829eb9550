"""
Taking in a catalogue from a file: CSV in the column style of Shopify and Spree, or JSON.

Read the file (`reading`), understand its columns (`columns`, `json_products`, `products`), and bring each product into
the shop through the services (`taking_in`). Every row is reported; the same file again changes nothing.
"""

from catalog.importing.photos import PhotoFolder
from catalog.importing.products import Product, read_products
from catalog.importing.reading import Unreadable, read_rows
from catalog.importing.report import Outcome, RowReport
from catalog.importing.taking_in import Options, take_in
from catalog.importing.translations import take_in_translations

__all__ = [
    "Options",
    "Outcome",
    "PhotoFolder",
    "Product",
    "RowReport",
    "Unreadable",
    "read_products",
    "read_rows",
    "take_in",
    "take_in_translations",
]
