"""The six shops and what they offer, as demo_assets/catalogue.json says."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings

from accounts.models import User
from catalog.models import Listing
from catalog.services import (
    VariantDraft,
    add_photo,
    create_listing,
    process_photo,
    publish_listing,
    translate_listing,
)
from core import clock
from core.money import Money
from marketplace.demo.applications import apply
from policies.kinds import PolicyKind
from policies.models import Policy
from policies.services import publish_policy, publish_starting_policies
from policies.terms import DeliveryOption, ShippingTerms
from sellers.facts import ApplicationFacts
from sellers.models import Shop
from sellers.services import approve_application
from taxonomy.models import Category

ASSETS = Path(settings.BASE_DIR) / "demo_assets"


def read_catalogue() -> dict[str, Any]:
    catalogue: dict[str, Any] = json.loads((ASSETS / "catalogue.json").read_text())
    return catalogue


def open_shop(said: dict[str, Any], owner: User, reviewer: User, *, at: datetime) -> Shop:
    """Apply for a shop, approve it a day later, publish its policies."""
    facts = ApplicationFacts(
        trading_name=said["name"],
        currency=said["currency"],
        language=said["language"],
        about=said["about"],
        undertakes=True,
        **said["seller"],
    )
    application = apply(owner, facts, at=at)
    with clock.at(at + timedelta(days=1)):
        shop = approve_application(application, by=reviewer, note="Certificate read, number checked.")
        publish_starting_policies(shop)
        publish_delivery(shop, said, by=owner)
    return shop


def publish_delivery(shop: Shop, said: dict[str, Any], *, by: User) -> None:
    """The shop's own ways of sending, in place of those that it started with."""
    current = Policy.objects.select_related("current").get(shop=shop, kind=PolicyKind.SHIPPING).current
    publish_policy(
        shop=shop,
        kind=PolicyKind.SHIPPING,
        title=current.title if current else "Shipping",
        body=current.body if current else "We send tracked parcels.",
        terms=ShippingTerms(
            handling_days=said["handling_days"],
            options=tuple(DeliveryOption(**option) for option in said["delivery"]),
        ),
        language=shop.language,
        by=by,
    )


def offer(shop: Shop, said: dict[str, Any], *, by: User, at: datetime) -> Listing:
    """One listing with its variants, photos and translations, published."""
    with clock.at(at):
        listing = create_listing(
            shop,
            by=by,
            category=Category.objects.get(path=said["category"]),
            title=said["title"],
            description=said["description"],
            language=said["language"],
            brand=said["brand"],
            model=said["model"],
            condition=said["condition"],
            facts=said["facts"],
            variants=[
                VariantDraft(
                    price=Money(variant["price"], shop.currency),
                    sku=variant["sku"],
                    options=list(variant["options"].items()),
                    stock=variant["stock"],
                )
                for variant in said["variants"]
            ],
            external_ref=said["ref"],
        )
        for photo in said["photos"]:
            add_picture(listing, photo, by=by)
        for language, words in said.get("translations", {}).items():
            translate_listing(listing, by=by, language=language, **words)
        return publish_listing(Listing.objects.get(pk=listing.pk), by=by)


def add_picture(listing: Listing, said: dict[str, Any], *, by: User) -> None:
    """A photo, shown with the variant whose options it shows."""
    wanted = set(said.get("options", {}).items())
    fitting = [
        variant
        for variant in listing.variants.prefetch_related("options")
        if wanted and wanted <= {(option.name, option.value) for option in variant.options.all()}
    ]
    photo = add_photo(
        listing,
        content=(ASSETS / "photos" / said["file"]).read_bytes(),
        name=said["file"],
        alt=said["alt"],
        by=by,
        variant=fitting[0] if len(fitting) == 1 else None,
    )
    process_photo(photo)
