"""The filters of one page, ready to be shown."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from django.db.models import Exists, Q
from django.http import QueryDict
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from catalog.facets.bands import MOST_BANDS, MOST_FOLDED, Band, bands_of
from catalog.facets.counting import Counts, count_all, count_found, yes_of
from catalog.facets.selection import YES, Question, Selection, as_query, questions_within
from catalog.models import Condition, Listing
from catalog.querysets import ListingQuerySet
from core.memory import Memory
from taxonomy.models import Category, FactKind

MOST_BRANDS = 20
# What words find is of many kinds: a question that not even one in so many of them answers is about something else.
FEW = 10


# Not frozen, as everything else here is: a page of results makes two hundred, and that takes three times as long.
@dataclass(slots=True)
class Option:
    """One value of a facet; `query` is the address's query in which it is chosen (or no longer, when it is)."""

    value: str
    label: str
    count: int
    is_chosen: bool
    query: str


@dataclass(frozen=True)
class Facet:
    """
    A question with its values. `name` is how it stands in the address.

    `first` is how many of the values a page shows at once, the others folded away; without it, all.
    """

    name: str
    label: str
    options: list[Option]
    first: int | None = None

    @property
    def shown(self) -> list[Option]:
        return self.options[: self.first]

    @property
    def folded(self) -> list[Option]:
        return self.options[self.first :] if self.first is not None else []

    @property
    def is_chosen(self) -> bool:
        return any(option.is_chosen for option in self.options)


@dataclass(frozen=True)
class FacetPage:
    """The facets, how many listings remain, and the queryset of those that remain."""

    facets: list[Facet]
    total: int
    write: Callable[[], ListingQuerySet]
    selection: Selection
    # Key and version of each listing that remains, where that was asked for.
    remaining: Mapping[int, int] = field(default_factory=dict)
    # What was rendered of it (see the template tag `kept`).
    kept: dict[object, str] = field(default_factory=dict, compare=False)

    @cached_property
    def listings(self) -> ListingQuerySet:
        """Those that remain; written when it is asked, since most pages of a search never ask."""
        return self.write()

    @property
    def chosen(self) -> list[Option]:
        """What is chosen, over all facets: each option's `query` takes it back."""
        return [option for facet in self.facets for option in facet.options if option.is_chosen]


def facet_page(
    listings: ListingQuerySet,
    params: QueryDict,
    *,
    within: Category | None = None,
    language: str,
    kept: Mapping[str, str] | None = None,
    taxonomy: Hashable = None,
    version: Hashable = None,
    until: datetime | None = None,
) -> FacetPage:
    """
    The filters of a list and what they leave of it.

    `listings` is what the page is about (on sale, in a category); `params` is the address's query, of which anything
    unknown is ignored; `kept` are pairs that every link keeps (q, sort). Two statements; the total is among what they
    count, so a page needs no count of its own.

    With the version of the `taxonomy` what is asked is remembered under it. With a `version` of all that is counted,
    the counts are remembered while nothing is chosen, until the moment `until`.
    """
    about = (within.pk if within else None, language)
    questions = _questions_of(within, language, taxonomy)
    selection = Selection.read(params, questions)
    conditions = selection.conditions(questions)

    def made() -> FacetPage:
        counts = count_all(listings, conditions, questions)
        return _page_of(counts, questions, selection, kept or {}, lambda: _narrowed(listings, conditions))

    if version is None or selection:
        return made()
    return _pages.of((version, *about, *(kept or {}).items()), made, until=until)


