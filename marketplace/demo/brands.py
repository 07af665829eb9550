"""A protected brand with its owner, whom the owner authorised and refused; and reports at every stage."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial

from catalog.models import Listing
from catalog.reporting import services as reporting
from catalog.services import resolve_brands
from catalog.states import ReportReason
from core import foureyes
from marketplace.demo.documents import registration_certificate
from marketplace.demo.moments import Moment
from marketplace.demo.tales import Market
from sellers.models import BrandAuthorisation, Shop
from sellers.services import authorise_seller, claim_brand, propose_brand_owner, refuse_claim
from sellers.states import BrandRole

BRAND = "Tanah Liat"
# The first of these that is there may offer the brand.
AUTHORISED = ("anyam-bersama", "lichtwerk-berlin")
REFUSED = "laufgut"
STRANGER = "watchful@example.com"


def brands_and_reports(market: Market, *, now: datetime) -> Iterator[Moment]:
    """What happened about brands and reports, each with its time."""
    yield now - timedelta(weeks=6), partial(own_the_brand, market)
    yield now - timedelta(weeks=4), partial(authorise_and_refuse, market)
    yield now - timedelta(days=1), partial(report_and_wait, market)
    if "mo" in market.people:
        yield now - timedelta(days=8), partial(uphold, market)
        yield now - timedelta(days=6), partial(reject, market)


def own_the_brand(market: Market) -> None:
    """Bob's brand is his: a reviewer has looked, a senior one agreed."""
    people = market.people
    shop = Shop.objects.get(slug="tanah-liat")
    claim = claim_brand(
        shop,
        by=people["bob"],
        brand=BRAND,
        document=registration_certificate(legal_name=BRAND, number="IDM001117042", place="Jakarta"),
        role=BrandRole.OWNER,
        trademark_number="IDM001117042",
        trademark_office="DJKI",
        words="Registered for ceramics in 2021.",
    )
    proposal = propose_brand_owner(claim, by=people["rita"], because="DJKI names the company as the owner.")
    foureyes.confirm(proposal, by=people["sena"])
    resolve_brands()


def authorise_and_refuse(market: Market) -> None:
    bob = market.people["bob"]
    held = BrandAuthorisation.objects.select_related("brand").get(brand__name=BRAND, role=BrandRole.OWNER)
    others = {shop.slug: shop for shop in Shop.objects.with_seller().filter(slug__in=[*AUTHORISED, REFUSED])}
    authorise_seller(held.brand, next(others[slug] for slug in AUTHORISED if slug in others).seller, by=bob)
    claim = claim_brand(
        others[REFUSED],
        by=market.people["carol"],
        brand=BRAND,
        document=registration_certificate(legal_name="Invoice 2026-31", number="4 bowls", place="Berlin"),
        words="We bought four bowls of yours and would like to sell them on.",
    )
    refuse_claim(claim, by=bob, because="Enjoy the bowls. New ware of ours is sold only by shops that we train.")


def report_and_wait(market: Market) -> None:
    """A stranger reports something; nobody has read it yet."""
    reporting.file_report(
        _listing(market, "laufgut/trail-shoe"),
        by=None,
        email=STRANGER,
        reason=ReportReason.MISLEADING,
        words="The sole is called natural rubber. Mine smells of plastic, and the box says TPU.",
        language="en",
    )


def uphold(market: Market) -> None:
    mo, alice = market.people["mo"], market.people["alice"]
    report = reporting.file_report(
        _listing(market, "harbor-audio/sport-buds"),
        by=alice,
        reason=ReportReason.COUNTERFEIT,
        words="The serial number on the case belongs to another model. The maker told me so.",
    )
    reporting.take_report(report, by=mo)
    reporting.uphold_report(
        report,
        by=mo,
        ground=ReportReason.COUNTERFEIT,
        facts="The serial number on the photo belongs to another model, as the maker's own list shows.",
    )


def reject(market: Market) -> None:
    mo, ines = market.people["mo"], market.people["ines"]
    report = reporting.file_report(
        _listing(market, "lichtwerk-berlin/globe"),
        by=ines,
        reason=ReportReason.STOLEN_PHOTOS,
        words="I have seen this photo elsewhere.",
    )
    reporting.take_report(report, by=mo)
    reporting.reject_report(report, by=mo, because="The shop sent us the original of the photo, with its date.")


def _listing(market: Market, key: str) -> Listing:
    return Listing.objects.select_related("shop").get(pk=market.listings[key].pk)
