"""Bringing the products of a file into a shop, one transaction each, through the same services as the pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from catalog import services
from catalog.facts import NotAnAnswer, read_answer
from catalog.importing.categories import Categories
from catalog.importing.columns import plain_heading
from catalog.importing.lines import Lines
from catalog.importing.measures import read_measure
from catalog.importing.photos import PhotoFolder, name_of
from catalog.importing.products import Product
from catalog.importing.report import Outcome, RowReport
from catalog.models import Condition, Listing, Photo, Variant
from catalog.services import PhotoIsThere
from catalog.states import ListingStatus
from core.errors import DomainError
from sellers.models import Shop
from taxonomy.models import Category, FactDefinition, FactKind

# A file that says one of these about a product wants it public; one that says nothing, too.
PUBLIC = frozenset({"", "active", "published", "true", "yes", "1", "in stock", "low stock"})
MOST_WORDS = {"title": 150, "description": 10_000, "brand": 80, "model": 80}


@dataclass(frozen=True)
class Options:
    """How a file is to be taken in."""

    by: User | None = None
    photos: PhotoFolder | None = None
    # For products whose own category we do not know.
    category: Category | None = None
    publish: bool = True


@dataclass
class _Taken:
    """What became of one product."""

    listing: Listing | None = None
    outcome: Outcome = Outcome.UNCHANGED
    notes: list[str] = field(default_factory=list)


def take_in(shop: Shop, products: Iterable[Product], options: Options) -> Iterator[RowReport]:
    """
    Create or update each product, and report each of its rows, in the order of the file.

    A product is known by its reference, a variant by its SKU: the same file again changes nothing. Each product is a
    transaction of its own, so what was reported stays whatever happens later. Stock is taken for new variants only:
    what has been sold since is not in the file.
    """
    categories = Categories()
    for product in products:
        yield from sorted(_take_in_product(shop, product, options, categories), key=lambda report: report.row)


def _take_in_product(shop: Shop, product: Product, options: Options, categories: Categories) -> Iterator[RowReport]:
    lines = Lines(shop, product)
    try:
        with transaction.atomic():
            taken = _write(shop, product, options, categories)
            if taken.listing is not None:
                lines.write(taken.listing, by=options.by)
    except DomainError as refusal:
        yield from _refuse_all(product, refusal.message)
        return
    if taken.listing is None:
        yield from _refuse_all(product, " ".join(taken.notes))
        return
    listing = taken.listing
    added = _add_photos(listing, product, lines, options, taken.notes)
    if added and taken.outcome == Outcome.UNCHANGED:
        taken.outcome = Outcome.UPDATED
    _publish(listing, product, options, taken.notes)
    yield from _reports(product, taken, lines)


def _refuse_all(product: Product, because: str) -> Iterator[RowReport]:
    for row in product.rows:
        yield RowReport(row, product.name, Outcome.REFUSED, [because])


def _reports(product: Product, taken: _Taken, lines: Lines) -> Iterator[RowReport]:
    reports = {report.row: report for report in lines.reports}
    first = reports.get(product.first_row)
    if first is None:
        yield RowReport(product.first_row, product.name, taken.outcome, taken.notes)
    else:
        # One row that is product and variant at once says what happened to either.
        if first.outcome == Outcome.UNCHANGED:
            first.outcome = taken.outcome
        first.notes = taken.notes + first.notes
    yield from reports.values()
    for row in product.rows:
        if row != product.first_row and row not in reports:
            yield RowReport(row, product.name, Outcome.UNCHANGED, [])


def _write(shop: Shop, product: Product, options: Options, categories: Categories) -> _Taken:
    """The listing itself: words and facts."""
    taken = _Taken()
    texts = product.texts
    listing = Listing.objects.filter(shop=shop, external_ref=product.ref).select_related("category", "shop").first()
    category = categories.find(texts.get("category", ""), texts.get("type", "")) or options.category
    if category is None and listing is not None:
        category = listing.category
    if category is None:
        name = texts.get("category") or texts.get("type") or ""
        taken.notes.append(
            _("We have no category “%(name)s”.") % {"name": name[:80]} if name else _("It names no category.")
        )
        return taken
    if not texts.get("title"):
        taken.notes.append(_("It has no title."))
        return taken
    words = {name: texts.get(name, "")[:most] for name, most in MOST_WORDS.items()}
    taken.notes += [
        _("“%(name)s” was cut to %(most)d characters.") % {"name": name, "most": most}
        for name, most in MOST_WORDS.items()
        if len(texts.get(name, "")) > most
    ]
    facts = _facts(product, categories.questions(category), taken.notes)
    condition = texts.get("condition", "").casefold()
    condition = condition if condition in Condition.values else Condition.NEW
    if listing is None:
        taken.listing = services.create_listing(
            shop,
            by=options.by,
            category=category,
            condition=condition,
            facts=facts,
            external_ref=product.ref,
            title=words["title"],
            description=words["description"],
            brand=words["brand"],
            model=words["model"],
        )
        taken.outcome = Outcome.CREATED
        return taken
    # What the file does not say stays as it is.
    said = {name: value for name, value in words.items() if value}
    taken.listing = services.edit_listing(listing, by=options.by, category=category, facts=facts, **said)
    if taken.listing.version != listing.version:
        taken.outcome = Outcome.UPDATED
    return taken


def _facts(product: Product, questions: list[FactDefinition], notes: list[str]) -> dict[str, object]:
    """The facts that the category asks for and the file gives; what does not fit is left out, and said."""
    facts: dict[str, object] = {}
    for question in questions:
        names = {plain_heading(name) for name in (question.code, question.label, *question.aliases)}
        given = next((product.facts[name] for name in product.facts if name in names), "")
        if not given:
            continue
        value: object = given
        if question.kind == FactKind.NUMBER:
            value = read_measure(given, question.unit)
        try:
            if value is None:
                raise NotAnAnswer(_("“%(value)s” is not a number.") % {"value": given[:40]})
            if read_answer(question, value) is not None:
                facts[question.code] = value
        except NotAnAnswer as refusal:
            notes.append(f"{question.label}: {refusal.message}")
    return facts


def _add_photos(listing: Listing, product: Product, lines: Lines, options: Options, notes: list[str]) -> bool:
    """Attach the pictures that the folder has, and prepare them at once; whether any was new."""
    if options.photos is None:
        return False
    wanted: list[tuple[str, Variant | None]] = [(address, None) for address in product.images]
    wanted += [(address, lines.variant_of(line)) for line in product.lines for address in line.images]
    added = False
    for address, variant in wanted:
        content = options.photos.find(address)
        name = name_of(address)
        if content is None:
            notes.append(_("There is no photo “%(name)s” in the folder.") % {"name": name[:80]})
            continue
        alt = f"{listing.title} – {variant.label}" if variant is not None and variant.label else listing.title
        try:
            photo = services.add_photo(listing, content=content, name=name, by=options.by, variant=variant, alt=alt)
        except PhotoIsThere as refusal:
            photo = Photo.objects.get(listing=listing, original_digest=refusal.details["digest"])
        except DomainError as refusal:
            notes.append(f"{name}: {refusal.message}")
            continue
        else:
            added = True
        # A run that was killed may have left the photo waiting.
        photo = services.process_photo(photo)
        if photo.refusal:
            notes.append(f"{name}: {photo.refusal}")
    return added


def _publish(listing: Listing, product: Product, options: Options, notes: list[str]) -> None:
    wants = options.publish and product.texts.get("status", "").casefold() in PUBLIC
    listing.refresh_from_db()
    # A listing that the shop has taken off sale is not put back by a file.
    if not wants or listing.status != ListingStatus.DRAFT:
        return
    try:
        services.publish_listing(listing, by=options.by)
    except DomainError as refusal:
        notes.append(_("Kept as a draft: %(reason)s") % {"reason": refusal.message})
