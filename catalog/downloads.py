"""A shop's catalogue, and what became of an import, as files: for pages and programs alike."""

from __future__ import annotations

import csv
from collections.abc import Iterator

from django.http import StreamingHttpResponse
from django.utils.translation import gettext as _

from catalog.exporting import EXPORTS, headings_of, rows_of
from catalog.models import CatalogueImport, Outcome
from core import clock
from core.spreadsheets import harmless
from sellers.models import Shop


class _Pen:
    """What csv.writer writes to: it hands each line back."""

    def write(self, line: str) -> str:
        return line


def export_response(shop: Shop, kind: str) -> StreamingHttpResponse:
    """All listings of the shop in one of the kinds of EXPORTS; written while it is sent."""
    content = EXPORTS[kind].write(headings_of(shop), rows_of(shop))
    response = StreamingHttpResponse(content, content_type=EXPORTS[kind].content_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{shop.slug}-{clock.today()}.{kind}"'
    return response


def report_response(taken: CatalogueImport) -> StreamingHttpResponse:
    """What became of each row, as a table for a spreadsheet program."""
    response = StreamingHttpResponse(_report_lines(taken), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="import-{taken.number}.csv"'
    return response


def _report_lines(taken: CatalogueImport) -> Iterator[str]:
    writer = csv.writer(_Pen())
    yield "\ufeff" + writer.writerow([_("Row"), _("Product"), _("Outcome"), _("Why")])
    rows = taken.rows.order_by("row").values_list("row", "name", "outcome", "sentence")
    for row, name, outcome, sentence in rows.iterator(chunk_size=2000):
        yield writer.writerow([row, harmless(name), Outcome(outcome).label, harmless(sentence)])
