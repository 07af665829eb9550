"""Which categories, definitions and brands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q

from taxonomy.brand_keys import brand_key

if TYPE_CHECKING:
    from taxonomy.models import Brand, Category, FactDefinition  # noqa: F401  named in the generic bases


def paths_above(path: str) -> list[str]:
    """The path itself and every path above it: "home/kitchen" gives "home" and "home/kitchen"."""
    parts = path.split("/")
    return ["/".join(parts[: length + 1]) for length in range(len(parts))]


class CategoryQuerySet(models.QuerySet["Category"]):
    def top(self) -> Self:
        return self.filter(parent=None)

    def within(self, category: Category) -> Self:
        """The category and everything below it."""
        return self.filter(Q(path=category.path) | Q(path__startswith=f"{category.path}/"))

    def around(self, path: str) -> Self:
        """What the page of one category shows: those above it, itself, and those right below it."""
        return self.filter(Q(path__in=paths_above(path)) | Q(parent__path=path))

    def in_order(self) -> Self:
        return self.order_by("position", "name")


class FactDefinitionQuerySet(models.QuerySet["FactDefinition"]):
    def of(self, category: Category) -> Self:
        """What is asked in this category: its own definitions and those of every category above it."""
        return self.filter(category__path__in=paths_above(category.path))

    def reaching(self, category: Category) -> Self:
        """What may be known about things in this category or below it."""
        return self.filter(
            Q(category__path__in=paths_above(category.path)) | Q(category__path__startswith=f"{category.path}/")
        )

    def facets(self) -> Self:
        return self.filter(is_facet=True)

    def in_order(self) -> Self:
        """General facts first, then the more special ones, each in the order given by staff."""
        return self.order_by("category__depth", "position", "code")

    def with_choices(self) -> Self:
        return self.prefetch_related("choices")


class BrandQuerySet(models.QuerySet["Brand"]):
    def protected(self) -> Self:
        return self.filter(is_protected=True)

    def known_as(self, text: str) -> Self:
        """The brand that somebody means with this text, if it is on the register."""
        return self.filter(names__key=brand_key(text))
