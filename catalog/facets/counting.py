"""
Counting every facet in one statement.

Each listing is looked at once and marked with which of the chosen facets it misses. A value's count is the number of
listings that have it and miss nothing, or nothing but the value's own facet: exactly what choosing it would show.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from django.db import connection
from django.db.models import Case, Exists, IntegerField, Q, When

from catalog.facets.bands import STEPS, step_of
from catalog.facets.selection import Question
from catalog.models import Listing, ListingFact
from catalog.querysets import ListingQuerySet
from core.lookups import GivenKeys
from core.statements import Part
from sellers.models import Shop
from taxonomy.models import FactKind

# The lower edge of the step in which a price lies; 0 below the first. Written once: as expressions of the ORM, compiled
# anew for each page, these three dozen cases took longer than everything else that the page asks.
STEP = (
    "CASE "
    + " ".join(f"WHEN price_from_amount < {step} THEN {below}" for below, step in zip([0, *STEPS], STEPS, strict=False))
    + f" ELSE {STEPS[-1]} END"
)


@dataclass
class Counts:
    """How many listings remain, and how many each value would show."""

    total: int = 0
    brands: dict[str, int] = field(default_factory=dict)
    conditions: dict[str, int] = field(default_factory=dict)
    # Currency: lower edge of the step: how many.
    prices: dict[str, dict[int, int]] = field(default_factory=lambda: defaultdict(dict))
    # Key of the choice: how many.
    choices: dict[int, int] = field(default_factory=dict)
    # Key of the definition: how many say yes.
    yes: dict[int, int] = field(default_factory=dict)
    # Key and version of each listing that remains, where that was asked for.
    remaining: dict[int, int] = field(default_factory=dict)


def count_all(
    listings: ListingQuerySet,
    conditions: Mapping[str, Q | Exists],
    questions: Mapping[str, Question],
    *,
    names_remaining: bool = False,
) -> Counts:
    """
    Count within `listings` (what the page is about, before any facet is chosen).

    With `names_remaining` also say which remain: for the few that a search found, which then need not be asked again.
    """
    statement, parameters = _statement(listings, conditions, questions, names_remaining=names_remaining)
    counts = Counts()
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        for kind, text, key, number, how_many in cursor.fetchall():
            if kind == "total":
                counts.total = how_many
            elif kind == "brand":
                counts.brands[text] = how_many
            elif kind == "condition":
                counts.conditions[text] = how_many
            elif kind == "listing":
                counts.remaining[key] = number
            elif kind == "price":
                counts.prices[text][number] = how_many
            elif number is None:
                counts.yes[key] = how_many
            else:
                counts.choices[number] = how_many
    return counts


# Who may sell is asked once for each shop of what was found. Joined to the listings, as `on_sale` has it, it is looked
# up for each of them anew: PostgreSQL's plan does not know how many keys it will get.
_PUBLISHED = Part(
    lambda: (
        Listing.objects.for_sale_in_open_shops()
        .among(GivenKeys("keys"))
        .order_by()
        .values_list("id", "version", "brand", "condition", "currency", "price_from_amount", "shop_id")
    )
)
_TRADING = Part(lambda: Shop.objects.open_for_business().order_by().values_list("id"))


def count_found(found: Sequence[int], questions: Mapping[str, Question]) -> Counts:
    """
    What `count_all` counts while nothing is chosen, of the few hundred listings that a search found; with their names.

    The names are read anyway, so what stands in the listing's own row comes with them and is counted here. The database
    counts only facts, and its statement is written once for the questions.
    """
    published, of_published = _PUBLISHED.filled(keys=found)
    trading, of_trading = _TRADING.filled()
    shops = Shop._meta.db_table
    statement = (
        f"WITH published AS ({published}),"  # noqa: S608
        f" trading (shop) AS {_once()} ({trading} AND {shops}.id IN (SELECT shop_id FROM published)),"
        " looked_at AS (SELECT * FROM published WHERE shop_id IN (SELECT shop FROM trading))"
        f" {_rest_of_found(frozenset(_asked(questions)))}"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [*of_published, *of_trading])
        rows = cursor.fetchall()
    counts = Counts()
    names = [row for row in rows if row[2] is not None]
    for definition, choice, brand, _condition, _currency, how_many in rows:
        if brand is not None:
            continue
        if choice is None:
            counts.yes[definition] = how_many
        else:
            counts.choices[choice] = how_many
    if names:
        keys, versions, brands, conditions, currencies, prices = zip(*names, strict=True)
        counts.total = len(names)
        counts.remaining = dict(zip(keys, versions, strict=True))
        counts.brands = Counter(brands)
        counts.brands.pop("", None)
        counts.conditions = Counter(conditions)
        for (currency, price), how_many in Counter(zip(currencies, prices, strict=True)).items():
            steps, step = counts.prices[currency], step_of(price)
            steps[step] = steps.get(step, 0) + how_many
    return counts


@lru_cache(maxsize=64)
def _rest_of_found(asked: frozenset[int]) -> str:
    names = "SELECT id, version, brand, condition, currency, price_from_amount FROM looked_at"
    if not asked:
        return names
    # In a row of a fact no brand is named, not even the empty one.
    return (
        f"{names} UNION ALL SELECT fact.definition_id, fact.choice_id, NULL, NULL, NULL, COUNT(*) FROM looked_at"  # noqa: S608
        f" JOIN {ListingFact._meta.db_table} fact ON fact.listing_id = looked_at.id"
        f" WHERE fact.definition_id IN ({_list(asked)})"
        f" AND (fact.choice_id IS NOT NULL OR fact.boolean = {_true()})"
        " GROUP BY fact.definition_id, fact.choice_id"
    )


def _asked(questions: Mapping[str, Question]) -> list[int]:
    return [pk for question in questions.values() for pk in question.definitions]


def _statement(
    listings: ListingQuerySet,
    conditions: Mapping[str, Q | Exists],
    questions: Mapping[str, Question],
    *,
    names_remaining: bool,
) -> tuple[str, list[Any]]:
    marks = {name: f"misses_{place}" for place, name in enumerate(conditions)}
    marked = listings.order_by().annotate(
        **{
            marks[name]: Case(When(condition, then=0), default=1, output_field=IntegerField())
            for name, condition in conditions.items()
        },
    )
    columns = ["id", "brand", "condition", "currency", "price_from_amount", "version", *marks.values()]
    base, parameters = marked.values_list(*columns).query.get_compiler(connection=connection).as_sql()
    misses = " + ".join(marks.values()) or "0"

    def unless(name: str) -> str:
        """Misses nothing, or nothing but this facet. While nothing is chosen, nothing can be missed."""
        if not marks:
            return "TRUE"
        return f"misses = {marks[name]}" if name in marks else "misses = 0"

    parts = [
        f"SELECT 'total', '', 0, 0, COUNT(*) FROM marked WHERE {unless('total')}",  # noqa: S608
        (
            f"SELECT 'brand', brand, 0, 0, COUNT(*) FROM marked"  # noqa: S608
            f" WHERE brand <> '' AND {unless('brand')} GROUP BY brand"
        ),
        (
            f"SELECT 'condition', condition, 0, 0, COUNT(*) FROM marked"  # noqa: S608
            f" WHERE {unless('condition')} GROUP BY condition"
        ),
        (
            f"SELECT 'price', currency, 0, step, COUNT(*) FROM marked"  # noqa: S608
            f" WHERE {unless('price')} GROUP BY currency, step"
        ),
    ]
    if names_remaining:
        parts.append(f"SELECT 'listing', '', id, version, 0 FROM marked WHERE {unless('total')}")  # noqa: S608
    if asked := _asked(questions):
        own = "".join(
            f" WHEN fact.definition_id IN ({_list(questions[name].definitions)}) THEN {mark}"
            for name, mark in marks.items()
            if name in questions
        )
        own_mark = f"misses = CASE{own} ELSE 0 END" if own else unless("total")
        parts.append(
            "SELECT 'fact', '', fact.definition_id, fact.choice_id, COUNT(*) FROM marked"  # noqa: S608
            f" JOIN {ListingFact._meta.db_table} fact ON fact.listing_id = marked.id"
            f" WHERE fact.definition_id IN ({_list(asked)}) AND {own_mark}"
            f" AND (fact.choice_id IS NOT NULL OR fact.boolean = {_true()})"
            " GROUP BY fact.definition_id, fact.choice_id"
        )
    statement = (
        f"WITH looked_at AS ({base}), marked AS (SELECT *, {misses} AS misses, {STEP} AS step FROM looked_at) "  # noqa: S608
        + " UNION ALL ".join(parts)
    )
    return statement, list(parameters)


def _list(keys: Iterable[int]) -> str:
    # Keys that we read from our own tables a moment ago: numbers, never text.
    return ", ".join(str(int(key)) for key in sorted(keys))


def _once() -> str:
    """What is named so is found out once, and not woven into what uses it. SQLite may be too old to know the word."""
    return "MATERIALIZED" if connection.vendor == "postgresql" else ""


def _true() -> str:
    return "TRUE" if connection.vendor == "postgresql" else "1"


def yes_of(counts: Counts, question: Question) -> int:
    """How many answer yes, over all definitions of the question."""
    assert question.kind == FactKind.BOOLEAN
    return sum(counts.yes.get(pk, 0) for pk in question.definitions)
