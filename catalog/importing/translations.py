"""The words of a shop's products in other languages, from a table of their own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from babel import Locale, UnknownLocaleError
from django.utils.translation import gettext as _

from accounts.models import User
from catalog import services
from catalog.importing.columns import plain_heading
from catalog.importing.reading import Row
from catalog.importing.report import Outcome, RowReport
from catalog.models import Listing, ListingText
from core.errors import DomainError
from core.text import plain_line
from sellers.models import Shop


def take_in_translations(shop: Shop, rows: Iterable[Row], *, by: User | None) -> Iterator[RowReport]:
    """Give listings their words in other languages, row by row: columns slug, locale, name, description."""
    listings = {listing.external_ref: listing for listing in Listing.objects.filter(shop=shop).exclude(external_ref="")}
    for row in rows:
        cells = {plain_heading(heading): value for heading, value in row.cells.items()}
        ref = cells.get("slug") or cells.get("handle") or cells.get("id") or ""
        language = (cells.get("locale") or cells.get("language") or "").replace("_", "-").lower()
        title = plain_line(cells.get("name") or cells.get("title") or "")[:150]
        report = RowReport(row.number, f"{ref} [{language}]", Outcome.REFUSED)
        listing = listings.get(ref)
        if listing is None:
            report.notes.append(_("The shop has no product “%(ref)s”.") % {"ref": ref[:80]})
        elif not is_language(language):
            report.notes.append(_("“%(language)s” is no language.") % {"language": language[:20]})
        elif not title:
            report.notes.append(_("It has no title."))
        else:
            _translate(listing, language, title, cells.get("description", "")[:10_000], report, by=by)
        yield report


def _translate(
    listing: Listing, language: str, title: str, description: str, report: RowReport, *, by: User | None
) -> None:
    is_new = not ListingText.objects.filter(listing=listing, language=language).exists()
    before = Listing.objects.values_list("version", flat=True).get(pk=listing.pk)
    try:
        listing = services.translate_listing(listing, by=by, language=language, title=title, description=description)
    except DomainError as refusal:
        report.notes.append(refusal.message)
        return
    changed = Outcome.CREATED if is_new and language != listing.language else Outcome.UPDATED
    report.outcome = Outcome.UNCHANGED if listing.version == before else changed


def is_language(code: str) -> bool:
    """Whether the code names a language that anybody speaks: "de", "pt-br"."""
    try:
        Locale.parse(code, sep="-")
    except (UnknownLocaleError, ValueError, TypeError):
        return False
    return True
