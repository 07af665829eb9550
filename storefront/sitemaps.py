"""Which public pages there are, for search engines: in files of a few thousand addresses each."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from catalog.models import Listing
from sellers.models import Shop
from taxonomy.models import Category

PER_FILE = 5_000


@dataclass(frozen=True)
class Place:
    """One address, without the site, and when what it shows last changed (where that is known)."""

    path: str
    changed_at: datetime | None = None


@dataclass(frozen=True)
class Section:
    rows: Callable[[], QuerySet[Any]]
    place: Callable[[Any], Place]

    @property
    def files(self) -> int:
        return -(-self.rows().count() // PER_FILE)

    def file(self, number: int) -> list[Place]:
        """The places of one file, numbered from 1; none beyond the last."""
        rows: Iterable[Any] = self.rows()[(number - 1) * PER_FILE : number * PER_FILE]
        return [self.place(row) for row in rows]


SECTIONS = {
    "categories": Section(
        lambda: Category.objects.order_by("path"),
        lambda category: Place(reverse("storefront:category", args=[category.path])),
    ),
    # The directory itself, once there is somebody in it.
    "merchants": Section(
        lambda: Shop.objects.order_by("pk")[:1],
        lambda _shop: Place(reverse("storefront:merchants")),
    ),
    "shops": Section(
        lambda: Shop.objects.open_for_business().order_by("pk"),
        lambda shop: Place(reverse("storefront:shop", args=[shop.slug])),
    ),
    "listings": Section(
        lambda: Listing.objects.on_sale().only("number", "slug", "updated_at").order_by("pk"),
        lambda listing: Place(reverse("storefront:listing", args=[listing.number, listing.slug]), listing.updated_at),
    ),
}
