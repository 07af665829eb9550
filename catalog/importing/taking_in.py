"""Taking in a whole catalogue in one go, as the command does: the page's imports go on in steps (`services`)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from django.db import transaction

from catalog.importing.categories import Categories
from catalog.importing.pictures import Pictures, finish_with_pictures
from catalog.importing.products import Product
from catalog.importing.report import Outcome, RowReport
from catalog.importing.writing import Batch, Options
from sellers.models import Shop

# Few enough that nobody waits long for the database, enough that a commit is shared by many.
AT_ONCE = 40


def take_in(
    shop: Shop, products: Iterable[Product], options: Options, *, pictures: Pictures | None = None
) -> Iterator[RowReport]:
    """
    Create or update each product, and report each of its rows, in the order of the file.

    A product is known by its reference, a variant by its SKU: the same file again changes nothing. What was reported
    is committed. Stock is taken for new variants only: what has been sold since is not in the file.
    """
    categories = Categories(options.categories)
    for some in in_batches(products):
        batch = Batch(shop, some, options, categories)
        with transaction.atomic():
            written = batch.write(publish=pictures is None)
        for each in written:
            if pictures is not None and each.listing is not None:
                again = Batch(shop, [each.plan.product], options, categories)
                if finish_with_pictures(again, pictures, each.notes) and each.outcome == Outcome.UNCHANGED:
                    each.outcome = Outcome.UPDATED
            yield from each.rows()


def in_batches(products: Iterable[Product]) -> Iterator[list[Product]]:
    """A few at a time; a product that goes on further down is never in one batch with its beginning."""
    remaining = iter(products)
    while some := list(islice(remaining, AT_ONCE)):
        refs: set[str] = set()
        batch: list[Product] = []
        for product in some:
            if product.ref in refs:
                yield batch
                refs, batch = set(), []
            refs.add(product.ref)
            batch.append(product)
        yield batch
