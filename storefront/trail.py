"""Where a page stands in the market, for its breadcrumbs and lists of categories."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse

from taxonomy.models import Category


@dataclass(frozen=True)
class Crumb:
    label: str
    url: str


def category_link(category: Category, language: str) -> Crumb:
    return Crumb(category.name_in(language), reverse("storefront:category", args=[category.path]))


def trail_to(categories: Iterable[Category], language: str) -> list[Crumb]:
    """The way from the first page through these categories, from the top."""
    return [
        Crumb(settings.MARKET_NAME, reverse("storefront:home")),
        *(category_link(category, language) for category in categories),
    ]
