"""Which shop and which listing a seller's page is about: only those that this person may change, else 404."""

from __future__ import annotations

from django.shortcuts import get_object_or_404

from accounts.models import User
from catalog.models import Listing, Photo
from catalog.querysets import CATALOGUE_ROLES
from sellers.models import Shop


def own_shop(user: User, slug: str) -> Shop:
    return get_object_or_404(Shop.objects.worked_by(user, *CATALOGUE_ROLES), slug=slug)


def own_listing(user: User, shop: str, number: str) -> Listing:
    listings = Listing.objects.of_shops_worked_by(user).select_related("shop", "category")
    return get_object_or_404(listings, shop__slug=shop, number=number)


def own_photo(user: User, shop: str, number: str, code: str) -> Photo:
    """A photo is known by the digest of what was uploaded."""
    return get_object_or_404(own_listing(user, shop, number).photos, original_digest=code)
