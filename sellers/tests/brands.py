"""Brands and who may offer them, as the services make them."""

from __future__ import annotations

from typing import Any

from accounts.roles import Role
from core import foureyes
from sellers import services
from sellers.models import BrandAuthorisation, Shop
from sellers.states import BrandRole
from sellers.tests.factories import a_document, a_person, a_reviewer, open_shop
from taxonomy.models import Brand
from taxonomy.services import register_brand


def a_protected_brand(name: str = "Hoshi", **said: Any) -> Brand:
    """On the register, without an owner here."""
    return register_brand(name, by=None, is_protected=True, **said)


def a_claim(shop: Shop, brand: str = "Hoshi", **said: Any) -> BrandAuthorisation:
    by = said.pop("by", None) or shop.memberships.get(role="owner").user
    return services.claim_brand(shop, by=by, brand=brand, document=a_document(), **said)


def owned(shop: Shop, brand: str = "Hoshi") -> BrandAuthorisation:
    """What two people confirmed: the shop's seller owns the brand, which is protected by that."""
    claim = a_claim(shop, brand, role=BrandRole.OWNER, trademark_number="018712345", trademark_office="EUIPO")
    proposal = services.propose_brand_owner(claim, by=a_reviewer(), because="EUIPO names them.")
    foureyes.confirm(proposal, by=a_reviewer(Role.SENIOR_REVIEWER))
    claim.refresh_from_db()
    return claim


def authorised(shop: Shop, brand: Brand) -> BrandAuthorisation:
    """A reviewer has granted the brand; it must have no owner here."""
    return services.grant_claim(a_claim(shop, brand.name), by=a_reviewer())


def a_brand_owner(name: str = "Hoshi") -> tuple[Shop, Brand]:
    """A shop whose seller owns the brand."""
    shop = open_shop(a_person(f"{name}'s owner"), name=name, currency="EUR")
    return shop, owned(shop, name).brand
