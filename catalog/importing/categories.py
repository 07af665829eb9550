"""Which of our categories a file means."""

from __future__ import annotations

import re
from collections.abc import Mapping

from catalog.search.tokens import tokenise
from taxonomy.models import Category, FactDefinition

_ARROWS = re.compile(r"->|[>/›»|]")


class Categories:
    """The tree, to be asked many times: by path, name in any language, or a name that staff gave for imports."""

    def __init__(self, chosen: Mapping[str, Category] | None = None) -> None:
        """`chosen` are the categories that somebody picked for words that we do not know."""
        self.by_path: dict[str, Category] = {}
        self.by_name: dict[str, Category] = {}
        self.asked: dict[int, list[FactDefinition]] = {}
        # The special before the general: "Kitchen appliances" beats a "Kitchen" of the same other name.
        for category in Category.objects.order_by("-depth", "position"):
            names = [category.path, category.slug, category.name, *category.translations.values(), *category.aliases]
            self.by_path[category.path] = category
            for name in names:
                self.by_name.setdefault(_key(name), category)
        self.by_name |= {_key(name): category for name, category in (chosen or {}).items()}

    def find(self, *texts: str) -> Category | None:
        """The category of the first text that means one; of "Kitchen -> Kettles" the end counts first."""
        for text in texts:
            if text in self.by_path:
                return self.by_path[text]
            steps = [step for step in _ARROWS.split(text) if step.strip()]
            for name in [text, *reversed(steps)]:
                if (key := _key(name)) and (category := self.by_name.get(key)) is not None:
                    return category
        return None

    def questions(self, category: Category) -> list[FactDefinition]:
        if category.pk not in self.asked:
            self.asked[category.pk] = list(category.fact_definitions().with_choices())
        return self.asked[category.pk]


def _key(name: str) -> str:
    return " ".join(tokenise(name))