def facet_page_of_found(
    found: Sequence[int],
    params: QueryDict,
    *,
    language: str,
    kept: Mapping[str, str] | None = None,
    taxonomy: Hashable = None,
) -> FacetPage:
    """
    The same for what a search found: of these keys, those that are on sale. The page also names each that remains.

    Questions that hardly any of them answers are left out, unless somebody has chosen there already. Nothing is
    remembered but what is asked: what words find is as endless as words are.
    """
    questions = _questions_of(None, language, taxonomy)
    selection = Selection.read(params, questions)
    conditions = selection.conditions(questions)

    def listings() -> ListingQuerySet:
        return Listing.objects.on_sale().among(found)

    if conditions:
        counts = count_all(listings(), conditions, questions, names_remaining=True)
    else:
        counts = count_found(found, questions)
    least = max(1, counts.total // FEW)
    return _page_of(counts, questions, selection, kept or {}, lambda: _narrowed(listings(), conditions), least=least)


_questions: Memory[dict[str, Question]] = Memory(100)
_pages: Memory[FacetPage] = Memory(200)


def _questions_of(within: Category | None, language: str, taxonomy: Hashable) -> Mapping[str, Question]:
    if taxonomy is None:
        return questions_within(within, language=language)
    key = (taxonomy, within.pk if within else None, language)
    return _questions.of(key, lambda: questions_within(within, language=language))


def _narrowed(listings: ListingQuerySet, conditions: Mapping[str, Q | Exists]) -> ListingQuerySet:
    for condition in conditions.values():
        listings = listings.filter(condition)
    return listings


def _page_of(
    counts: Counts,
    questions: Mapping[str, Question],
    selection: Selection,
    kept: Mapping[str, str],
    write: Callable[[], ListingQuerySet],
    *,
    least: int = 1,
) -> FacetPage:
    """`least` is how many of the listings must answer a question for it to be asked."""
    maker = _Maker(counts, selection, kept, least)
    facets = [
        *(maker.question(question) for question in questions.values()),
        maker.brands(),
        maker.conditions(),
        maker.prices(),
    ]
    shown = [facet for facet in facets if maker.is_a_choice(facet)]
    return FacetPage(shown, counts.total, write, selection, counts.remaining)


@dataclass(frozen=True)
class _Maker:
    counts: Counts
    selection: Selection
    kept: Mapping[str, str]
    least: int

    @cached_property
    def before(self) -> str:
        """What stands before a value in its query while nothing is chosen."""
        query = self.selection.query(self.kept)
        return f"{query}&" if query else ""

    @cached_property
    def yes(self) -> str:
        return _("yes")

    def is_a_choice(self, facet: Facet) -> bool:
        """Whether choosing in it leaves something out: one value that all listings share does not."""
        return (
            facet.is_chosen or len(facet.options) > 1 or any(each.count < self.counts.total for each in facet.options)
        )

    def option(self, name: str, value: str, label: str, count: int, instead_of: Collection[str] = ()) -> Option:
        if not self.selection:
            return Option(value, label, count, is_chosen=False, query=self.before + as_query(name, value))
        is_chosen = self.selection.has(name, value)
        return Option(
            value, label, count, is_chosen, self.selection.toggled(name, value, self.kept, instead_of=instead_of)
        )

    def question(self, question: Question) -> Facet:
        if question.kind == FactKind.BOOLEAN:
            found = [(YES, self.yes, yes_of(self.counts, question))]
        elif question.keys.isdisjoint(choices := self.counts.choices) and not self.selection:
            # Most questions are about other things than those that a search has found.
            found = []
        else:
            found = [
                (value, label, sum([choices.get(key, 0) for key in keys])) for value, label, keys in question.values
            ]
        answered = sum([count for _value, _label, count in found])
        if answered < self.least and question.code not in self.selection.chosen:
            found = []
        return Facet(question.code, question.label, self._worth_showing(question.code, found))

    def brands(self) -> Facet:
        named = dict.fromkeys(self.selection.chosen.get("brand", ()), 0) | self.counts.brands
        found = sorted(((brand, brand, count) for brand, count in named.items()), key=lambda each: (-each[2], each[0]))
        options = self._worth_showing("brand", found)
        kept = [option for place, option in enumerate(options) if place < MOST_BRANDS or option.is_chosen]
        return Facet("brand", _("Brand"), kept)

    def conditions(self) -> Facet:
        found = [(each.value, str(each.label), self.counts.conditions.get(each.value, 0)) for each in Condition]
        return Facet("condition", _("Condition"), self._worth_showing("condition", found))

    def prices(self) -> Facet:
        chosen = [band for value in self.selection.chosen.get("price", ()) if (band := Band.read(value)) is not None]
        mine = {band.currency for band in chosen} or self._main_currency()
        bands = [
            band
            for currency, steps in self.counts.prices.items()
            for band in bands_of(steps, currency, MOST_BANDS if currency in mine else MOST_FOLDED)
        ]
        bands = sorted(
            {*bands, *chosen},
            key=lambda band: (band.currency not in mine, band.currency, band.low, band.high or 10**18),
        )
        language = get_language()
        options = [
            # Within a wide band that was chosen, a narrower one takes its place: beside it, it would change nothing.
            self.option(
                "price",
                band.value,
                band.label_in(language),
                count,
                [wide.value for wide in chosen if band.lies_in(wide)],
            )
            for band in bands
            if (count := self._count(band)) or band in chosen
        ]
        return Facet("price", _("Price"), options, first=sum(option.value[:3] in mine for option in options))

    def _main_currency(self) -> set[str]:
        """The currency of most listings: whoever has chosen no price yet sees the bands of that one first."""
        sizes = {currency: sum(steps.values()) for currency, steps in self.counts.prices.items()}
        return {min(sizes, key=lambda currency: (-sizes[currency], currency))} if sizes else set()

    def _count(self, band: Band) -> int:
        steps = self.counts.prices.get(band.currency, {})
        return sum(count for step, count in steps.items() if band.holds(step))

    def _worth_showing(self, name: str, found: list[tuple[str, str, int]]) -> list[Option]:
        return [
            self.option(name, value, label, count)
            for value, label, count in found
            if count or self.selection.has(name, value)
        ]
