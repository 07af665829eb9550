"""The words of a shop's products in other languages, from a table of their own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from babel import Locale, UnknownLocaleError
from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.models import User
from catalog import services
from catalog.importing.columns import Columns
from catalog.importing.report import Outcome, RowReport
from catalog.importing.rows import Row
from catalog.models import Listing
from core.errors import DomainError
from core.text import plain_line
from sellers.models import Shop


def take_in_translations(
    shop: Shop, rows: Iterable[Row], *, by: User | None, columns: Columns | None = None
) -> Iterator[RowReport]:
    """Give listings their words in other languages, row by row: columns slug, locale, name, description."""
    columns = columns or Columns()
    said = [(row, _by_meaning(row, columns)) for row in rows]
    listings = _known(shop, [cells.get("ref", "") for _row, cells in said])
    for row, cells in said:
        ref = cells.get("ref", "")
        language = cells.get("language", "").replace("_", "-").lower()
        title = plain_line(cells.get("title", ""))[:150].strip()
        report = RowReport(row.number, f"{ref} [{language}]", Outcome.REFUSED)
        listing = listings.get(ref)
        if row.problem:
            report.notes.append(row.problem)
        elif listing is None:
            report.notes.append(_("The shop has no product “%(ref)s”.") % {"ref": ref[:80]})
        elif not is_language(language):
            report.notes.append(_("“%(language)s” is no language.") % {"language": language[:20]})
        elif not title:
            report.notes.append(_("It has no title."))
        else:
            words = {"title": title, "description": cells.get("description", "")[:10_000].strip()}
            listings[ref] = _translate(listing, language, words, report, by=by)
        yield report


def _by_meaning(row: Row, columns: Columns) -> dict[str, str]:
    said: dict[str, str] = {}
    for heading, value in row.cells.items():
        if value:
            said.setdefault(columns.meaning(heading), value)
    return said


def _known(shop: Shop, refs: Sequence[str]) -> dict[str, Listing]:
    listings = Listing.objects.filter(shop=shop).filter(Q(external_ref__in=refs) | Q(number__in=refs))
    listings = listings.select_related("shop", "category").prefetch_related("texts")
    known = {listing.number: listing for listing in listings}
    return known | {listing.external_ref: listing for listing in listings if listing.external_ref}


def _translate(
    listing: Listing, language: str, words: Mapping[str, str], report: RowReport, *, by: User | None
) -> Listing:
    """Write the words if the listing does not say so already; the listing as it is then."""
    had = {text.language: {"title": text.title, "description": text.description} for text in listing.texts.all()}
    had[listing.language] = {"title": listing.title, "description": listing.description}
    if had.get(language) == words:
        report.outcome = Outcome.UNCHANGED
        return listing
    try:
        services.translate_listing(listing, by=by, language=language, **words)
    except DomainError as refusal:
        report.notes.append(refusal.message)
        return listing
    report.outcome = Outcome.UPDATED if language in had else Outcome.CREATED
    return Listing.objects.select_related("shop", "category").prefetch_related("texts").get(pk=listing.pk)


def is_language(code: str) -> bool:
    """Whether the code names a language that anybody speaks: "de", "pt-br"."""
    try:
        Locale.parse(code, sep="-")
    except (UnknownLocaleError, ValueError, TypeError):
        return False
    return len(code) <= LONGEST_LANGUAGE


LONGEST_LANGUAGE = 12
