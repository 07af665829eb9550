"""Bringing planned products into a shop, through the same services as the pages: only what differs is written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.models import User
from catalog import services
from catalog.importing.categories import Categories
from catalog.importing.comparing import (
    cut,
    draft_of_plan,
    draft_of_unit,
    edits_of,
    find_variant,
    known_listings,
    new_words,
    says,
    takeable,
)
from catalog.importing.plans import Plan, Unit, plan_of
from catalog.importing.products import Product
from catalog.importing.publishing import note_why_draft, publish_if_complete
from catalog.importing.report import Outcome, RowReport
from catalog.models import Listing, Variant
from catalog.services.summaries import lock_listings
from core.errors import DomainError
from sellers.models import Shop
from taxonomy.models import Category


@dataclass(frozen=True)
class Options:
    """How a file is to be taken in."""

    by: User | None = None
    # For products whose own category we do not know.
    category: Category | None = None
    # What to understand by categories that we do not know.
    categories: Mapping[str, Category] = field(default_factory=dict)
    publish: bool = True


@dataclass
class Written:
    """What became of one product. `listing` is None when it was refused whole."""

    plan: Plan
    listing: Listing | None = None
    outcome: Outcome = Outcome.UNCHANGED
    notes: list[str] = field(default_factory=list)
    reports: list[RowReport] = field(default_factory=list)

    def report(self, unit: Unit, outcome: Outcome, because: str = "") -> None:
        """Say what became of a variant, for each of its rows."""
        name = unit.sku or f"{self.plan.product.name} {unit.label}".strip()
        self.reports += [RowReport(row, name, outcome, [because] if because else []) for row in unit.rows]
        self.reports += [RowReport(row, name, Outcome.LEFT_OUT, [note]) for row, note in unit.left_out.items()]

    def rows(self) -> list[RowReport]:
        """One report for each row of the product."""
        product = self.plan.product
        if self.listing is None:
            because = " ".join(self.notes)
            return [RowReport(row, product.name, Outcome.REFUSED, [because]) for row in dict.fromkeys(product.rows)]
        # A product in JSON is a single row, whatever happened to its variants.
        merged: dict[int, RowReport] = {}
        for report in self.reports:
            merged[report.row] = merged[report.row].joined(report) if report.row in merged else report
        first = merged.get(product.first_row)
        if first is None:
            merged[product.first_row] = RowReport(product.first_row, product.name, self.outcome, self.notes)
        else:
            # One row that is product and variant at once says what happened to either.
            if first.outcome == Outcome.UNCHANGED:
                first.outcome = self.outcome
            # Why the row is refused comes before what the product still lacks.
            refused = first.outcome == Outcome.REFUSED
            first.notes = first.notes + self.notes if refused else self.notes + first.notes
        for row in product.rows:
            merged.setdefault(row, RowReport(row, product.name, Outcome.UNCHANGED))
        return sorted(merged.values(), key=lambda report: report.row)


class Batch:
    """
    Some products of a file that are written together.

    What the shop has of them is read in a few statements, outside of any transaction; `write` then locks and changes
    only what differs. The services look again, under their locks.
    """

    def __init__(self, shop: Shop, products: Sequence[Product], options: Options, categories: Categories) -> None:
        self.shop = shop
        self.options = options
        self.categories = categories
        self.known = known_listings(shop, products)
        self.plans = [self._plan(product) for product in products]

    def _plan(self, product: Product) -> Plan:
        listing = self.known.get(product.ref)
        return plan_of(
            product,
            currency=self.shop.currency,
            categories=self.categories,
            fallback=self.options.category,
            known=listing.category if listing is not None else None,
        )

    def write(self, *, publish: bool) -> list[Written]:
        """
        Write all of it, in the transaction of the caller; a product that is refused leaves nothing behind.

        With `publish`, what wants to be public and is complete becomes it.
        """
        changed = [
            listing.pk
            for plan in self.plans
            if (listing := self.known.get(plan.product.ref)) is not None and self._differs(listing, plan)
        ]
        # All at once and in the one order in which everybody locks them: a checkout may want the same ones.
        lock_listings(Listing.objects.filter(pk__in=changed))
        publish = publish and self.options.publish
        begun = self._begin_many(publish=publish)
        return [begun.get(id(plan)) or self._write(plan, publish=publish) for plan in self.plans]

    def _begin_many(self, *, publish: bool) -> dict[int, Written]:
        """Most new products have nothing that could be refused: they are begun in as many statements as one."""
        plans = self._plain_new_plans()
        if not plans:
            return {}
        drafts = [draft_of_plan(plan, takeable(plan)) for plan in plans]
        try:
            with transaction.atomic():
                listings = services.create_listings(self.shop, drafts, by=self.options.by)
        except (DomainError, IntegrityError):
            # Then each for itself, so that the one that is to blame is found.
            return {}
        begun: dict[int, Written] = {}
        for plan, listing in zip(plans, listings, strict=True):
            written = Written(plan, listing, Outcome.CREATED, notes=list(plan.notes))
            for unit in plan.units:
                written.report(unit, *_first_outcome(unit))
            if publish:
                note_why_draft(plan, None, written.notes)
            self.known[plan.product.ref] = listing
            begun[id(plan)] = written
        return begun

    def _plain_new_plans(self) -> list[Plan]:
        """New products without words in other languages, whose SKUs nobody in the shop has."""
        new = [
            plan
            for plan in self.plans
            if not plan.refusal and plan.product.ref not in self.known and not _cannot_go_on(plan, None)
        ]
        skus = Counter(unit.sku for plan in new for unit in plan.units if unit.sku)
        taken = set(Variant.objects.filter(shop=self.shop, sku__in=list(skus)).values_list("sku", flat=True))
        taken |= {sku for sku, count in skus.items() if count > 1}
        return [plan for plan in new if not plan.texts and not any(unit.sku in taken for unit in plan.units)]

    def variants_by_row(self, plan: Plan) -> dict[int, Variant]:
        """The variants that the shop has already, by the rows that speak of them."""
        listing = self.known.get(plan.product.ref)
        if listing is None:
            return {}
        found = [(unit, find_variant(listing, unit)) for unit in plan.units]
        return {row: variant for unit, variant in found if variant is not None for row in unit.rows}

    def _differs(self, listing: Listing, plan: Plan) -> bool:
        if plan.refusal:
            return False
        return bool(edits_of(listing, plan) or new_words(listing, plan)) or any(
            not unit.refusal and unit.price is not None and not says(find_variant(listing, unit), unit)
            for unit in plan.units
        )

    def _write(self, plan: Plan, *, publish: bool) -> Written:
        written = Written(plan, notes=list(plan.notes))
        known = self.known.get(plan.product.ref)
        because = plan.refusal or _cannot_go_on(plan, known)
        if because:
            written.notes = [because]
            return written
        try:
            with transaction.atomic():
                self._write_listing(plan, known, written)
                self._write_units(plan, known, written)
                if publish and not note_why_draft(plan, known, written.notes):
                    publish_if_complete(written.listing, plan, by=self.options.by, notes=written.notes)
        except DomainError as refusal:
            return Written(plan, notes=[refusal.message])
        except IntegrityError:
            return Written(plan, notes=[_("Somebody else has just changed this. Import the row again.")])
        if written.listing is not None:
            self.known[plan.product.ref] = written.listing
        return written

    def _write_listing(self, plan: Plan, known: Listing | None, written: Written) -> None:
        by = self.options.by
        if known is None:
            written.listing = services.create_listings(self.shop, [draft_of_plan(plan, ())], by=by)[0]
            written.outcome = Outcome.CREATED
        else:
            written.listing = known
            if edits := edits_of(known, plan):
                written.listing = services.edit_listing(known, by=by, **edits)
                written.outcome = Outcome.UPDATED
        for language, words in (new_words(known, plan) if known is not None else plan.texts).items():
            if words.get("title"):
                services.translate_listing(written.listing, by=by, language=language, **cut(words))
                written.outcome = Outcome.UPDATED if written.outcome == Outcome.UNCHANGED else written.outcome

    def _write_units(self, plan: Plan, known: Listing | None, written: Written) -> None:
        new: list[Unit] = []
        for unit in plan.units:
            if unit.refusal:
                written.report(unit, Outcome.REFUSED, unit.refusal)
            elif unit.price is None:
                written.report(unit, Outcome.LEFT_OUT)
            elif known is not None and (variant := find_variant(known, unit)) is not None:
                self._change(variant, unit, written)
            else:
                new.append(unit)
        self._add(new, written)

    def _change(self, variant: Variant, unit: Unit, written: Written) -> None:
        assert unit.price is not None
        outcome, because = Outcome.UNCHANGED, ""
        if not says(variant, unit):
            try:
                with transaction.atomic():
                    variant = services.edit_variant(
                        variant, by=self.options.by, options=unit.options or None, is_active=unit.is_offered
                    )
                    variant = services.set_price(variant, price=unit.price, by=self.options.by)
                outcome = Outcome.UPDATED
            except DomainError as refusal:
                outcome, because = Outcome.REFUSED, refusal.message
        written.report(unit, outcome, because)

    def _add(self, units: list[Unit], written: Written) -> None:
        """All new variants at once; if one of them is refused, each for itself."""
        if not units or written.listing is None:
            return
        try:
            services.add_variants(written.listing, [draft_of_unit(unit) for unit in units], by=self.options.by)
        except DomainError as refusal:
            if len(units) == 1:
                written.report(units[0], Outcome.REFUSED, refusal.message)
                return
            for unit in units:
                self._add([unit], written)
            return
        for unit in units:
            written.report(unit, Outcome.CREATED)


def _cannot_go_on(plan: Plan, known: Listing | None) -> str:
    if known is None:
        return _("The product was refused further up in the file.") if plan.product.is_continued else ""
    return "" if known.is_editable else _("This listing was retracted; it cannot be changed.")


def _first_outcome(unit: Unit) -> tuple[Outcome, str]:
    if unit.refusal:
        return Outcome.REFUSED, unit.refusal
    return (Outcome.LEFT_OUT if unit.price is None else Outcome.CREATED), ""
