"""Who is told of what about brands: the owner whom somebody asks, and the seller who asked."""

from __future__ import annotations

from accounts.models import User
from core.models import Event
from notifications.services import tell
from notifications.subscribers import LEADERS
from sellers import events as sellers
from sellers.models import BrandAuthorisation, Shop
from sellers.rules import OWNER_ANSWERS_WITHIN
from sellers.states import BrandRole


def _tell_runners(of: int, kind: str, event: Event, *, held: BrandAuthorisation, **more: object) -> None:
    """Everybody who runs a shop of the seller; each is led to the page of a shop that they run."""
    about = {"brand": held.brand.name, "role": BrandRole(held.role), **more}
    for shop in Shop.objects.filter(seller=of).order_by("pk"):
        people = User.objects.filter(is_active=True, memberships__shop=shop, memberships__role__in=LEADERS)
        for person in people.order_by("pk"):
            # Whoever runs several hears once: the same event is told to the same person only once.
            tell(person, kind, event, about={**about, "shop_slug": shop.slug})


def _held(pk: int) -> BrandAuthorisation:
    return BrandAuthorisation.objects.select_related("brand", "seller").get(pk=pk)


def tell_owner_somebody_asks(fact: sellers.BrandClaimed, event: Event) -> None:
    claim = _held(fact.authorisation_id)
    owner = BrandAuthorisation.objects.of_owner(claim.brand).first()
    if owner is not None and claim.role == BrandRole.AUTHORISED:
        days = OWNER_ANSWERS_WITHIN.days
        name = claim.seller.name_for_others()
        _tell_runners(owner.seller_id, "brand_asked", event, held=claim, seller=name, days=days)


def tell_seller_it_is_granted(fact: sellers.BrandGranted, event: Event) -> None:
    held = _held(fact.authorisation_id)
    _tell_runners(held.seller_id, "brand_granted", event, held=held, until=held.valid_until)


def tell_seller_it_is_refused(fact: sellers.BrandRefused, event: Event) -> None:
    held = _held(fact.authorisation_id)
    _tell_runners(held.seller_id, "brand_refused", event, held=held, reason=held.reason)


def tell_seller_it_is_taken_away(fact: sellers.BrandRevoked, event: Event) -> None:
    held = _held(fact.authorisation_id)
    _tell_runners(held.seller_id, "brand_revoked", event, held=held, reason=fact.because)


def tell_seller_it_is_over(fact: sellers.BrandExpired, event: Event) -> None:
    if not fact.is_renewed:
        held = _held(fact.authorisation_id)
        _tell_runners(held.seller_id, "brand_expired", event, held=held)
