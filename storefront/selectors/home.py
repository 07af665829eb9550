"""What the first page shows."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Exists, OuterRef
from django.utils.safestring import SafeString

from catalog.models import Listing
from core.statements import Statement
from core.versions import TAXONOMY
from sellers.models import Shop
from storefront.cards import cards_of
from storefront.seeing import Seen
from taxonomy.models import Category
from taxonomy.tree import current_tree, tree_of

NEWEST = 12
SHOPS = 6


@dataclass(frozen=True)
class Home:
    newest: list[SafeString]
    categories: list[Category]
    shops: list[Shop]


_SHOPS = Statement(
    lambda: (
        Shop.objects.open_for_business()
        .filter(Exists(Listing.objects.on_sale().filter(shop=OuterRef("pk"))))
        .with_seller()
        .order_by("-opened_at", "-pk")
    )
)
_NEWEST = Statement(lambda: Listing.objects.on_sale().order_by("-published_at", "-pk").values_list("pk", "version"))


def home_page(language: str, *, seen: Seen | None = None) -> Home:
    """
    The newest listings, the top of the category tree, and the shops that opened last and have something on sale.

    What was `seen` (storefront.seeing) lets the tree be remembered.
    """
    tree = tree_of(seen.versions[TAXONOMY]) if seen else current_tree()
    return Home(
        newest=cards_of(_NEWEST.ask(start=0, stop=NEWEST), language),
        categories=tree.top,
        shops=_SHOPS.ask(start=0, stop=SHOPS),
    )
