"""What the first page shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef
from django.utils.safestring import SafeString

from catalog.models import Listing, Photo
from core.statements import Statement
from core.versions import TAXONOMY
from sellers.models import Shop
from storefront.cards import cards_of
from storefront.seeing import Seen
from taxonomy.models import Category
from taxonomy.tree import current_tree, tree_of

NEWEST = 12
# Among so many of the newest things, each category finds one to show.
LOOKED_AT = 240
SHOPS = 6


@dataclass(frozen=True)
class Place:
    """A way into the market: a category at the top, and a picture of something new in it, if there is one."""

    category: Category
    picture: Photo | None


@dataclass(frozen=True)
class Home:
    newest: list[SafeString]
    categories: list[Place]
    shops: list[Shop]


_SHOPS = Statement(
    lambda: (
        Shop.objects.open_for_business()
        # Of open shops: to ask each of their listings about its shop once more took longer than the rest of the page.
        .filter(Exists(Listing.objects.for_sale_in_open_shops().filter(shop=OuterRef("pk"))))
        .with_seller()
        .order_by("-opened_at", "-pk")
    )
)
_COVERS = Statement(
    lambda: (
        Listing.objects.on_sale()
        .filter(cover__isnull=False)
        .order_by("-published_at", "-pk")
        .values_list("category__path", "cover_id")
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
        categories=places(tree.top),
        shops=_SHOPS.ask(start=0, stop=SHOPS),
    )


def places(categories: Sequence[Category]) -> list[Place]:
    """The categories, each with the cover of the newest thing below it: two statements."""
    newest: dict[str, int] = {}
    for path, cover in _COVERS.ask(start=0, stop=LOOKED_AT):
        newest.setdefault(path.partition("/")[0], cover)
    wanted = [newest[category.path] for category in categories if category.path in newest]
    pictures = Photo.objects.in_bulk(wanted)
    return [Place(category, pictures.get(newest.get(category.path, 0))) for category in categories]
