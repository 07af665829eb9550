"""What was chosen, as it stands in the address: ?colour=celadon&colour=white&brand=Plered&price=EUR-1000-2000."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache, reduce
from operator import or_
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef, Q
from django.http import QueryDict

from catalog.facets.bands import Band
from catalog.models import Condition, ListingFact
from core.text import plain_line
from taxonomy.models import Category, FactDefinition, FactKind

YES = "yes"
MOST_CHOSEN = 30


@dataclass
class Question:
    """A fact offered as a filter: all definitions that share a code, since a search crosses categories."""

    code: str
    label: str
    kind: str
    definitions: set[int] = field(default_factory=set)
    # Value in the address: keys of the choices behind it, and their place and label.
    choices: dict[str, set[int]] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)
    order: dict[str, int] = field(default_factory=dict)

    @cached_property
    def values(self) -> list[tuple[str, str, tuple[int, ...]]]:
        """Each value in its place: how it stands in the address, its label, and the keys of the choices behind it."""
        in_order = sorted(self.choices.items(), key=lambda item: self.order[item[0]])
        return [(value, self.labels[value], tuple(keys)) for value, keys in in_order]

    @cached_property
    def keys(self) -> frozenset[int]:
        """The keys of the choices behind all values."""
        return frozenset[int]().union(*self.choices.values())


_QUESTION = ("pk", "code", "kind", "label", "translations")
_CHOICE = ("choices__pk", "choices__code", "choices__label", "choices__translations", "choices__position")


def questions_within(category: Category | None, *, language: str) -> dict[str, Question]:
    """What can be asked of listings in and below a category (of all, without one), by code; one statement."""
    definitions = FactDefinition.objects.facets()
    if category is not None:
        definitions = definitions.reaching(category)
    questions: dict[str, Question] = {}
    for row in definitions.in_order().values(*_QUESTION, *_CHOICE):
        label = row["translations"].get(language) or row["label"]
        question = questions.setdefault(row["code"], Question(row["code"], label, row["kind"]))
        question.definitions.add(row["pk"])
        if (code := row["choices__code"]) is not None:
            question.choices.setdefault(code, set()).add(row["choices__pk"])
            question.labels.setdefault(code, row["choices__translations"].get(language) or row["choices__label"])
            question.order.setdefault(code, row["choices__position"])
    return questions


@dataclass(frozen=True)
class Selection:
    """The chosen values of each facet, by the facet's name in the address; unknown names and values are left out."""

    chosen: Mapping[str, tuple[str, ...]]

    @classmethod
    def read(cls, params: QueryDict, questions: Mapping[str, Question]) -> Selection:
        chosen: dict[str, tuple[str, ...]] = {}
        for name in ("brand", "condition", "price", *questions):
            # Twice the same value is one choice; a flood of values is cut.
            values = dict.fromkeys(plain_line(value)[:80] for value in params.getlist(name)[:MOST_CHOSEN])
            known = tuple(value for value in values if value and _is_known(name, value, questions))
            if known:
                chosen[name] = known
        return cls(chosen)

    def conditions(self, questions: Mapping[str, Question]) -> dict[str, Q | Exists]:
        """What a listing must be, facet by facet."""
        return {name: _condition(name, values, questions.get(name)) for name, values in self.chosen.items()}

    def has(self, name: str, value: str) -> bool:
        return value in self.chosen.get(name, ())

    def toggled(self, name: str, value: str, kept: Mapping[str, str], *, instead_of: Collection[str] = ()) -> str:
        """
        The query of an address in which this value is chosen, `instead_of` others, or no longer; `kept` goes in front
        (q, sort).
        """
        chosen = {each: list(values) for each, values in self.chosen.items()}
        values = chosen[name] = [each for each in chosen.get(name, ()) if each not in instead_of]
        values.remove(value) if value in values else values.append(value)
        pairs = [(key, each) for key, each in kept.items() if each]
        return urlencode(pairs + [(each, value) for each, values in chosen.items() for value in values])

    def query(self, kept: Mapping[str, str]) -> str:
        """The query of an address with all that is chosen: for links to other pages and orders of the same list."""
        pairs = [(key, each) for key, each in kept.items() if each]
        return urlencode(pairs + [(each, value) for each, values in self.chosen.items() for value in values])

    def __bool__(self) -> bool:
        return bool(self.chosen)


@lru_cache(maxsize=10_000)
def as_query(name: str, value: str) -> str:
    """The query of one pair. Every page of results has the same hundred of them, behind what it is about."""
    return urlencode([(name, value)])


def _is_known(name: str, value: str, questions: Mapping[str, Question]) -> bool:
    if name == "brand":
        return True
    if name == "condition":
        return value in Condition.values
    if name == "price":
        return Band.read(value) is not None
    question = questions[name]
    return value == YES if question.kind == FactKind.BOOLEAN else value in question.choices


def _condition(name: str, values: tuple[str, ...], question: Question | None) -> Q | Exists:
    if name == "brand":
        return Q(brand__in=values)
    if name == "condition":
        return Q(condition__in=values)
    if question is None:
        bands = [band for value in values if (band := Band.read(value)) is not None]
        return reduce(or_, (_in_band(band) for band in bands))
    facts = ListingFact.objects.filter(listing=OuterRef("pk"), definition__in=question.definitions)
    if question.kind == FactKind.BOOLEAN:
        return Exists(facts.filter(boolean=True))
    return Exists(facts.filter(choice__in=set[int]().union(*(question.choices[value] for value in values))))


def _in_band(band: Band) -> Q:
    within = Q(currency=band.currency, price_from_amount__gte=band.low)
    return within if band.high is None else within & Q(price_from_amount__lt=band.high)
