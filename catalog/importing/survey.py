"""A look at the beginning of a file: its columns, what stands in them, and what we would not understand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, BinaryIO

from django.utils.translation import gettext as _

from catalog.importing.categories import Categories
from catalog.importing.choices import Choices
from catalog.importing.limits import ROWS_LOOKED_AT
from catalog.importing.products import products_in
from catalog.importing.reading import rows_in
from catalog.importing.rows import Row
from catalog.importing.sniffing import Form, Unreadable

SAMPLE = 40  # rows that are kept, for the preview
LONGEST_SAMPLE = 300  # characters of a cell in them
SAMPLES_OF_A_COLUMN = 3
MOST_UNKNOWN = 30  # words for categories


@dataclass
class Survey:
    """
    What the first rows of a file look like.

    `headings` with a few samples each; `sample` the first rows as they are; `unknown` the words for categories that
    we do not know, with the number of products; `rows` how many rows were looked at, `is_whole` whether it was all.
    """

    headings: dict[str, list[str]] = field(default_factory=dict)
    sample: list[Row] = field(default_factory=list)
    unknown: dict[str, int] = field(default_factory=dict)
    currencies: list[str] = field(default_factory=list)
    rows: int = 0
    is_whole: bool = True

    def as_json(self) -> dict[str, Any]:
        """To keep in a row. Columns have an order, which PostgreSQL's jsonb does not keep of an object."""
        return vars(self) | {
            "headings": list(self.headings.items()),
            "unknown": list(self.unknown.items()),
            "sample": [[row.number, list(row.cells.items()), row.problem] for row in self.sample],
        }

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Survey:
        """What `as_json` made."""
        ordered = {
            "headings": dict(kept["headings"]),
            "unknown": dict(kept["unknown"]),
            "sample": [Row(number, dict(cells), problem) for number, cells, problem in kept["sample"]],
        }
        return cls(**{**kept, **ordered})


def survey_of(file: BinaryIO, form: Form, choices: Choices) -> Survey:
    """
    Look at the first few thousand rows, in one go and without holding them.

    Raises Unreadable, also when there is no row at all.
    """
    survey = Survey()
    columns = choices.as_columns()
    chosen = {words.casefold() for words in choices.categories}
    categories = Categories()
    unknown: Counter[str] = Counter()
    currencies: set[str] = set()
    rows = rows_in(file, form)
    for product in products_in(_noted(islice(rows, ROWS_LOOKED_AT), survey), columns):
        currencies |= {line.currency for line in product.lines if line.currency}
        words = product.texts.get("category") or product.texts.get("type") or ""
        if not product.problem and words and categories.find(words, product.texts.get("type", "")) is None:
            unknown[words] += 1
    if not survey.rows:
        raise Unreadable(_("The file has no rows below its headings."))
    survey.is_whole = next(rows, None) is None
    kept = [words for words in unknown if words.casefold() in chosen]
    kept += [words for words, _count in unknown.most_common(MOST_UNKNOWN) if words not in kept]
    survey.unknown = {words[:120]: unknown[words] for words in kept[:MOST_UNKNOWN]}
    survey.currencies = sorted(currencies)[:10]
    return survey


def _noted(rows: Iterator[Row], survey: Survey) -> Iterator[Row]:
    """The same rows; on the way, their columns and the first of them are written down."""
    for row in rows:
        survey.rows += 1
        for heading, cell in row.cells.items():
            samples = survey.headings.setdefault(heading, [])
            if cell and len(samples) < SAMPLES_OF_A_COLUMN and cell[:80] not in samples:
                samples.append(cell[:80])
        if len(survey.sample) < SAMPLE:
            cells = {heading: cell[:LONGEST_SAMPLE] for heading, cell in row.cells.items() if cell}
            survey.sample.append(Row(row.number, cells, row.problem))
        yield row
