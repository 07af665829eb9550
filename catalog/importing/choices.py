"""What somebody chose for an import: the meaning of columns, categories for words that we do not know."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from accounts.models import User
from catalog.importing.columns import Columns
from catalog.importing.writing import Options
from taxonomy.models import Category


@dataclass(frozen=True)
class Choices:
    """`columns` by heading, `categories` by the file's own word: each the path of one of ours."""

    columns: Mapping[str, str] = field(default_factory=dict)
    categories: Mapping[str, str] = field(default_factory=dict)
    other_category: str = ""
    publish: bool = True

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Choices:
        return cls(**kept)

    @classmethod
    def of(
        cls, *, columns: Mapping[str, str], categories: Mapping[str, str], other_category: str, publish: bool
    ) -> Choices:
        """What somebody chose; meanings are kept only where they differ from what the heading says by itself."""
        plain = Columns()
        return cls(
            columns={heading: meaning for heading, meaning in columns.items() if meaning != plain.meaning(heading)},
            categories={words: path for words, path in categories.items() if path},
            other_category=other_category,
            publish=publish,
        )

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    def as_columns(self) -> Columns:
        return Columns(self.columns)

    def options(self, *, by: User | None) -> Options:
        """The same with the categories themselves; one that is gone meanwhile counts as not chosen."""
        known = {category.path: category for category in Category.objects.all()}
        return Options(
            by=by,
            category=known.get(self.other_category),
            categories={words: known[path] for words, path in self.categories.items() if path in known},
            publish=self.publish,
        )


def is_table_of_words(columns: Columns, headings: Iterable[str]) -> bool:
    """Whether the file only says words in other languages: it has a language, and nothing that makes a variant."""
    meanings = {columns.meaning(heading) for heading in headings}
    return "language" in meanings and not meanings & {"price", "sku", "stock", "category"}
