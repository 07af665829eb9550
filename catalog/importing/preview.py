"""What the first products of a file would become, and what the file as a whole lacks; nothing is written."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice

from django.utils.translation import gettext as _

from catalog.importing.categories import Categories
from catalog.importing.choices import Choices, is_table_of_words
from catalog.importing.plans import Plan, plan_of
from catalog.importing.products import products_in
from catalog.importing.survey import Survey
from catalog.models import CatalogueImport, Listing

SHOWN = 5


@dataclass(frozen=True)
class Preview:
    """`plans` of the first products, `lacks` sentences about the file, `is_words` whether it only translates."""

    plans: list[Plan]
    lacks: list[str]
    is_words: bool


def preview_of(taken: CatalogueImport) -> Preview:
    """What pressing "Import" would do, judged by the beginning of the file."""
    survey, choices = Survey.from_json(taken.survey), Choices.from_json(taken.choices)
    columns = choices.as_columns()
    is_words = is_table_of_words(columns, survey.headings)
    options = choices.options(by=None)
    categories = Categories(options.categories)
    products = [] if is_words else list(islice(products_in(survey.sample, columns), SHOWN))
    refs = [product.ref for product in products]
    known = {
        listing.external_ref or listing.number: listing
        for listing in Listing.objects.filter(shop=taken.shop, external_ref__in=refs).select_related("category")
    }
    plans = [
        plan_of(
            product,
            currency=taken.shop.currency,
            categories=categories,
            fallback=options.category,
            known=known[product.ref].category if product.ref in known else None,
        )
        for product in products
    ]
    return Preview(plans, [] if is_words else _lacks(taken, survey, choices), is_words)


def _lacks(taken: CatalogueImport, survey: Survey, choices: Choices) -> list[str]:
    columns = choices.as_columns()
    meanings = {columns.meaning(heading) for heading in survey.headings}
    lacks: list[str] = []
    if "title" not in meanings:
        lacks.append(_("No column says the title: only products that the shop has already can be changed."))
    if "price" not in meanings:
        lacks.append(_("No column says the price: no variant can be made without one."))
    if not meanings & {"category", "type"} and not choices.other_category:
        lacks.append(_("No column says the category. Choose one for all, or say which column it is."))
    others = [currency for currency in survey.currencies if currency != taken.shop.currency]
    if others:
        lacks.append(
            _("Some prices are in %(others)s. This shop sells in %(ours)s: those rows are left out.")
            % {"others": ", ".join(others), "ours": taken.shop.currency}
        )
    elif "currency" not in meanings:
        lacks.append(_("No column says the currency: prices are taken as %(ours)s.") % {"ours": taken.shop.currency})
    return lacks
