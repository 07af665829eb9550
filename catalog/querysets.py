"""Which listings, variants and photos, and how much of each."""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Exists, F, FilteredRelation, OuterRef, Q

from catalog.states import IMPORT_AT_WORK, ListingStatus, PhotoStatus
from core import clock, lookups  # noqa: F401  registers `pk__among`
from core.lookups import GivenKeys
from core.pictures.uploads import UploadedPictureQuerySet
from core.statements import Given
from sellers.models import BrandAuthorisation
from sellers.querysets import is_trading
from sellers.states import ShopRole
from sellers.vetting.selling import is_stopped

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import User
    from catalog.models import CatalogueImport, Listing, Photo, Variant  # noqa: F401  named in the generic bases
    from taxonomy.models import Category

# Who may change what a shop offers.
CATALOGUE_ROLES = (ShopRole.OWNER, ShopRole.MANAGER, ShopRole.CATALOGUE)


def is_on_sale(prefix: str = "") -> Q:
    """
    The condition under which a listing is on sale at this very moment; `prefix` is the path to the listing.

    The seller's approval, and what they must hold for its category, are asked of the database in the same statement:
    no cache and no event stands between.
    """
    published = Q(**{f"{prefix}status": ListingStatus.PUBLISHED, f"{prefix}price_from_amount__isnull": False})
    return (
        published
        & is_trading(f"{prefix}shop__")
        & is_authorised(prefix)
        & ~Q(is_stopped(f"{prefix}shop__seller", f"{prefix}category"))
    )


def is_authorised(prefix: str = "") -> Q:
    """
    The condition under which a listing's seller may offer its brand: anybody's, unless it is a protected one.

    Only listings of protected brands ask about authorisations, and by the database's clock.
    """
    held = BrandAuthorisation.objects.holding().filter(
        brand=OuterRef(f"{prefix}protected_brand"), seller=OuterRef(f"{prefix}shop__seller")
    )
    return Q(**{f"{prefix}protected_brand": None}) | Q(Exists(held))


class ListingQuerySet(models.QuerySet["Listing"]):
    # Which rows.
    def on_sale(self) -> Self:
        """
        Published, with something to buy, in an open shop, of a seller whose approval holds now, and who may offer the
        brand.
        """
        return self.filter(is_on_sale())

    def for_sale_in_open_shops(self) -> Self:
        """The same for listings of shops of which it is known that they may sell at this moment."""
        on_offer = self.filter(is_authorised(), status=ListingStatus.PUBLISHED, price_from_amount__isnull=False)
        return on_offer.exclude(is_stopped("shop__seller", "category"))

    def of_shops_worked_by(self, user: User | AnonymousUser) -> Self:
        """Listings that `user` may change: those of shops where they are owner, manager or catalogue keeper."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(shop__memberships__user=user, shop__memberships__role__in=CATALOGUE_ROLES)

    def in_category(self, category: Category) -> Self:
        """
        Listings in the category or anywhere below it; asks for those categories first.

        With their keys in hand the database reads only their part of an index. Given a subquery in their place, it
        reads the whole market.
        """
        keys = type(category).objects.within(category).values_list("pk", flat=True)
        return self.filter(category__in=list(keys))

    def among(self, keys: Iterable[int] | GivenKeys) -> Self:
        """Those of these keys, however many: what a search found."""
        # An array is one value to Django; of a list it would look at each key.
        return self.filter(pk__among=keys if isinstance(keys, GivenKeys) else array("q", keys))

    def named_like(self, text: str) -> Self:
        """For the shop's own list: part of the title, the number, the reference or a SKU."""
        return self.filter(
            Q(title__icontains=text)
            | Q(number__icontains=text)
            | Q(external_ref=text)
            | Q(pk__in=self.model.objects.filter(variants__sku__icontains=text).values("pk"))
        )

    # How much of each row.
    def with_card(self) -> Self:
        """What a card shows, in one statement; not the long texts."""
        return self.select_related("shop", "cover").defer("description", "shop__about")

    def in_language(self, language: str | Given) -> Self:
        """Adds `local_title`, read by `shown_title`: the title in that language where there is one."""
        local = FilteredRelation("texts", condition=Q(texts__language=language))
        return self.annotate(local=local, local_title=F("local__title"))

    def with_page(self) -> Self:
        """What the listing's own page shows: variants with options, facts, photos, texts: five statements in all."""
        return self.select_related("shop__seller", "category", "cover").prefetch_related(
            "variants__options", "facts__definition", "facts__choice", "photos", "texts"
        )


class VariantQuerySet(models.QuerySet["Variant"]):
    def offered(self) -> Self:
        return self.filter(is_active=True)

    def on_sale(self) -> Self:
        """Offered variants of listings that are on sale at this moment. Sold out ones are among them."""
        return self.filter(is_on_sale("listing__"), is_active=True)

    def in_order(self) -> Self:
        return self.order_by("position", "pk")


class CatalogueImportQuerySet(models.QuerySet["CatalogueImport"]):
    def of_shops_worked_by(self, user: User | AnonymousUser) -> Self:
        """Imports into shops where `user` keeps the catalogue."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(shop__memberships__user=user, shop__memberships__role__in=CATALOGUE_ROLES)

    def at_work(self) -> Self:
        return self.filter(status__in=IMPORT_AT_WORK)

    def free(self) -> Self:
        """Those at work that no worker holds at this moment, by the database's clock."""
        return self.at_work().filter(Q(lease_until=None) | Q(lease_until__lte=clock.database_now()))


class PhotoQuerySet(UploadedPictureQuerySet["Photo"]):
    def ready(self) -> Self:
        return self.filter(status=PhotoStatus.READY)

    def in_order(self) -> Self:
        return self.order_by("position", "pk")
