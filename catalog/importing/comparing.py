"""What a file says otherwise than the shop does. What it does not say stays as it is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Q

from catalog.facts import Answer
from catalog.importing.plans import Plan, Unit
from catalog.importing.products import Product
from catalog.models import Condition, Listing, Variant
from catalog.services import ListingDraft, VariantDraft
from sellers.models import Shop


def known_listings(shop: Shop, products: Iterable[Product]) -> dict[str, Listing]:
    """What the shop has of these products: known by their reference, or by our own number of a listing."""
    refs = {product.ref for product in products if product.ref}
    listings = (
        Listing.objects.filter(shop=shop)
        .filter(Q(external_ref__in=refs) | Q(number__in=refs))
        .select_related("category", "shop")
        .prefetch_related("variants__options", "facts__definition", "facts__choice", "texts", "photos")
    )
    by_number = {listing.number: listing for listing in listings}
    return by_number | {listing.external_ref: listing for listing in listings if listing.external_ref}


def edits_of(listing: Listing, plan: Plan) -> dict[str, Any]:
    """What the file says otherwise than the listing does. What it does not say stays as it is."""
    if plan.product.is_continued:
        return {}
    edits: dict[str, Any] = {
        name: value for name, value in plan.words.items() if value and value != getattr(listing, name)
    }
    if plan.category is not None and plan.category != listing.category:
        edits["category"] = plan.category
    if plan.condition and plan.condition != listing.condition:
        edits["condition"] = plan.condition
    said = {fact.definition.code: fact for fact in listing.facts.all()}
    answers = {
        code: raw(answer)
        for code, answer in plan.answers.items()
        if code not in said or not answer.is_said_by(said[code])
    }
    return edits | ({"facts": answers} if answers else {})


def new_words(listing: Listing, plan: Plan) -> dict[str, dict[str, str]]:
    """Words in other languages that the listing does not have so."""
    if plan.product.is_continued:
        return {}
    had = {text.language: {"title": text.title, "description": text.description} for text in listing.texts.all()}
    return {
        language: words
        for language, words in plan.texts.items()
        if words.get("title") and language != listing.language and had.get(language) != cut(words)
    }


def cut(words: Mapping[str, str]) -> dict[str, str]:
    title = " ".join(words.get("title", "").split())
    return {"title": title[:150].strip(), "description": words.get("description", "")[:10_000].strip()}


def raw(answer: Answer) -> object:
    """The answer as the service reads it."""
    return next((value for value in (answer.choice, answer.number, answer.boolean) if value is not None), answer.text)


def find_variant(listing: Listing, unit: Unit) -> Variant | None:
    variants = listing.variants.all()
    if unit.sku:
        return next((variant for variant in variants if variant.sku == unit.sku), None)
    return next((variant for variant in variants if variant.label == unit.label), None)


def says(variant: Variant | None, unit: Unit) -> bool:
    """Whether the variant is already what the file says."""
    if variant is None or variant.price != unit.price:
        return False
    if unit.is_offered is not None and unit.is_offered != variant.is_active:
        return False
    options = sorted(variant.options.all(), key=lambda option: option.position)
    return not unit.options or [(each.name, each.value) for each in options] == unit.options


def takeable(plan: Plan) -> list[Unit]:
    """The variants of which nothing stands in the way."""
    return [unit for unit in plan.units if not unit.refusal and unit.price is not None]


def draft_of_plan(plan: Plan, units: Iterable[Unit]) -> ListingDraft:
    """The listing that a plan begins, with these of its variants."""
    if plan.category is None:
        raise ValueError("A plan without a category is refused, not written.")
    return ListingDraft(
        category=plan.category,
        condition=plan.condition or Condition.NEW,
        language=plan.language,
        facts={code: raw(answer) for code, answer in plan.answers.items()},
        variants=[draft_of_unit(unit) for unit in units],
        external_ref=plan.product.ref,
        title=plan.words["title"],
        description=plan.words["description"],
        brand=plan.words["brand"],
        model=plan.words["model"],
    )


def draft_of_unit(unit: Unit) -> VariantDraft:
    """The variant that a row begins."""
    if unit.price is None:
        raise ValueError("A variant without a price is refused, not written.")
    return VariantDraft(unit.price, unit.sku, unit.options, unit.stock, is_active=unit.is_offered is not False)
