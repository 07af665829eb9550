"""What variants cost, and have cost."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from catalog.events import PriceChanged
from catalog.models import Listing, PriceChange, Variant
from catalog.services.changing import open_for_change
from catalog.services.summaries import refresh_offer
from core import clock
from core.errors import DomainError
from core.events import announce
from core.money import LARGEST, Money


class WrongPrice(DomainError):
    """A price that is nothing, below nothing, or in another currency than the shop's."""

    code = "catalog.wrong_price"


def check_price(listing: Listing, price: Money) -> None:
    """Raises WrongPrice unless this can be a price of this listing."""
    if price.currency != listing.currency:
        raise WrongPrice(
            _("This shop sells in %(shop)s; the price is in %(price)s.")
            % {"shop": listing.currency, "price": price.currency}
        )
    if not 0 < price.amount < LARGEST:
        raise WrongPrice(_("A price is above zero."))


@transaction.atomic
def set_price(variant: Variant, *, price: Money, by: User | None) -> Variant:
    """
    Let a variant cost something else from now on, and keep what it cost before.

    Raises WrongPrice, and ImpossibleMove when its listing is retracted. The same price again changes nothing.
    """
    listing = open_for_change(variant.listing)
    check_price(listing, price)
    variant = Variant.objects.get(pk=variant.pk)
    if variant.price == price:
        return variant
    old = variant.price_amount
    variant.price_amount = price.amount
    variant.save(update_fields=["price_amount"])
    PriceChange.objects.create(variant=variant, amount=price.amount, currency=price.currency, changed_at=clock.now())
    refresh_offer(listing)
    announce(
        PriceChanged(variant_id=variant.pk, old_amount=old, new_amount=price.amount, currency=price.currency), actor=by
    )
    return variant
