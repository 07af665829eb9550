"""
A shop's whole catalogue as a file that comes back in unchanged: CSV, XLSX or JSON, in the columns of docs/imports.md.
"""

from catalog.exporting.files import EXPORTS, Export
from catalog.exporting.rows import headings_of, rows_of

__all__ = ["EXPORTS", "Export", "headings_of", "rows_of"]
