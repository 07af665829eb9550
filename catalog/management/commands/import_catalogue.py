"""Take a catalogue into a shop from a CSV, XLSX or JSON file, with photos from a folder, words from a table."""

from __future__ import annotations

from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from catalog.importing import (
    Options,
    Outcome,
    PhotoFolder,
    RowReport,
    Unreadable,
    read_products,
    read_rows,
    take_in,
    take_in_translations,
)
from sellers.models import Shop
from taxonomy.models import Category


class Command(BaseCommand):
    help = (
        "Take a catalogue into a shop. Reports row by row, can be run again without doubling, and commits each "
        "product. Stock is taken for new variants only; prices must be in the shop's currency."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="CSV or XLSX in the column style of Shopify or Spree, or JSON")
        parser.add_argument("--shop", required=True, metavar="SLUG", help="the shop that offers it")
        parser.add_argument("--photos", type=Path, metavar="DIR", help="a folder with the photos that the file names")
        parser.add_argument(
            "--translations", type=Path, metavar="FILE", help="CSV with slug, locale, name, description"
        )
        parser.add_argument("--category", metavar="PATH", help="for products whose category is not known here")
        parser.add_argument("--currency-of-file", metavar="CODE", help="stops unless the shop sells in this currency")
        parser.add_argument("--drafts", action="store_true", help="keep new listings as drafts")
        parser.add_argument("--quiet-rows", action="store_true", help="report only rows that were left out or refused")

    def handle(self, *args: Any, **options: Any) -> None:
        shop = self._shop(options)
        how = Options(category=self._category(options["category"]), publish=not options["drafts"])
        pictures = self._photos(options["photos"])
        try:
            rows = read_rows(self._read(options["file"]))
            translations = read_rows(self._read(options["translations"])) if options["translations"] else []
        except Unreadable as refusal:
            raise CommandError(refusal.message) from refusal
        products = read_products(rows)
        self._report(take_in(shop, products, how, pictures=pictures), f"{len(products)} products", options)
        if translations:
            self._report(take_in_translations(shop, translations, by=None), "translations", options)

    def _shop(self, options: dict[str, Any]) -> Shop:
        shop = Shop.objects.select_related("seller").filter(slug=options["shop"]).first()
        if shop is None:
            raise CommandError(f"There is no shop “{options['shop']}”.")
        currency = options["currency_of_file"]
        if currency and currency.upper() != shop.currency:
            raise CommandError(f"The file is priced in {currency.upper()}, the shop sells in {shop.currency}.")
        return shop

    def _photos(self, folder: Path | None) -> PhotoFolder | None:
        if folder is None:
            return None
        if not folder.is_dir():
            raise CommandError(f"There is no folder {folder}.")
        return PhotoFolder(folder)

    def _category(self, path: str | None) -> Category | None:
        if not path:
            return None
        category = Category.objects.filter(path=path).first()
        if category is None:
            raise CommandError(f"There is no category “{path}”.")
        return category

    def _read(self, path: Path) -> bytes:
        try:
            return path.read_bytes()
        except OSError as error:
            raise CommandError(f"{path} cannot be read: {error.strerror}.") from error

    def _report(self, reports: Iterable[RowReport], what: str, options: dict[str, Any]) -> None:
        counts: Counter[Outcome] = Counter()
        for report in reports:
            counts[report.outcome] += 1
            worth_saying = report.outcome in {Outcome.REFUSED, Outcome.LEFT_OUT} or report.notes
            if worth_saying or not options["quiet_rows"]:
                self.stdout.write(f"row {report.row}: {report.outcome.label}: {report.name} {report.sentence}".rstrip())
        sums = ", ".join(f"{counts[outcome]} {outcome.label}" for outcome in Outcome)
        self.stdout.write(f"{what}: {sums}.")
