"""What a product of a file means in this shop: understood, and not yet written. The page shows it, the import obeys."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from catalog.facts import NO, YES, Answer, NotAnAnswer, read_answer
from catalog.importing import headings
from catalog.importing.amounts import read_price, read_stock
from catalog.importing.categories import Categories
from catalog.importing.columns import codes_of, english_name, plain_heading
from catalog.importing.measures import read_measure
from catalog.importing.products import Line, Product
from catalog.importing.translations import is_language
from catalog.models import Condition
from catalog.services.prices import WrongPrice
from core.errors import DomainError
from core.money import Money
from taxonomy.models import Category, FactDefinition, FactKind

# A file that says one of these about a product wants it public; one that says nothing, too.
PUBLIC = frozenset({"", "active", "published", "true", "yes", "1", "in stock", "low stock"}) | headings.PUBLIC
CONDITIONS = {word: condition for condition, words in headings.CONDITIONS.items() for word in words}
LONGEST_SKU = 80
MOST_WORDS = {"title": 150, "description": 10_000, "brand": 80, "model": 80}


@dataclass
class Unit:
    """One variant as the file means it: rows with the same SKU, perhaps priced in several currencies."""

    sku: str
    label: str
    options: list[tuple[str, str]]
    rows: list[int]
    price: Money | None = None
    stock: int = 0
    is_offered: bool | None = None
    images: list[str] = field(default_factory=list)
    # Why it cannot be taken, or empty.
    refusal: str = ""
    # Rows that are left out, and why.
    left_out: dict[int, str] = field(default_factory=dict)


@dataclass
class Plan:
    """One product as it would be written. `answers` are typed; what did not fit is said in `notes`."""

    product: Product
    category: Category | None
    words: dict[str, str]
    condition: str
    language: str
    wants_public: bool
    answers: dict[str, Answer]
    texts: dict[str, dict[str, str]]
    units: list[Unit]
    # Required facts that the file does not give: code and label.
    missing: list[tuple[str, str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    refusal: str = ""


def plan_of(
    product: Product, *, currency: str, categories: Categories, fallback: Category | None, known: Category | None
) -> Plan:
    """
    Understand a product for a shop that sells in `currency`.

    `known` is the category of the listing that the shop already has under this reference; `fallback` the one for
    products whose category nobody knows.
    """
    texts = product.texts
    category = categories.find(texts.get("category", ""), texts.get("type", "")) or known or fallback
    notes: list[str] = []
    plan = Plan(
        product=product,
        category=category,
        words=_words(texts, notes),
        condition=_condition(texts.get("condition", "")),
        language=_language(texts.get("language", "")),
        wants_public=texts.get("status", "").casefold() in PUBLIC,
        answers={},
        texts={language: words for language, words in product.words.items() if is_language(language)},
        units=[],
        notes=notes,
        refusal=product.problem or _why_not(product, category, is_known=known is not None),
    )
    if plan.refusal or category is None:
        return plan
    questions = categories.questions(category)
    plan.answers = _answers(product, questions, notes)
    plan.missing = [(each.code, each.label) for each in questions if each.is_required and each.code not in plan.answers]
    groups: dict[str, list[Line]] = {}
    for line in product.lines:
        groups.setdefault(line.key, []).append(line)
    plan.units = [_unit(lines, currency) for lines in groups.values()]
    return plan


def _why_not(product: Product, category: Category | None, *, is_known: bool) -> str:
    texts = product.texts
    if category is None and not product.is_continued:
        name = texts.get("category") or texts.get("type") or ""
        return _("We have no category “%(name)s”.") % {"name": name[:80]} if name else _("It names no category.")
    return "" if texts.get("title") or is_known or product.is_continued else _("It has no title.")


def _words(texts: Mapping[str, str], notes: list[str]) -> dict[str, str]:
    notes += [
        _("“%(name)s” was cut to %(most)d characters.") % {"name": name, "most": most}
        for name, most in MOST_WORDS.items()
        if len(texts.get(name, "")) > most
    ]
    return {name: texts.get(name, "")[:most].strip() for name, most in MOST_WORDS.items()}


def _condition(text: str) -> str:
    condition = CONDITIONS.get(text.casefold(), text.casefold())
    return condition if condition in Condition.values else ""


def _language(text: str) -> str:
    language = text.replace("_", "-").lower()
    return language if language and is_language(language) else ""


def _answers(product: Product, questions: list[FactDefinition], notes: list[str]) -> dict[str, Answer]:
    """The facts that the category asks for and the file gives; what does not fit is left out, and said."""
    answers: dict[str, Answer] = {}
    facts = {english_name(name): value for name, value in reversed(product.facts.items())} | product.facts
    for question in questions:
        own = (question.code, question.label, *question.aliases, *question.translations.values())
        given = next((facts[name] for each in own if (name := plain_heading(str(each))) in facts), "")
        if not given:
            continue
        try:
            answer = _answer(question, given)
        except NotAnAnswer as refusal:
            notes.append(f"{question.label}: {refusal.message}")
        else:
            if answer is not None:
                answers[question.code] = answer
    return answers


def _answer(question: FactDefinition, given: str) -> Answer | None:
    if question.kind == FactKind.CHOICE:
        return _choice(question, given)
    if question.kind != FactKind.NUMBER:
        return read_answer(question, given)
    number = read_measure(given, question.unit)
    if number is None:
        raise NotAnAnswer(_("“%(value)s” is not a number.") % {"value": given[:40]})
    return read_answer(question, number)


def _choice(question: FactDefinition, given: str) -> Answer | None:
    """Also in words that only files use, and whatever capitals and accents they have."""
    try:
        return read_answer(question, given)
    except NotAnAnswer:
        word, codes = plain_heading(given), codes_of(given)
        for choice in question.choices_in_order():
            names = (choice.code, choice.label, *choice.translations.values())
            if choice.code in codes or word in map(plain_heading, map(str, names)):
                return Answer(choice=choice)
        raise


def _unit(lines: list[Line], currency: str) -> Unit:
    ours = [line for line in lines if line.currency in {"", currency}]
    fresh = [line for line in ours if not line.is_repeated]
    first = ours[0] if ours else lines[0]
    unit = Unit(
        sku=first.sku,
        label=first.label,
        options=_options(next((line.options for line in lines if line.options), [])),
        rows=[line.row for line in ours],
        stock=read_stock(next((line.stock for line in lines if line.stock), "")),
        is_offered=_offered(next((line.offered for line in lines if line.offered), "")),
        images=[image for line in lines for image in line.images],
    )
    if not ours and not any(line.is_repeated for line in lines):
        unit.rows = [line.row for line in lines]
        unit.refusal = _("This shop sells in %(shop)s; the price is in %(price)s.") % {
            "shop": currency,
            "price": lines[0].currency,
        }
        return unit
    unit.left_out = _left_out(lines, ours, currency)
    repeated = [line.row for line in ours if line.is_repeated]
    unit.left_out |= dict.fromkeys(repeated, _("An earlier row of the file says this already."))
    unit.rows = [line.row for line in fresh]
    if ours and not fresh:
        return unit
    if len(unit.sku) > LONGEST_SKU:
        unit.refusal = _("An SKU has at most %(most)d characters.") % {"most": LONGEST_SKU}
        return unit
    try:
        unit.price = read_price(next((line.price for line in fresh if line.price), ""), currency)
        if unit.price.amount <= 0:
            raise WrongPrice(_("A price is above zero."))
    except DomainError as refusal:
        unit.refusal = refusal.message
    return unit


def _options(options: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """As the variant keeps them: cut to their columns, and each name once."""
    return list({name[:40].strip(): value[:80].strip() for name, value in options}.items())


def _offered(word: str) -> bool | None:
    return word in YES if word in YES | NO else None


def _left_out(lines: list[Line], ours: list[Line], currency: str) -> dict[int, str]:
    others = [line for line in lines if line not in ours]
    if not others:
        return {}
    because = _("The price in %(price)s is left out: this shop sells in %(shop)s.") % {
        "price": ", ".join(sorted({line.currency for line in others})),
        "shop": currency,
    }
    return {line.row: because for line in others}
