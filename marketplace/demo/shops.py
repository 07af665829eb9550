"""How each shop came to be: an application, its approval, its policies, as demo_assets/shops says."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal

from django.db import transaction

from accounts.models import User
from core import clock
from core.money import exponent
from demo_assets import catalogue
from marketplace.demo.applications import apply
from marketplace.demo.credentials import lasting_papers, show_everything
from policies.kinds import PolicyKind
from policies.models import Policy
from policies.services import publish_policy, publish_starting_policies
from policies.terms import DeliveryOption, ReturnTerms, ShippingTerms, Terms
from sellers.facts import ApplicationFacts
from sellers.models import Shop
from sellers.services import approve_application


def minor(price: Decimal | int, currency: str) -> int:
    """A price as people write it, in minor units."""
    return int(Decimal(price).scaleb(exponent(currency)))


def open_shop(said: catalogue.Shop, owner: User, reviewer: User, *, at: datetime, now: datetime) -> Shop:
    """Apply for a shop, show what is asked, approve it a day later, publish its policies. `now` is the demo's own."""
    facts = ApplicationFacts(
        trading_name=said.name,
        currency=said.currency,
        language=said.language,
        about=said.about,
        undertakes=True,
        **said.seller,
    )
    application = apply(owner, facts, at=at)
    with clock.at(at + timedelta(days=1)):
        with transaction.atomic():
            show_everything(
                application,
                by=owner,
                reviewer=reviewer,
                sells_in={listing.category for listing in said.listings},
                lasting=lasting_papers(said.owner, now=now),
            )
        shop = approve_application(application, by=reviewer, note="Certificate read, number checked.")
        publish_starting_policies(shop)
        delivery = ShippingTerms(
            handling_days=said.handling_days,
            options=tuple(
                DeliveryOption(**{**option, "price": minor(option["price"], said.currency)}) for option in said.delivery
            ),
        )
        publish_own(shop, PolicyKind.SHIPPING, delivery, by=owner)
        if said.returns:
            terms = {name: value for name, value in said.returns.items() if name != "body"}
            body = said.returns.get("body", "")
            publish_own(shop, PolicyKind.RETURNS, ReturnTerms(**terms), body=body, by=owner)
    return shop


def publish_own(shop: Shop, kind: PolicyKind, terms: Terms, *, by: User, body: str = "") -> None:
    """The shop's own terms in place of those that it started with; without a text of their own, under the old one."""
    current = Policy.objects.select_related("current").get(shop=shop, kind=kind).current
    if current is not None:
        publish_policy(
            shop=shop,
            kind=kind,
            title=current.title,
            body=body or current.body,
            terms=terms,
            language=shop.language,
            by=by,
        )
