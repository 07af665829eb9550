"""
Taking in a catalogue from a file: CSV or XLSX in the column style of Shopify and Spree, or JSON.

Read the file (`sniffing`, `reading`), understand its columns (`columns`, `json_products`, `products`), plan what each
product means in this shop (`plans`), and write what differs (`writing`, `pictures`). Every row is reported; the same
file again changes nothing. The command takes a file in at once (`taking_in`), the page in steps (`services`).
"""

from catalog.importing.photos import PhotoFolder
from catalog.importing.products import Product, read_products
from catalog.importing.reading import Unreadable, read_rows
from catalog.importing.report import Outcome, RowReport
from catalog.importing.taking_in import take_in
from catalog.importing.translations import take_in_translations
from catalog.importing.writing import Options

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
