"""The whole tree at once, as a process remembers it: no page asks the database where a category stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

from core.errors import DomainError
from core.memory import Memory
from core.versions import TAXONOMY, versions_of
from taxonomy.models import Category
from taxonomy.querysets import paths_above


class NoSuchCategory(DomainError):
    """There is no category with this path."""

    code = "taxonomy.no_such_category"

    def __init__(self, *paths: str) -> None:
        super().__init__(_("There is no such category."), paths=list(paths))


@dataclass(frozen=True)
class Tree:
    """Every category, siblings in their order. The rows are shared by all threads: nobody changes them."""

    version: int
    categories: Sequence[Category]
    by_path: dict[str, Category] = field(default_factory=dict)
    _keys_within: dict[str, list[int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for category in self.categories:
            self.by_path[category.path] = category
            for path in paths_above(category.path):
                self._keys_within.setdefault(path, []).append(category.pk)

    def at(self, *paths: str) -> list[Category]:
        """Those at these paths, each once. Raises NoSuchCategory."""
        if unknown := [path for path in paths if path not in self.by_path]:
            raise NoSuchCategory(*unknown)
        return [self.by_path[path] for path in dict.fromkeys(paths)]

    @property
    def top(self) -> list[Category]:
        return [category for category in self.categories if category.parent_id is None]

    def above(self, category: Category) -> list[Category]:
        """Those above it, from the top."""
        return [self.by_path[path] for path in paths_above(category.path)[:-1]]

    def below(self, category: Category) -> list[Category]:
        """Those right below it."""
        return [each for each in self.categories if each.parent_id == category.pk]

    def keys_within(self, category: Category) -> list[int]:
        """The keys of the category and of everything below it."""
        return self._keys_within[category.path]


_trees: Memory[Tree] = Memory(1)


def last_known_tree() -> Tree:
    """The tree as it was when this process looked last; whoever uses it asks whether its version still holds."""
    return _trees.get("tree") or tree_of(versions_of([TAXONOMY])[TAXONOMY])


def tree_of(version: int) -> Tree:
    """The tree under this version of the taxonomy."""
    known = _trees.get("tree")
    if known is None or known.version != version:
        known = Tree(version, list(Category.objects.in_order()))
        _trees.put("tree", known)
    return known


def current_tree() -> Tree:
    """The tree as it is now; one statement, two when it has changed."""
    return tree_of(versions_of([TAXONOMY])[TAXONOMY])
