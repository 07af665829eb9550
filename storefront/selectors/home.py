"""What the first page shows."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from catalog.models import Listing
from sellers.models import Shop
from taxonomy.models import Category

NEWEST = 12
SHOPS = 6


@dataclass(frozen=True)
class Home:
    newest: list[Listing]
    categories: list[Category]
    shops: list[Shop]


def home_page(language: str) -> Home:
    """The newest listings, the top of the category tree, and the shops that opened last and have something on sale."""
    stocked = Listing.objects.on_sale().filter(shop=OuterRef("pk"))
    return Home(
        newest=list(
            Listing.objects.on_sale().in_language(language).with_card().order_by("-published_at", "-pk")[:NEWEST]
        ),
        categories=list(Category.objects.top().in_order()),
        shops=list(
            Shop.objects.open_for_business().filter(Exists(stocked)).with_seller().order_by("-opened_at", "-pk")[:SHOPS]
        ),
    )
