"""Which protected brand a listing's words mean, and whether its seller may offer it."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from catalog.models import Listing
from catalog.services.summaries import lock_listings
from core.errors import DomainError
from core.versions import TRADING, touch
from sellers.models import BrandAuthorisation
from taxonomy.services import protected_brands_of

# So many listings are looked at, and changed, in one transaction.
AT_ONCE = 500


class BrandNotAuthorised(DomainError):
    """The brand is protected, and the seller neither owns it nor is authorised: `brand`."""

    code = "catalog.brand_not_authorised"


def name_brands(listings: Collection[Listing]) -> None:
    """Let listings that are about to be written know the protected brands that their words mean; one statement."""
    found = protected_brands_of(listing.brand for listing in listings)
    for listing in listings:
        listing.protected_brand_id = found.get(listing.brand)


def must_be_authorised(listing: Listing) -> None:
    """Raises BrandNotAuthorised unless the brand is anybody's, or the seller may offer it at this moment."""
    if refusal := brand_refusal(listing):
        raise refusal


def brand_refusal(listing: Listing) -> BrandNotAuthorised | None:
    """Why the listing's brand keeps it off sale at this moment, if it does; a query for protected brands only."""
    if listing.protected_brand_id is None:
        return None
    held = BrandAuthorisation.objects.holding().filter(brand=listing.protected_brand_id, seller=listing.shop.seller_id)
    if held.exists():
        return None
    brand = listing.brand or str(listing.protected_brand)
    return BrandNotAuthorised(
        _("“%(brand)s” is a protected brand, and your shop is not authorised to offer it. Ask for it under Brands.")
        % {"brand": brand},
        brand=brand,
    )


def resolve_brands() -> int:
    """
    Let every listing know the protected brand that its words mean, after the register has changed; returns how many
    had not known. In batches: no shop waits for the whole market.
    """
    changed = 0
    for some in _batches():
        changed += _resolve(some)
    return changed


def _batches() -> Iterator[list[int]]:
    """The keys of listings whose words and brand do not agree, as far as can be seen without holding them."""
    said = Listing.objects.exclude(brand="").order_by().values_list("brand", flat=True).distinct()
    found = protected_brands_of(said)
    wrong: list[int] = []
    rows = Listing.objects.exclude(brand="", protected_brand=None).order_by("pk")
    for pk, brand, protected in rows.values_list("pk", "brand", "protected_brand").iterator():
        if found.get(brand) != protected:
            wrong.append(pk)
    for start in range(0, len(wrong), AT_ONCE):
        yield wrong[start : start + AT_ONCE]


@transaction.atomic
def _resolve(keys: Collection[int]) -> int:
    listings = lock_listings(Listing.objects.filter(pk__in=keys))
    before = {listing.pk: listing.protected_brand_id for listing in listings}
    name_brands(listings)
    changed = [listing for listing in listings if listing.protected_brand_id != before[listing.pk]]
    Listing.objects.bulk_update(changed, ["protected_brand"])
    Listing.objects.filter(pk__in=[listing.pk for listing in changed]).update(version=F("version") + 1)
    if changed:
        touch(TRADING)
    return len(changed)
