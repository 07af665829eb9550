"""
The worker takes files in: in steps that commit, in slices that let other work come between.

A step writes some products, the reports of their rows and how far the import is, all in one transaction. So a worker
that is killed has done a step whole or not at all, and whoever comes next goes on behind the last one.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from itertools import islice
from typing import BinaryIO

from django.db import transaction
from django.utils import translation

from catalog.importing.archives import PictureArchive
from catalog.importing.categories import Categories
from catalog.importing.choices import Choices, is_table_of_words
from catalog.importing.pictures import finish_with_pictures
from catalog.importing.products import Product, products_in
from catalog.importing.reading import rows_in
from catalog.importing.report import Outcome, RowReport
from catalog.importing.rows import Row
from catalog.importing.services.holding import (
    NoLongerOurs,
    claim,
    finish,
    has_worn_out,
    hold_on,
    let_go,
    note_progress,
    stop,
    worn_out_sentence,
)
from catalog.importing.sniffing import Form
from catalog.importing.survey import Survey
from catalog.importing.taking_in import AT_ONCE, in_batches
from catalog.importing.translations import take_in_translations
from catalog.importing.writing import Batch, Options
from catalog.models import CatalogueImport, Half, ImportRow
from core.errors import DomainError
from core.large_files import open_large
from core.pictures import PicturesBusy

log = logging.getLogger(__name__)

SLICE = 20.0  # seconds


def run_imports(*, seconds: float = SLICE) -> int:
    """
    Go on with the imports that no worker holds, for about that many seconds; returns how many are still not done.

    Whoever calls it rings again while something is left.
    """
    until = time.monotonic() + seconds
    for pk in list(CatalogueImport.objects.free().order_by("lease_until", "pk").values_list("pk", flat=True)):
        if (taken := claim(pk)) is not None:
            _go_on(taken, until)
        if time.monotonic() > until:
            break
    return CatalogueImport.objects.free().count()


def _go_on(taken: CatalogueImport, until: float) -> None:
    """One slice of one import. Whatever goes wrong in it is written down; nothing is left held."""
    with translation.override(taken.by.language if taken.by is not None else taken.shop.language):
        try:
            if has_worn_out(taken):
                with transaction.atomic():
                    stop(taken, because=worn_out_sentence())
                return
            _slice(taken, until)
        except NoLongerOurs:
            log.info("import_taken_away", extra={"import": taken.number})
        except PicturesBusy:
            let_go(taken, later=True)
        except DomainError as refusal:
            with transaction.atomic():
                stop(taken, because=refusal.message)
        except Exception:
            # The database was busy, or we are wrong: it is tried again, and given up after a few times.
            log.exception("import_failed", extra={"import": taken.number})
            let_go(taken, later=True)


def _slice(taken: CatalogueImport, until: float) -> None:
    with ExitStack() as open_files:
        source = _Source(taken, open_files.enter_context(open_large(taken.file)))
        if taken.products is None:
            taken.products = source.count()
            CatalogueImport.objects.filter(pk=taken.pk).update(products=taken.products)
        steps = _rows(source) if taken.half == Half.ROWS else iter(())
        for _step in steps:
            if time.monotonic() > until:
                let_go(taken)
                return
        if taken.pictures is not None and not source.is_words:
            archive = PictureArchive(open_files.enter_context(open_large(taken.pictures)))
            for _step in _pictures(source, archive):
                if time.monotonic() > until:
                    let_go(taken)
                    return
        with transaction.atomic():
            finish(taken)


class _Source:
    """The file of an import, from where it stands."""

    def __init__(self, taken: CatalogueImport, file: BinaryIO) -> None:
        self.taken = taken
        self.file = file
        self.form = Form(**taken.form)
        choices = Choices.from_json(taken.choices)
        self.columns = choices.as_columns()
        self.options: Options = choices.options(by=taken.by)
        self.is_words = is_table_of_words(self.columns, Survey.from_json(taken.survey).headings)

    def rows(self) -> Iterator[Row]:
        return rows_in(self.file, self.form)

    def products(self) -> Iterator[Product]:
        return products_in(self.rows(), self.columns)

    def count(self) -> int:
        return sum(1 for _each in (self.rows() if self.is_words else self.products()))


def _rows(source: _Source) -> Iterator[None]:
    """Write the rows, some in each step."""
    taken = source.taken
    if source.is_words:
        remaining = islice(source.rows(), taken.done, None)
        while some := list(islice(remaining, AT_ONCE)):
            _step(taken, len(some), lambda some=some: _words(source, some))  # type: ignore[misc]
            yield
    else:
        categories = Categories(source.options.categories)
        for products in in_batches(islice(source.products(), taken.done, None)):
            batch = Batch(taken.shop, products, source.options, categories)
            _step(taken, len(products), lambda batch=batch: _written(taken, batch))  # type: ignore[misc]
            yield
    with transaction.atomic():
        hold_on(taken)
        CatalogueImport.objects.filter(pk=taken.pk).update(half=Half.PICTURES)


def _words(source: _Source, rows: list[Row]) -> list[RowReport]:
    return list(take_in_translations(source.taken.shop, rows, by=source.taken.by, columns=source.columns))


def _written(taken: CatalogueImport, batch: Batch) -> list[RowReport]:
    # What waits for its pictures becomes public after them.
    return [report for each in batch.write(publish=taken.pictures is None) for report in each.rows()]


@transaction.atomic
def _step(taken: CatalogueImport, products: int, write: Callable[[], list[RowReport]]) -> None:
    """Write, report and count, together. Raises NoLongerOurs."""
    hold_on(taken)
    reports = write()
    ImportRow.objects.bulk_create(_row(taken, report) for report in reports)
    counts = {outcome.value: sum(report.outcome == outcome for report in reports) for outcome in Outcome}
    note_progress(taken, done=products, **counts)


def _row(taken: CatalogueImport, report: RowReport) -> ImportRow:
    return ImportRow(
        catalogue_import=taken,
        row=report.row,
        name=report.name[:200],
        outcome=report.outcome,
        sentence=report.sentence[:1000],
    )


def _pictures(source: _Source, archive: PictureArchive) -> Iterator[None]:
    """Attach the pictures, one product in each step; what they complete becomes public."""
    taken = source.taken
    categories = Categories(source.options.categories)
    for product in islice(source.products(), taken.pictures_done, None):
        batch = Batch(taken.shop, [product], source.options, categories)
        notes: list[str] = []
        has_new = finish_with_pictures(batch, archive, notes, before_each=lambda: hold_on(taken))
        _note_pictures(taken, product, notes, has_new=has_new)
        yield


@transaction.atomic
def _note_pictures(taken: CatalogueImport, product: Product, notes: list[str], *, has_new: bool) -> None:
    """Add to the report of the product's first row, and count. Raises NoLongerOurs."""
    hold_on(taken)
    counts: dict[str, int] = {}
    row = ImportRow.objects.filter(catalogue_import=taken, row=product.first_row).first()
    if row is not None and (notes or has_new):
        row.sentence = " ".join([row.sentence, *notes]).strip()[:1000]
        if has_new and row.outcome == Outcome.UNCHANGED:
            row.outcome = Outcome.UPDATED
            counts = {Outcome.UNCHANGED.value: -1, Outcome.UPDATED.value: 1}
        row.save(update_fields=["sentence", "outcome"])
    note_progress(taken, pictures_done=1, **counts)
